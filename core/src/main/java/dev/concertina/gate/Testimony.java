package dev.concertina.gate;

import java.util.List;

/**
 * What one witness of a gate saw.
 *
 * @param about a stable word: {@code sessions}, {@code instances}, {@code statements}, {@code
 *     releases}, {@code subscriptions}, {@code standbys}
 * @param words what was seen, or what cannot be known, for people
 * @param reasons what of it keeps the gate shut
 */
public record Testimony(String about, String words, List<Reason> reasons) {

  public Testimony {
    reasons = List.copyOf(reasons);
  }

  /** Nothing that was seen speaks against opening. */
  static Testimony open(String about, String words) {
    return new Testimony(about, words, List.of());
  }
}

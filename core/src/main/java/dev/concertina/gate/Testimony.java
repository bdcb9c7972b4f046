package dev.concertina.gate;

import dev.concertina.session.SqlState;
import java.sql.SQLException;
import java.util.List;

/**
 * What one witness of a gate saw.
 *
 * @param about a stable word: {@code sessions}, {@code instances}, {@code statements}, {@code
 *     running}, {@code releases}, {@code subscriptions}, {@code standbys}; {@code journal} where it
 *     is too old for them
 * @param words what was seen, or what cannot be known, for people
 * @param reasons what of it keeps the gate shut
 */
public record Testimony(String about, String words, List<Reason> reasons) {

  public Testimony {
    reasons = List.copyOf(reasons);
  }

  /** What a witness does with statements. */
  @FunctionalInterface
  interface Judging {
    Testimony judge() throws SQLException;
  }

  /**
   * What the witness finds; what cannot be judged speaks against opening.
   *
   * @param words what is said then
   * @param what cannot be judged, for a sentence
   * @throws SQLException if the connection is lost
   */
  static Testimony judged(String about, String words, String what, Judging judging)
      throws SQLException {
    try {
      return judging.judge();
    } catch (SQLException e) {
      if (SqlState.isConnectionLost(e)) {
        throw e;
      }
      Reason reason = new Reason(what + " cannot be judged: " + e.getMessage() + ".", "");
      return new Testimony(about, words, List.of(reason));
    }
  }

  /** Nothing that was seen speaks against opening. */
  static Testimony open(String about, String words) {
    return new Testimony(about, words, List.of());
  }
}

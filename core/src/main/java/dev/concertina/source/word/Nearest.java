package dev.concertina.source.word;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** Which known word somebody may have meant. */
public final class Nearest {

  private Nearest() {}

  /** The known word with the fewest letters to change, if that is less than half of the word. */
  public static Optional<String> to(String word, Collection<String> known) {
    return known.stream()
        .min(Comparator.comparingInt((String other) -> distance(word, other)))
        .filter(other -> distance(word, other) * 2 <= Math.max(other.length(), 2));
  }

  /** Edit distance (Levenshtein), whatever the case and the kind of dash. */
  private static int distance(String one, String other) {
    String a = plain(one);
    String b = plain(other);
    int[] row = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      row[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int replaced = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(replaced, Math.min(row[j], row[j - 1]) + 1);
      }
    }
    return row[b.length()];
  }

  private static String plain(String word) {
    return word.toLowerCase(Locale.ROOT).replace('-', '_');
  }
}

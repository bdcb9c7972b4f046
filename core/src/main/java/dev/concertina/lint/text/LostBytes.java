package dev.concertina.lint.text;

import dev.concertina.change.MigrationException;
import dev.concertina.change.Origin;
import java.util.Optional;

/**
 * The places of a text where a byte was no UTF-8 and a replacement character stands in its place.
 * In a comment that does no harm; in a name it makes another one of it.
 */
public final class LostBytes {

  private static final char LOST = '\uFFFD';

  private LostBytes() {}

  /** Whether there is one, be it in a comment. */
  public static boolean areIn(String text) {
    return text.indexOf(LOST) >= 0;
  }

  /** What is wrong with the first one of a file that is in no comment. */
  public static Optional<MigrationException> refusal(String file, String text) {
    return areIn(text) ? refusal(file, text, Outline.of(text), 0, text.length()) : Optional.empty();
  }

  /**
   * What is wrong with the first one between two offsets that is in no comment.
   *
   * @param file what the message names
   */
  public static Optional<MigrationException> refusal(
      String file, String text, Outline outline, int start, int end) {
    for (int at = text.indexOf(LOST, start); at >= 0 && at < end; at = text.indexOf(LOST, at + 1)) {
      int lost = at;
      if (outline.comments().stream()
          .noneMatch(comment -> comment.start() <= lost && lost < comment.end())) {
        Lines lines = new Lines(text);
        int line = lines.lineOf(at);
        return Optional.of(
            new MigrationException(
                "not-utf8",
                "The line holds a byte that is no UTF-8, so a name or a text in it is not known.",
                "Save the file as UTF-8: iconv -f ISO-8859-1 -t UTF-8, if it is in Latin-1.",
                new Origin(file, line, lines.line(line))));
      }
    }
    return Optional.empty();
  }
}

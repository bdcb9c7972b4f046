package dev.concertina.source;

import dev.concertina.change.MigrationException;
import dev.concertina.change.Origin;
import dev.concertina.parser.Comment;
import dev.concertina.parser.ParsedScript;
import java.util.Optional;

/**
 * Refuses a text that holds nothing by accident: what a program that failed left in the pipe, and
 * operations that Django's sqlmigrate names but cannot write. Applied, they would count as done. A
 * comment or BEGIN and COMMIT alone are a migration that asks for nothing.
 */
final class Emptiness {

  private Emptiness() {}

  static void refuse(ParsedScript script, String file) {
    if (script.sql().isBlank()) {
      throw new MigrationException(
          "empty",
          "The migration is empty: it would count as applied although nothing was done.",
          "Write its statements; if it shall do nothing, say so in a comment. If it comes from a"
              + " program, see whether that failed.",
          new Origin(file, 1, ""));
    }
    Optional<Comment> unwritten =
        script.comments().stream()
            .filter(comment -> comment.text().contains(DjangoNotice.NOT_SQL))
            .findFirst();
    if (unwritten.isPresent()) {
      throw new MigrationException(
          "not-sql",
          "Django could not write this operation as SQL (RunPython), so it would be left out.",
          "Move it into a migration of its own that Django runs; then remove the comment here.",
          new Origin(file, unwritten.get().line(), unwritten.get().text()));
    }
  }
}

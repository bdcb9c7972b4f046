package dev.concertina.change;

import dev.concertina.sql.Sql;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One versioned file: what the user wants.
 *
 * @param description the file's name in words
 * @param file where it was read, for messages
 * @param text the whole text, kept in the journal
 * @param checksum SHA-256 of the text with line ends unified, in hexadecimal
 * @param changes in the order of the file
 */
public record Migration(
    Version version,
    String description,
    String file,
    String text,
    String checksum,
    List<Change> changes) {

  public Migration {
    changes = List.copyOf(changes);
  }

  /** {@link Change#atOnce} of all changes; a statement with several actions is there once. */
  public List<Sql> atOnce() {
    List<Sql> statements = new ArrayList<>();
    Optional<Origin> before = Optional.empty();
    for (Change change : changes) {
      Optional<Origin> origin = Optional.of(change.origin());
      List<Sql> own = change.atOnce();
      if (!origin.equals(before) || !statements.containsAll(own)) {
        statements.addAll(own);
      }
      before = origin;
    }
    return statements;
  }
}

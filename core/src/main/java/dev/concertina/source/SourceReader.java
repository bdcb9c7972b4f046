package dev.concertina.source;

import dev.concertina.change.Change;
import java.util.List;

/** Reads the text of a migration in one language. Safe for any thread. */
interface SourceReader {

  /**
   * The changes that a text asks for, in its order.
   *
   * @param file what messages name
   * @throws dev.concertina.change.MigrationException if the text cannot be used
   */
  List<Change> read(String file, String text);
}

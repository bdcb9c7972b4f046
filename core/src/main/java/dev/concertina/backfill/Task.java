package dev.concertina.backfill;

import dev.concertina.journal.Checkpoint;
import dev.concertina.journal.Window;
import dev.concertina.sql.QualifiedName;

/** What a walker does next. */
sealed interface Task {

  /**
   * Writes a batch of the window, which is its own until it gives it back.
   *
   * @param most pages that the batch may cover
   */
  record Write(QualifiedName relation, Window window, long most) implements Task {}

  /** Ends the walk of a relation in which nothing is left to write. */
  record Finish(QualifiedName relation, Checkpoint at) implements Task {}

  /** Nothing is to be had now, but others are still at work. */
  record Wait() implements Task {}

  /** Nothing is left. */
  record Over() implements Task {}
}

package dev.concertina.hazard.action;

import dev.concertina.hazard.Span;
import dev.concertina.hazard.model.RunningSchema;
import dev.concertina.hazard.model.RunningTransaction;
import dev.concertina.hazard.model.Savepoints;
import dev.concertina.hazard.model.Schema;
import dev.concertina.sql.QualifiedName;
import java.util.List;
import java.util.Optional;

/** One thing that a statement does. ALTER TABLE may do several. */
public interface Action {

  /** The words that say it. */
  Span span();

  /**
   * The locks that it takes on relations that others may use, strongest work included.
   *
   * @param before the schema that it meets
   * @param server the major version of the server
   */
  default List<Lock> locks(Schema before, int server) {
    return List.of();
  }

  /** The relation that it is about; the others that it locks, it locks for the sake of that one. */
  default Optional<QualifiedName> subject(Schema before, int server) {
    return locks(before, server).stream().map(Lock::relation).findFirst();
  }

  /** Whether PostgreSQL refuses it inside of a transaction. */
  default boolean refusesTransaction() {
    return false;
  }

  /** Whether it takes along what depends on its object, named or not. */
  default boolean cascades() {
    return false;
  }

  /** Begins, ends or divides the transaction, which may take a state back. */
  default void bound(Savepoints<?> state) {}

  /** Does to the running transaction what others in it will meet, but for locks. */
  default void act(RunningTransaction transaction, Schema before) {}

  /** Does to the running schema what PostgreSQL would do to its own. */
  default void change(RunningSchema schema) {}
}

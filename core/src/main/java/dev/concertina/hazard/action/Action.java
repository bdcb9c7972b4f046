package dev.concertina.hazard.action;

import dev.concertina.hazard.Span;
import dev.concertina.hazard.model.RunningSchema;
import dev.concertina.hazard.model.RunningTransaction;
import dev.concertina.hazard.model.Schema;
import java.util.List;

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

  /** Whether PostgreSQL refuses it inside of a transaction. */
  default boolean refusesTransaction() {
    return false;
  }

  /** Whether it takes along what depends on its object, named or not. */
  default boolean cascades() {
    return false;
  }

  /** Does to the running transaction what others in it will meet, but for locks. */
  default void act(RunningTransaction transaction, Schema before) {}

  /** Does to the running schema what PostgreSQL would do to its own. */
  default void change(RunningSchema schema) {}
}

package dev.concertina.trace;

import dev.concertina.hazard.Statement;
import dev.concertina.plan.LockMode;
import dev.concertina.sql.QualifiedName;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What one statement did to the tables and views that were there before it.
 *
 * @param watched whether its locks could be seen; not those of a statement that refuses a
 *     transaction
 * @param locks the strongest on each relation
 * @param rewritten the tables that have another file than before
 * @param failure what PostgreSQL said, if it refused
 */
public record Traced(
    Statement statement,
    boolean watched,
    Map<QualifiedName, LockMode> locks,
    Set<QualifiedName> rewritten,
    Optional<String> failure) {

  public Traced {
    locks = Map.copyOf(locks);
    rewritten = Set.copyOf(rewritten);
  }
}

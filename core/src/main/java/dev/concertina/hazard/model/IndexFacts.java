package dev.concertina.hazard.model;

import dev.concertina.sql.QualifiedName;
import java.util.List;
import java.util.Optional;

/**
 * What is known of an index.
 *
 * @param table empty if no script has said so
 * @param createdIn the release that built it; empty if it was there before all scripts
 */
public record IndexFacts(
    Optional<QualifiedName> table, IndexSpec spec, Optional<Integer> createdIn) {

  /** Whether it is known to be one of a table. */
  boolean isOf(QualifiedName other) {
    return table.filter(other::equals).isPresent();
  }

  /** Whether it refuses a second row of the same key. */
  public boolean unique() {
    return spec.unique();
  }

  /** Its columns; none where an expression stands. */
  public List<String> columns() {
    return spec.columns();
  }
}

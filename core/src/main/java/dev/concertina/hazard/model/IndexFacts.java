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
    Optional<QualifiedName> table,
    boolean unique,
    boolean partial,
    List<String> columns,
    Optional<Integer> createdIn) {

  public IndexFacts {
    columns = List.copyOf(columns);
  }
}

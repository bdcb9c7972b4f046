package dev.concertina.evidence.body;

import java.util.Optional;
import java.util.Set;

/**
 * What an ON CONFLICT clause leans on.
 *
 * @param constraint by its name, where the clause has one
 * @param expressions how many elements are no plain columns
 */
public record Conflict(
    Name relation, Optional<String> constraint, Set<String> columns, int expressions) {

  public Conflict {
    columns = Set.copyOf(columns);
  }
}

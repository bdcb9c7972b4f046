package dev.concertina.hazard.model;

import java.util.List;
import java.util.Set;

/**
 * An index as a statement writes it.
 *
 * @param columns empty where an expression stands
 * @param partial whether it leaves rows out
 * @param expression what its expressions and its condition are made of
 */
public record IndexSpec(
    boolean unique, List<String> columns, boolean partial, Expression expression) {

  public IndexSpec {
    columns = List.copyOf(columns);
  }

  /** Whether it may stand for a key: no two rows of the table have the same columns. */
  public boolean isKeyOf(Set<String> key) {
    return unique && !partial && !columns.isEmpty() && Set.copyOf(columns).equals(key);
  }

  IndexSpec withColumnNamed(String from, String to) {
    List<String> renamed = columns.stream().map(c -> c.equals(from) ? to : c).toList();
    return new IndexSpec(unique, renamed, partial, expression);
  }
}

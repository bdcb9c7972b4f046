package dev.concertina.hazard.model;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A table as CREATE TABLE writes it.
 *
 * @param complete whether it has no other columns, such as those of a parent
 * @param constraints those that do not stand beside a column
 * @param partitionKey the columns by which it is divided
 */
public record TableSpec(
    boolean complete,
    List<ColumnSpec> columns,
    List<ConstraintSpec> constraints,
    Set<String> partitionKey) {

  /** Of which nothing is known. */
  public static final TableSpec UNKNOWN = new TableSpec(false, List.of(), List.of(), Set.of());

  public TableSpec {
    columns = List.copyOf(columns);
    constraints = List.copyOf(constraints);
    partitionKey = Set.copyOf(partitionKey);
  }

  /** The type of a column. */
  public Optional<Type> type(String column) {
    return columns.stream()
        .filter(spec -> spec.name().equals(column))
        .map(spec -> spec.type().stored())
        .findFirst();
  }
}

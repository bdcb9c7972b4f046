package dev.concertina.hazard.model;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What an INSERT writes.
 *
 * @param columns empty if it names none and means the first ones
 * @param rows their values, each empty where DEFAULT stands; of a query, the one row that its list
 *     shows
 */
public record Rows(Optional<List<String>> columns, List<List<Optional<Value>>> rows) {

  private static final int WIDEST = 1_600;

  public Rows {
    columns = columns.map(List::copyOf);
    rows = List.copyOf(rows);
  }

  /** One row of which no value is known, as wide as a table may be ("PostgreSQL Limits"). */
  public static Rows unknown(Optional<List<String>> columns) {
    return new Rows(columns, List.of(Collections.nCopies(WIDEST, Optional.of(Value.UNKNOWN))));
  }

  /** A column that it names twice, which PostgreSQL refuses. */
  public Optional<String> twice() {
    Set<String> seen = new HashSet<>();
    return columns.stream().flatMap(List::stream).filter(name -> !seen.add(name)).findFirst();
  }

  /** The values of each column, but for DEFAULT; without a column that is not known. */
  public Map<String, List<Value>> byColumn(Optional<Relation> table) {
    List<String> names =
        columns.orElseGet(
            () ->
                table.filter(Relation::isComplete).stream()
                    .flatMap(known -> known.columns().keySet().stream())
                    .toList());
    Map<String, List<Value>> values = new LinkedHashMap<>();
    for (List<Optional<Value>> row : rows) {
      for (int i = 0; i < Math.min(names.size(), row.size()); i++) {
        if (row.get(i).isPresent()) {
          values.computeIfAbsent(names.get(i), any -> new ArrayList<>()).add(row.get(i).get());
        }
      }
    }
    return values;
  }
}

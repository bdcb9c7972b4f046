package dev.concertina.hazard.model;

import dev.concertina.sql.QualifiedName;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A query as far as it tells which columns it reads and which it gives.
 *
 * @param outputs empty if what it gives cannot be told
 */
public record Query(Optional<List<Output>> outputs, List<Reference> references) {

  /** One of which nothing is known. */
  public static final Query UNKNOWN = new Query(Optional.empty(), List.of());

  /** In the place of a name: all columns. */
  public static final String ALL = "*";

  /**
   * A column that is read.
   *
   * @param tables those that it may be of, nearest first
   * @param column its name, or {@link #ALL}
   */
  public record Reference(List<QualifiedName> tables, String column) {

    public Reference {
      tables = List.copyOf(tables);
    }

    /** The table that it is of, as far as the scripts say. */
    Optional<Relation> in(Schema schema) {
      for (QualifiedName table : tables) {
        Optional<Relation> known = schema.relation(table);
        if (known.filter(of -> column.equals(ALL) || of.column(column).isPresent()).isPresent()
            || tables.size() == 1) {
          return known;
        }
        if (known.filter(Relation::isComplete).isEmpty()) {
          return Optional.empty();
        }
      }
      return Optional.empty();
    }

    private Set<String> columns(Relation table) {
      return column.equals(ALL) ? table.columns().keySet() : Set.of(column);
    }
  }

  /**
   * A column that is given, or all of a table.
   *
   * @param name empty if it cannot be told
   * @param column the one that it is, if it is no more than that
   * @param type if the query says it
   */
  public record Output(Optional<String> name, Optional<Reference> column, Optional<Type> type) {

    private boolean isAll() {
      return column.filter(read -> read.column().equals(ALL)).isPresent();
    }

    private Optional<Type> type(Schema schema) {
      return type.or(
          () ->
              column.flatMap(
                  read ->
                      read.in(schema)
                          .flatMap(table -> table.column(read.column()))
                          .flatMap(Column::type)));
    }
  }

  public Query {
    outputs = outputs.map(List::copyOf);
    references = List.copyOf(references);
  }

  /** The columns that it reads, by their tables. */
  public Map<QualifiedName, Set<String>> reads(Schema schema) {
    Map<QualifiedName, Set<String>> reads = new LinkedHashMap<>();
    for (Reference reference : references) {
      reference
          .in(schema)
          .ifPresent(
              table ->
                  reads
                      .computeIfAbsent(table.name(), any -> new LinkedHashSet<>())
                      .addAll(reference.columns(table)));
    }
    return reads;
  }

  /**
   * The columns that it gives; empty if one of them cannot be told.
   *
   * @param aliases other names of the first of them
   */
  public Optional<List<Column>> columns(Schema schema, List<String> aliases) {
    List<Column> columns = new ArrayList<>();
    for (Output output : outputs.orElse(List.of())) {
      List<Column> given = columns(output, schema);
      if (given.isEmpty()) {
        return Optional.empty();
      }
      columns.addAll(given);
    }
    for (int i = 0; i < Math.min(aliases.size(), columns.size()); i++) {
      columns.set(i, columns.get(i).named(aliases.get(i)));
    }
    return columns.isEmpty() ? Optional.empty() : Optional.of(columns);
  }

  private static List<Column> columns(Output output, Schema schema) {
    if (output.isAll()) {
      return output.column().flatMap(all -> all.in(schema)).filter(Relation::isComplete).stream()
          .flatMap(table -> table.columns().values().stream())
          .map(column -> Column.of(column.name(), column.type()))
          .toList();
    }
    return output.name().stream().map(name -> Column.of(name, output.type(schema))).toList();
  }
}

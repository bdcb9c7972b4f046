package dev.concertina.hazard.read;

import dev.concertina.hazard.model.Query;
import dev.concertina.hazard.model.Query.Output;
import dev.concertina.hazard.model.Query.Reference;
import dev.concertina.parser.Node;
import dev.concertina.sql.QualifiedName;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What names of columns may mean at one place of a query. */
final class Scope {

  /**
   * Something behind FROM.
   *
   * @param table if it is one
   * @param gives the names of its columns, if it is none and they are known
   */
  private record Source(String alias, Optional<QualifiedName> table, Optional<List<String>> gives) {

    boolean mayGive(String column) {
      return table.isPresent() || gives.map(names -> names.contains(column)).orElse(true);
    }
  }

  private final Optional<Scope> outer;
  private final List<Source> sources = new ArrayList<>();
  private final Map<String, Source> queries = new HashMap<>();
  private boolean merges;

  Scope(Scope outer) {
    this(Optional.of(outer));
  }

  private Scope(Optional<Scope> outer) {
    this.outer = outer;
  }

  static Scope outermost() {
    return new Scope(Optional.empty());
  }

  /** The parts of a column's name; empty for {@code *}. */
  static Optional<List<String>> parts(Node column) {
    boolean star = column.nodes("fields").stream().anyMatch(field -> field.is("A_Star"));
    return star ? Optional.empty() : Optional.of(column.texts("fields"));
  }

  /** A query of WITH. */
  void name(String query, Optional<List<String>> gives) {
    queries.put(query, new Source(query, Optional.empty(), gives));
  }

  /** A table or a query of WITH behind FROM. */
  void table(Node rangeVar, String alias, List<String> columns) {
    String relation = rangeVar.text("relname").orElseThrow();
    String name = alias.isEmpty() ? relation : alias;
    Optional<Source> query =
        rangeVar.text("schemaname").isPresent() ? Optional.empty() : query(relation);
    if (query.isPresent()) {
      derived(name, query.flatMap(Source::gives).filter(names -> columns.isEmpty()));
    } else if (columns.isEmpty()) {
      sources.add(new Source(name, Optional.of(TreeNames.of(rangeVar)), Optional.empty()));
    } else {
      derived(name, Optional.empty());
    }
  }

  /** Something else behind FROM. */
  void derived(String alias, Optional<List<String>> gives) {
    sources.add(new Source(alias, Optional.empty(), gives));
  }

  /** A join; columns of the same name become one. */
  void join(List<String> using, boolean natural) {
    merges |= natural || !using.isEmpty();
  }

  /** Adds what a name stands for, if that is a column of a table. */
  void find(List<String> parts, List<Reference> found) {
    String column = parts.get(parts.size() - 1);
    List<QualifiedName> tables =
        parts.size() == 1 ? unqualified(column) : qualified(parts.get(parts.size() - 2));
    if (!tables.isEmpty()) {
      found.add(new Reference(tables, column));
    }
  }

  /** Adds all columns that {@code *} or {@code t.*} stands for. */
  void all(Node star, List<Reference> found) {
    of(star).stream()
        .flatMap(source -> source.table().stream())
        .forEach(table -> found.add(new Reference(List.of(table), Query.ALL)));
  }

  /** What {@code *} or {@code t.*} gives; empty if that is not known. */
  Optional<List<Output>> allOutputs(Node star) {
    List<Source> meant = of(star);
    boolean unknown =
        (merges && star.texts("fields").isEmpty())
            || meant.stream().anyMatch(s -> s.table().isEmpty() && s.gives().isEmpty());
    return unknown
        ? Optional.empty()
        : Optional.of(meant.stream().flatMap(source -> outputs(source).stream()).toList());
  }

  private static List<Output> outputs(Source source) {
    return source
        .table()
        .map(
            table ->
                List.of(
                    new Output(
                        Optional.of(Query.ALL),
                        Optional.of(new Reference(List.of(table), Query.ALL)),
                        Optional.empty())))
        .orElseGet(
            () ->
                source.gives().orElseThrow().stream()
                    .map(name -> new Output(Optional.of(name), Optional.empty(), Optional.empty()))
                    .toList());
  }

  private List<Source> of(Node star) {
    List<String> parts = star.texts("fields");
    return parts.isEmpty()
        ? sources
        : sources.stream()
            .filter(source -> source.alias().equals(parts.get(parts.size() - 1)))
            .toList();
  }

  /** Nearest first, up to something that is no table and may give the column. */
  private List<QualifiedName> unqualified(String column) {
    List<QualifiedName> tables = new ArrayList<>();
    for (Source source : sources) {
      if (source.table().isEmpty() && source.mayGive(column)) {
        return List.of();
      }
      source.table().ifPresent(tables::add);
    }
    outer.ifPresent(further -> tables.addAll(further.unqualified(column)));
    return tables;
  }

  private List<QualifiedName> qualified(String alias) {
    for (Source source : sources) {
      if (source.alias().equals(alias)) {
        return source.table().stream().toList();
      }
    }
    return outer.map(further -> further.qualified(alias)).orElse(List.of());
  }

  private Optional<Source> query(String name) {
    return Optional.ofNullable(queries.get(name))
        .or(() -> outer.flatMap(further -> further.query(name)));
  }
}

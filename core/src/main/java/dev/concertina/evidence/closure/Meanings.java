package dev.concertina.evidence.closure;

import dev.concertina.evidence.body.Body;
import dev.concertina.evidence.body.Call;
import dev.concertina.evidence.body.Conflict;
import dev.concertina.evidence.body.Made;
import dev.concertina.evidence.body.Name;
import dev.concertina.evidence.body.Touch;
import dev.concertina.session.Jdbc;
import dev.concertina.sql.Identifier;
import dev.concertina.sql.Sql;
import java.sql.Array;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What the names in bodies may mean: every object that is called so, in any schema but those of the
 * system. Reads each name once, for many bodies at a time. Not thread-safe.
 */
final class Meanings {

  /** A function by which a call may be meant. */
  private record Callable(
      long oid, String schema, int least, int most, boolean variadic, boolean ofRow) {}

  /** A relation, a type or an operator's function. */
  private record Found(long oid, String schema, boolean isRow) {}

  /** What was looked for in one class of objects, and what was found. */
  private static final class Shelf<T> {
    private final Map<String, List<T>> byName = new HashMap<>();

    /** Those of which nothing is known yet, as a parameter; empty if there are none. */
    Optional<Array> fresh(Connection connection, Stream<String> names) throws SQLException {
      Set<String> fresh =
          names.filter(name -> !byName.containsKey(name)).collect(Collectors.toSet());
      fresh.forEach(name -> byName.put(name, new ArrayList<>()));
      return fresh.isEmpty()
          ? Optional.empty()
          : Optional.of(connection.createArrayOf("text", fresh.toArray(String[]::new)));
    }

    List<T> of(String name) {
      return byName.getOrDefault(name, List.of());
    }
  }

  private final Connection connection;
  private final Identifier home;
  private final Set<Long> runners;
  private final Shelf<Found> relations = new Shelf<>();
  private final Shelf<Callable> functions = new Shelf<>();
  private final Shelf<Found> types = new Shelf<>();
  private final Shelf<Found> operators = new Shelf<>();
  private final Shelf<Found> constraints = new Shelf<>();
  private Optional<Set<Long>> casts = Optional.empty();

  /**
   * Reads nothing yet.
   *
   * @param home the schema whose functions do not count
   * @param runners functions of the system that count all the same
   */
  Meanings(Connection connection, Identifier home, Set<Long> runners) {
    this.connection = connection;
    this.home = home;
    this.runners = Set.copyOf(runners);
  }

  /** Looks all names up. */
  void read(Collection<Body> bodies) throws SQLException {
    find(
        relations,
        names(bodies, body -> body.touches().stream().map(Touch::relation).map(Name::name)),
        Sql.of(
            """
            SELECT c.relname AS name, c.oid, n.nspname, false AS is_row
            FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
            WHERE c.relname = ANY (?) AND c.relkind IN ('r', 'p', 'v', 'm', 'f')"""));
    find(
        types,
        names(bodies, body -> body.types().stream().map(Made::type).map(Name::name)),
        Sql.of(
            """
            SELECT t.typname AS name, t.oid, n.nspname, t.typrelid <> 0 AS is_row
            FROM pg_catalog.pg_type t JOIN pg_catalog.pg_namespace n ON n.oid = t.typnamespace
            WHERE t.typname = ANY (?)"""));
    find(
        operators,
        names(bodies, body -> body.operators().stream()),
        Sql.of(
            """
            SELECT o.oprname AS name, o.oprcode::oid AS oid, n.nspname, false AS is_row
            FROM pg_catalog.pg_operator o JOIN pg_catalog.pg_namespace n ON n.oid = o.oprnamespace
            WHERE o.oprname = ANY (?)"""));
    find(
        constraints,
        names(bodies, body -> body.conflicts().stream().flatMap(c -> c.constraint().stream())),
        Sql.of(
            """
            SELECT k.conname AS name, k.oid, k.conrelid::text AS nspname, false AS is_row
            FROM pg_catalog.pg_constraint k WHERE k.conname = ANY (?)"""));
    functions(names(bodies, body -> body.calls().stream().map(Call::function).map(Name::name)));
  }

  Set<Long> relations(Name name) {
    return relations.of(name.name()).stream()
        .filter(found -> name.mayBeIn(found.schema()))
        .map(Found::oid)
        .collect(Collectors.toSet());
  }

  /** The functions that it may call, and those of the operators that it names. */
  Set<Long> callable(Body body) {
    Set<Long> oids = new LinkedHashSet<>();
    body.calls().forEach(call -> callable(call).forEach(oids::add));
    body.operators().stream()
        .flatMap(operator -> operators.of(operator).stream())
        .forEach(found -> oids.add(found.oid()));
    return oids;
  }

  private Stream<Long> callable(Call call) {
    return functions.of(call.function().name()).stream()
        .filter(each -> call.function().mayBeIn(each.schema()))
        .filter(each -> call.mayCall(each.least(), each.most(), each.variadic(), each.ofRow()))
        .map(Callable::oid);
  }

  /** All types that are called so. */
  Set<Long> types(Made made) {
    return types(made.type()).map(Found::oid).collect(Collectors.toSet());
  }

  /** Those of them whose values count as a whole. */
  Set<Long> wholeTypes(Made made) {
    return types(made.type())
        .filter(found -> made.wholeRow() || !found.isRow())
        .map(Found::oid)
        .collect(Collectors.toSet());
  }

  /** The constraint of the relation, 0 if it has none that is called so. */
  long constraint(Conflict conflict, long relation) {
    return conflict.constraint().stream()
        .flatMap(name -> constraints.of(name).stream())
        .filter(found -> found.schema().equals(String.valueOf(relation)))
        .map(Found::oid)
        .findFirst()
        .orElse(0L);
  }

  /** PostgreSQL applies a cast without a word in the text. */
  Set<Long> casts() throws SQLException {
    if (casts.isEmpty()) {
      casts =
          Optional.of(
              Set.copyOf(
                  Jdbc.list(
                      connection,
                      Sql.of(
                          """
                          SELECT p.oid FROM pg_catalog.pg_cast k
                          JOIN pg_catalog.pg_proc p ON p.oid = k.castfunc
                          JOIN pg_catalog.pg_language l ON l.oid = p.prolang
                          WHERE k.oid >= 16384 AND l.lanname NOT IN ('c', 'internal')"""),
                      row -> row.getLong("oid"))));
    }
    return casts.get();
  }

  private Stream<Found> types(Name name) {
    return types.of(name.name()).stream().filter(found -> name.mayBeIn(found.schema()));
  }

  private static Stream<String> names(
      Collection<Body> bodies, Function<Body, Stream<String>> names) {
    return bodies.stream().flatMap(names);
  }

  private void find(Shelf<Found> shelf, Stream<String> names, Sql sql) throws SQLException {
    Optional<Array> fresh = shelf.fresh(connection, names);
    if (fresh.isEmpty()) {
      return;
    }
    Jdbc.list(
        connection,
        sql,
        row ->
            !Oids.isUsers(row.getLong("oid"))
                || shelf
                    .of(row.getString("name"))
                    .add(
                        new Found(
                            row.getLong("oid"),
                            row.getString("nspname"),
                            row.getBoolean("is_row"))),
        fresh.get());
  }

  private void functions(Stream<String> names) throws SQLException {
    Optional<Array> fresh = functions.fresh(connection, names);
    if (fresh.isEmpty()) {
      return;
    }
    Jdbc.list(
        connection,
        Sql.of(
            """
            SELECT p.proname AS name, p.oid, n.nspname, p.pronargs, p.pronargdefaults,
                   p.provariadic <> 0 AS variadic,
                   coalesce(t.typrelid <> 0 OR t.typtype = 'p', false) AS of_row
            FROM pg_catalog.pg_proc p
            JOIN pg_catalog.pg_namespace n ON n.oid = p.pronamespace
            LEFT JOIN pg_catalog.pg_type t ON t.oid = p.proargtypes[0]
            WHERE p.proname = ANY (?) AND n.nspname <> ?"""),
        row -> {
          long oid = row.getLong("oid");
          return !(Oids.isUsers(oid) || runners.contains(oid))
              || functions.of(row.getString("name")).add(callable(row));
        },
        fresh.get(),
        home.value());
  }

  private static Callable callable(ResultSet row) throws SQLException {
    int most = row.getInt("pronargs");
    return new Callable(
        row.getLong("oid"),
        row.getString("nspname"),
        most - row.getInt("pronargdefaults"),
        most,
        row.getBoolean("variadic"),
        row.getBoolean("of_row"));
  }
}

package dev.concertina.evidence;

import dev.concertina.session.Jdbc;
import dev.concertina.sql.Identifier;
import dev.concertina.sql.QualifiedName;
import dev.concertina.sql.Sql;
import java.sql.Array;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Looks doomed objects up in the catalog. What is not there any more, nothing can use. */
final class Targets {

  private final Connection connection;
  private final Identifier home;

  /**
   * Reads nothing yet.
   *
   * @param home the schema of Concertina's own functions: what they fill, CONTRACT ends
   */
  Targets(Connection connection, Identifier home) {
    this.connection = connection;
    this.home = home;
  }

  List<Target> of(List<DoomedObject> doomed) throws SQLException {
    List<Target> targets = new ArrayList<>();
    for (DoomedObject object : doomed) {
      Target target = target(object);
      if (!target.isNothing()) {
        targets.add(target);
      }
    }
    return targets;
  }

  private Target target(DoomedObject object) throws SQLException {
    if (object instanceof DoomedObject.Column column) {
      return relations(object, column.relation(), Optional.of(column.column()));
    }
    if (object instanceof DoomedObject.Relation relation) {
      return relations(object, relation.relation(), Optional.empty());
    }
    if (object instanceof DoomedObject.Omission omission) {
      return isNewHole(omission)
          ? relations(object, omission.relation(), Optional.of(omission.column()))
          : nothing(object);
    }
    if (object instanceof DoomedObject.Routine routine) {
      return named(object, Set.of(), routines(routine));
    }
    if (object instanceof DoomedObject.Type type) {
      return named(object, types(type.relation()), Set.of());
    }
    return object instanceof DoomedObject.Constraint constraint
        ? constraint(constraint)
        : index(object);
  }

  /**
   * Whether leaving the column out works today, or nothing but Concertina stands in for it, and
   * fails after CONTRACT. A user's own trigger that names the column may fill it.
   */
  private boolean isNewHole(DoomedObject.Omission omission) throws SQLException {
    return Jdbc.first(
            connection,
            Sql.of(
                """
                SELECT (a.attnotnull OR t.typnotnull) AS required,
                       a.atthasdef OR a.attidentity <> '' AS preset,
                       EXISTS (
                         SELECT FROM pg_catalog.pg_trigger g
                         JOIN pg_catalog.pg_proc p ON p.oid = g.tgfoid
                         JOIN pg_catalog.pg_namespace pn ON pn.oid = p.pronamespace
                         WHERE g.tgrelid = c.oid AND NOT g.tgisinternal AND g.tgtype & 7 = 7
                           AND g.tgenabled <> 'D' AND pn.nspname <> ?
                           AND pg_catalog.strpos(p.prosrc, a.attname) > 0) AS filled
                FROM pg_catalog.pg_attribute a
                JOIN pg_catalog.pg_type t ON t.oid = a.atttypid
                JOIN pg_catalog.pg_class c ON c.oid = a.attrelid
                JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
                WHERE n.nspname = ? AND c.relname = ? AND a.attname = ? AND NOT a.attisdropped"""),
            row -> {
              boolean holeNow = row.getBoolean("required") && !row.getBoolean("preset");
              boolean required = row.getBoolean("required") || omission.required();
              boolean preset = omission.preset().orElse(row.getBoolean("preset"));
              return required && !preset && !holeNow && !row.getBoolean("filled");
            },
            home.value(),
            omission.relation().schema().value(),
            omission.relation().name().value(),
            omission.column().value())
        .orElse(false);
  }

  /** By its arguments; where they fit none, all of the name. */
  private Set<Long> routines(DoomedObject.Routine routine) throws SQLException {
    String schema = routine.relation().schema().value();
    String name = routine.relation().name().value();
    List<Long> exact =
        routine.arguments().isEmpty()
            ? List.of()
            : new RenewedLookup(connection).routine(schema, name, routine.arguments().get());
    return Set.copyOf(
        exact.isEmpty()
            ? Jdbc.list(
                connection,
                Sql.of(
                    """
                    SELECT p.oid FROM pg_catalog.pg_proc p
                    JOIN pg_catalog.pg_namespace n ON n.oid = p.pronamespace
                    WHERE n.nspname = ? AND p.proname = ?"""),
                row -> row.getLong("oid"),
                schema,
                name)
            : exact);
  }

  /** With the type of its arrays. */
  private Set<Long> types(QualifiedName type) throws SQLException {
    return Set.copyOf(
        Jdbc.list(
            connection,
            Sql.of(
                """
                SELECT u.oid FROM pg_catalog.pg_type t
                JOIN pg_catalog.pg_namespace n ON n.oid = t.typnamespace
                JOIN pg_catalog.pg_type u ON u.oid = t.oid OR u.oid = t.typarray
                WHERE n.nspname = ? AND t.typname = ?"""),
            row -> row.getLong("oid"),
            type.schema().value(),
            type.name().value()));
  }

  /** The functions that are given the name of a sequence. */
  private Set<Long> sequenceFunctions(DoomedObject object) throws SQLException {
    return Set.copyOf(
        Jdbc.list(
            connection,
            Sql.of(
                """
                SELECT p.oid FROM pg_catalog.pg_proc p
                WHERE p.pronamespace = 'pg_catalog'::pg_catalog.regnamespace
                  AND p.proname IN ('nextval', 'currval', 'setval')
                  AND EXISTS (SELECT FROM pg_catalog.pg_class c
                              JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
                              WHERE c.relkind = 'S' AND n.nspname = ? AND c.relname = ?)"""),
            row -> row.getLong("oid"),
            object.relation().schema().value(),
            object.relation().name().value()));
  }

  private static Target named(DoomedObject object, Set<Long> types, Set<Long> routines) {
    return new Target(object, Map.of(), Set.of(), types, routines, 0, 0, Set.of());
  }

  /** The relation and all that inherit from it; for a column, those that have it. */
  private Target relations(DoomedObject object, QualifiedName name, Optional<Identifier> column)
      throws SQLException {
    Map<Long, Integer> columns = new HashMap<>();
    Set<Long> types = new HashSet<>();
    Set<QualifiedName> names = new HashSet<>();
    Jdbc.list(
        connection,
        Sql.of(
            """
            WITH RECURSIVE tree (oid) AS (
              SELECT c.oid FROM pg_catalog.pg_class c
              JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
              WHERE n.nspname = ? AND c.relname = ?
              UNION
              SELECT i.inhrelid FROM pg_catalog.pg_inherits i
              JOIN tree t ON t.oid = i.inhparent AND ?::text IS NOT NULL)
            SELECT c.oid, n.nspname, c.relname, coalesce(a.attnum, 0) AS attnum, c.reltype,
                   t.typarray
            FROM tree JOIN pg_catalog.pg_class c ON c.oid = tree.oid
            JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
            LEFT JOIN pg_catalog.pg_type t ON t.oid = c.reltype
            LEFT JOIN pg_catalog.pg_attribute a
              ON a.attrelid = c.oid AND a.attname = ? AND NOT a.attisdropped
            WHERE ?::text IS NULL OR a.attnum IS NOT NULL"""),
        row -> {
          names.add(QualifiedName.of(row.getString("nspname"), row.getString("relname")));
          types.addAll(List.of(row.getLong("reltype"), row.getLong("typarray")));
          return columns.put(row.getLong("oid"), row.getInt("attnum"));
        },
        name.schema().value(),
        name.name().value(),
        column.map(Identifier::value),
        column.map(Identifier::value),
        column.map(Identifier::value));
    types.remove(0L);
    return new Target(
        object,
        columns,
        names,
        types,
        column.isPresent() ? Set.of() : sequenceFunctions(object),
        0,
        0,
        Set.of());
  }

  private Target constraint(DoomedObject.Constraint constraint) throws SQLException {
    return Jdbc.first(
            connection,
            Sql.of(
                """
                SELECT k.conrelid AS relation, k.oid AS oid, k.conkey AS key
                FROM pg_catalog.pg_constraint k
                JOIN pg_catalog.pg_class c ON c.oid = k.conrelid
                JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
                WHERE n.nspname = ? AND c.relname = ? AND k.conname = ?
                  AND k.contype IN ('p', 'u', 'x')"""),
            row -> arbiter(constraint, row),
            constraint.relation().schema().value(),
            constraint.relation().name().value(),
            constraint.name().value())
        .orElseGet(() -> nothing(constraint));
  }

  private Target index(DoomedObject index) throws SQLException {
    return Jdbc.first(
            connection,
            Sql.of(
                """
                SELECT i.indrelid AS relation, 0 AS oid,
                       (SELECT pg_catalog.array_agg(k.number)
                        FROM pg_catalog.unnest(i.indkey) WITH ORDINALITY AS k (number, place)
                        WHERE k.place <= i.indnkeyatts) AS key
                FROM pg_catalog.pg_index i
                JOIN pg_catalog.pg_class c ON c.oid = i.indexrelid
                JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
                WHERE n.nspname = ? AND c.relname = ? AND i.indisunique"""),
            row -> arbiter(index, row),
            index.relation().schema().value(),
            index.relation().name().value())
        .orElseGet(() -> nothing(index));
  }

  private static Target arbiter(DoomedObject object, ResultSet row) throws SQLException {
    Array key = row.getArray("key");
    Set<Integer> columns =
        key == null
            ? Set.of()
            : Arrays.stream((Object[]) key.getArray())
                .map(number -> ((Number) number).intValue())
                .collect(Collectors.toSet());
    return new Target(
        object,
        Map.of(),
        Set.of(),
        Set.of(),
        Set.of(),
        row.getLong("relation"),
        row.getLong("oid"),
        columns);
  }

  private static Target nothing(DoomedObject object) {
    return named(object, Set.of(), Set.of());
  }
}

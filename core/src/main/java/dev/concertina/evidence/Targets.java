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

  Targets(Connection connection) {
    this.connection = connection;
  }

  List<Target> of(List<DoomedObject> doomed) throws SQLException {
    List<Target> targets = new ArrayList<>();
    for (DoomedObject object : doomed) {
      Target target = target(object);
      if (!target.columns().isEmpty() || target.table() != 0) {
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
    return object instanceof DoomedObject.Constraint constraint
        ? constraint(constraint)
        : index(object);
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
    return new Target(object, columns, names, types, 0, 0, Set.of());
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
        object, Map.of(), Set.of(), Set.of(), row.getLong("relation"), row.getLong("oid"), columns);
  }

  private static Target nothing(DoomedObject object) {
    return new Target(object, Map.of(), Set.of(), Set.of(), 0, 0, Set.of());
  }
}

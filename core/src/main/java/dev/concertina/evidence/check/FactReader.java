package dev.concertina.evidence.check;

import dev.concertina.session.Jdbc;
import dev.concertina.sql.Identifier;
import dev.concertina.sql.QualifiedName;
import dev.concertina.sql.Sql;
import java.sql.Array;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads the facts of all tables and views of a twin. */
final class FactReader {

  private final Connection connection;
  private final Identifier home;

  FactReader(Connection connection, Identifier home) {
    this.connection = connection;
    this.home = home;
  }

  Map<QualifiedName, TableFacts> read() throws SQLException {
    Map<QualifiedName, Map<Identifier, TableFacts.Column>> columns = columns();
    Map<QualifiedName, Map<String, TableFacts.Rule>> rules = new HashMap<>();
    constraints(rules);
    references(rules);
    indexes(rules);
    Set<QualifiedName> synced = synced();
    Map<QualifiedName, String> views = views();
    Map<QualifiedName, TableFacts> facts = new HashMap<>();
    columns.forEach(
        (name, ofTable) ->
            facts.put(
                name,
                new TableFacts(
                    views.getOrDefault(name, ""),
                    ofTable,
                    rules.getOrDefault(name, Map.of()),
                    synced.contains(name))));
    return facts;
  }

  private Map<QualifiedName, Map<Identifier, TableFacts.Column>> columns() throws SQLException {
    Map<QualifiedName, Map<Identifier, TableFacts.Column>> columns = new HashMap<>();
    Jdbc.list(
        connection,
        Sql.of(
            """
            SELECT n.nspname, c.relname, a.attname,
                   pg_catalog.format_type(a.atttypid, a.atttypmod) AS type,
                   a.attnotnull OR t.typnotnull AS required,
                   pg_catalog.pg_get_expr(d.adbin, d.adrelid) AS preset,
                   a.attidentity <> '' OR a.attgenerated <> '' AS filled
            FROM pg_catalog.pg_attribute a
            JOIN pg_catalog.pg_class c ON c.oid = a.attrelid
            JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
            JOIN pg_catalog.pg_type t ON t.oid = a.atttypid
            LEFT JOIN pg_catalog.pg_attrdef d ON d.adrelid = c.oid AND d.adnum = a.attnum
            WHERE c.relkind IN ('r', 'p', 'v', 'm', 'f') AND a.attnum > 0 AND NOT a.attisdropped
              AND n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'"""),
        row -> {
          Identifier name = new Identifier(row.getString("attname"));
          return columns
              .computeIfAbsent(name(row), table -> new HashMap<>())
              .put(
                  name,
                  new TableFacts.Column(
                      name,
                      row.getString("type"),
                      row.getBoolean("required"),
                      Jdbc.text(row, "preset"),
                      row.getBoolean("filled")));
        });
    return columns;
  }

  private void constraints(Map<QualifiedName, Map<String, TableFacts.Rule>> rules)
      throws SQLException {
    rules(
        rules,
        Sql.of(
            """
            SELECT n.nspname, c.relname, k.conname AS name, k.contype AS kind,
                   pg_catalog.pg_get_constraintdef(k.oid) AS definition,
                   k.convalidated AS proven, NOT k.condeferrable AS whole,
                   (SELECT pg_catalog.array_agg(a.attname::text) FROM pg_catalog.pg_attribute a
                    WHERE a.attrelid = k.conrelid AND a.attnum = ANY (k.conkey)) AS columns
            FROM pg_catalog.pg_constraint k
            JOIN pg_catalog.pg_class c ON c.oid = k.conrelid
            JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
            WHERE k.contype IN ('c', 'f', 'u', 'p', 'x')"""));
  }

  private void references(Map<QualifiedName, Map<String, TableFacts.Rule>> rules)
      throws SQLException {
    rules(
        rules,
        Sql.of(
            """
            SELECT n.nspname, c.relname,
                   k.conname || ' of ' || k.conrelid::pg_catalog.regclass AS name, 'r' AS kind,
                   k.conrelid::pg_catalog.regclass || ' '
                     || pg_catalog.pg_get_constraintdef(k.oid) AS definition,
                   k.convalidated AS proven, false AS whole,
                   (SELECT pg_catalog.array_agg(a.attname::text) FROM pg_catalog.pg_attribute a
                    WHERE a.attrelid = k.confrelid AND a.attnum = ANY (k.confkey)) AS columns
            FROM pg_catalog.pg_constraint k
            JOIN pg_catalog.pg_class c ON c.oid = k.confrelid
            JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
            WHERE k.contype = 'f'"""));
  }

  /** Unique ones that belong to no constraint. */
  private void indexes(Map<QualifiedName, Map<String, TableFacts.Rule>> rules) throws SQLException {
    rules(
        rules,
        Sql.of(
            """
            SELECT n.nspname, c.relname, x.relname AS name, 'u' AS kind,
                   pg_catalog.regexp_replace(pg_catalog.pg_get_indexdef(i.indexrelid),
                                             '^.* USING ', '') AS definition,
                   true AS proven, i.indpred IS NULL AND i.indexprs IS NULL AS whole,
                   (SELECT pg_catalog.array_agg(a.attname::text)
                    FROM pg_catalog.unnest(i.indkey) WITH ORDINALITY AS k (number, place)
                    JOIN pg_catalog.pg_attribute a
                      ON a.attrelid = i.indrelid AND a.attnum = k.number
                    WHERE k.place <= i.indnkeyatts) AS columns
            FROM pg_catalog.pg_index i
            JOIN pg_catalog.pg_class x ON x.oid = i.indexrelid
            JOIN pg_catalog.pg_class c ON c.oid = i.indrelid
            JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
            WHERE i.indisunique AND i.indisvalid AND n.nspname !~ '^pg_'
              AND NOT EXISTS (SELECT FROM pg_catalog.pg_constraint k
                              WHERE k.conindid = i.indexrelid AND k.contype IN ('u', 'p', 'x'))"""));
  }

  private void rules(Map<QualifiedName, Map<String, TableFacts.Rule>> rules, Sql sql)
      throws SQLException {
    Jdbc.list(
        connection,
        sql,
        row ->
            rules
                .computeIfAbsent(name(row), table -> new HashMap<>())
                .put(
                    row.getString("name"),
                    new TableFacts.Rule(
                        row.getString("kind").charAt(0),
                        row.getString("definition"),
                        row.getBoolean("proven"),
                        names(row.getArray("columns")),
                        row.getBoolean("whole"))));
  }

  private Set<QualifiedName> synced() throws SQLException {
    return new HashSet<>(
        Jdbc.list(
            connection,
            Sql.of(
                """
                SELECT DISTINCT n.nspname, c.relname
                FROM pg_catalog.pg_trigger t
                JOIN pg_catalog.pg_proc p ON p.oid = t.tgfoid
                JOIN pg_catalog.pg_namespace h ON h.oid = p.pronamespace AND h.nspname = ?
                JOIN pg_catalog.pg_class c ON c.oid = t.tgrelid
                JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace"""),
            FactReader::name,
            home.value()));
  }

  private Map<QualifiedName, String> views() throws SQLException {
    Map<QualifiedName, String> views = new HashMap<>();
    Jdbc.list(
        connection,
        Sql.of(
            """
            SELECT n.nspname, c.relname, pg_catalog.pg_get_viewdef(c.oid) AS definition
            FROM pg_catalog.pg_class c
            JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
            WHERE c.relkind IN ('v', 'm')
              AND n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'"""),
        row -> views.put(name(row), row.getString("definition")));
    return views;
  }

  private static QualifiedName name(ResultSet row) throws SQLException {
    return QualifiedName.of(row.getString("nspname"), row.getString("relname"));
  }

  private static Set<Identifier> names(@Nullable Array names) throws SQLException {
    return names == null
        ? Set.of()
        : Arrays.stream((String[]) names.getArray())
            .map(Identifier::new)
            .collect(Collectors.toUnmodifiableSet());
  }
}

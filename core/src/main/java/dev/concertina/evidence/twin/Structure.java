package dev.concertina.evidence.twin;

import dev.concertina.session.Jdbc;
import dev.concertina.sql.Identifier;
import dev.concertina.sql.QualifiedName;
import dev.concertina.sql.Sql;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads the structure of a database as the statements that make it, by the functions with which
 * PostgreSQL writes definitions ("System Catalog Information Functions" in the documentation). They
 * are in no order that can be relied on: what needs another object is tried again.
 */
final class Structure {

  /** Neither the system's nor a module's: those come with CREATE EXTENSION. */
  private static final Sql OURS =
      Sql.of(
          """
          n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
          AND NOT EXISTS (SELECT FROM pg_catalog.pg_depend e
                          WHERE e.classid = o.tableoid AND e.objid = o.oid AND e.deptype = 'e')""");

  private final Connection connection;
  private final List<Piece> pieces = new ArrayList<>();

  private Structure(Connection connection) {
    this.connection = connection;
  }

  /**
   * The statements, in the order in which most of them succeed at once.
   *
   * @param connection in autocommit, with an empty search path: so every name is written in full
   */
  static List<Piece> read(Connection connection) throws SQLException {
    Structure structure = new Structure(connection);
    structure.schemas();
    structure.types();
    structure.sequences();
    structure.routines();
    structure.tables();
    structure.defaults();
    structure.constraints();
    structure.indexes();
    structure.views();
    structure.triggersAndRules();
    return structure.pieces;
  }

  private void schemas() throws SQLException {
    read(
        Sql.of(
            """
            SELECT 'schema ' || o.nspname AS object, o.nspname AS name
            FROM pg_catalog.pg_namespace o
            WHERE o.nspname !~ '^pg_' AND o.nspname NOT IN ('information_schema', 'public')"""),
        row -> Sql.of("CREATE SCHEMA IF NOT EXISTS {}", name(row, "name")));
    read(
        Sql.of(
            """
            SELECT 'extension ' || e.extname AS object, e.extname AS name, n.nspname AS schema
            FROM pg_catalog.pg_extension e
            JOIN pg_catalog.pg_namespace n ON n.oid = e.extnamespace
            WHERE e.extname <> 'plpgsql'"""),
        row ->
            Sql.of(
                "CREATE EXTENSION IF NOT EXISTS {} SCHEMA {} CASCADE",
                name(row, "name"),
                name(row, "schema")));
  }

  private void types() throws SQLException {
    read(
        Sql.of(
            """
            SELECT 'type ' || o.typname AS object, n.nspname, o.typname AS name,
                   (SELECT pg_catalog.string_agg(pg_catalog.quote_literal(e.enumlabel), ', '
                                                 ORDER BY e.enumsortorder)
                    FROM pg_catalog.pg_enum e WHERE e.enumtypid = o.oid) AS definition
            FROM pg_catalog.pg_type o JOIN pg_catalog.pg_namespace n ON n.oid = o.typnamespace
            WHERE o.typtype = 'e' AND {}""",
            OURS),
        row -> Sql.of("CREATE TYPE {} AS ENUM ({})", qualified(row), definition(row)));
    read(
        Sql.of(
            """
            SELECT 'type ' || o.typname AS object, n.nspname, o.typname AS name,
                   (SELECT pg_catalog.string_agg(
                             pg_catalog.quote_ident(a.attname) || ' '
                             || pg_catalog.format_type(a.atttypid, a.atttypmod), ', '
                             ORDER BY a.attnum)
                    FROM pg_catalog.pg_attribute a
                    WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped) AS definition
            FROM pg_catalog.pg_type o JOIN pg_catalog.pg_namespace n ON n.oid = o.typnamespace
            JOIN pg_catalog.pg_class c ON c.oid = o.typrelid AND c.relkind = 'c'
            WHERE {}""",
            OURS),
        row -> Sql.of("CREATE TYPE {} AS ({})", qualified(row), definition(row)));
    read(
        Sql.of(
            """
            SELECT 'domain ' || o.typname AS object, n.nspname, o.typname AS name,
                   pg_catalog.format_type(o.typbasetype, o.typtypmod)
                   || coalesce(' DEFAULT ' || o.typdefault, '')
                   || CASE WHEN o.typnotnull THEN ' NOT NULL' ELSE '' END
                   || coalesce((SELECT pg_catalog.string_agg(
                                         ' CONSTRAINT ' || pg_catalog.quote_ident(k.conname) || ' '
                                         || pg_catalog.pg_get_constraintdef(k.oid), '')
                                FROM pg_catalog.pg_constraint k
                                WHERE k.contypid = o.oid AND k.contype = 'c'), '') AS definition
            FROM pg_catalog.pg_type o JOIN pg_catalog.pg_namespace n ON n.oid = o.typnamespace
            WHERE o.typtype = 'd' AND {}""",
            OURS),
        row -> Sql.of("CREATE DOMAIN {} AS {}", qualified(row), definition(row)));
  }

  /** Those of identity columns come with their tables. */
  private void sequences() throws SQLException {
    read(
        Sql.of(
            """
            SELECT 'sequence ' || o.relname AS object, n.nspname, o.relname AS name
            FROM pg_catalog.pg_class o JOIN pg_catalog.pg_namespace n ON n.oid = o.relnamespace
            WHERE o.relkind = 'S' AND {}
              AND NOT EXISTS (SELECT FROM pg_catalog.pg_depend d
                              WHERE d.classid = o.tableoid AND d.objid = o.oid
                                AND d.deptype = 'i')""",
            OURS),
        row -> Sql.of("CREATE SEQUENCE {}", qualified(row)));
  }

  private void routines() throws SQLException {
    read(
        Sql.of(
            """
            SELECT 'function ' || o.proname AS object, n.nspname, o.proname AS name,
                   pg_catalog.pg_get_functiondef(o.oid) AS definition
            FROM pg_catalog.pg_proc o JOIN pg_catalog.pg_namespace n ON n.oid = o.pronamespace
            WHERE o.prokind <> 'a' AND {}""",
            OURS),
        Structure::definition);
  }

  private void tables() throws SQLException {
    read(
        Sql.of(
            """
            SELECT 'table ' || o.relname AS object, n.nspname, o.relname AS name,
                   '(' || coalesce((
                     SELECT pg_catalog.string_agg(
                              pg_catalog.quote_ident(a.attname) || ' '
                              || pg_catalog.format_type(a.atttypid, a.atttypmod)
                              || CASE WHEN a.attcollation <> t.typcollation
                                 THEN ' COLLATE ' || a.attcollation::pg_catalog.regcollation
                                 ELSE '' END
                              || CASE a.attgenerated
                                 WHEN 's' THEN ' GENERATED ALWAYS AS ('
                                   || pg_catalog.pg_get_expr(d.adbin, d.adrelid) || ') STORED'
                                 WHEN 'v' THEN ' GENERATED ALWAYS AS ('
                                   || pg_catalog.pg_get_expr(d.adbin, d.adrelid) || ') VIRTUAL'
                                 ELSE '' END
                              || CASE a.attidentity
                                 WHEN 'a' THEN ' GENERATED ALWAYS AS IDENTITY'
                                 WHEN 'd' THEN ' GENERATED BY DEFAULT AS IDENTITY' ELSE '' END
                              || CASE WHEN a.attnotnull THEN ' NOT NULL' ELSE '' END,
                              ', ' ORDER BY a.attnum)
                     FROM pg_catalog.pg_attribute a
                     JOIN pg_catalog.pg_type t ON t.oid = a.atttypid
                     LEFT JOIN pg_catalog.pg_attrdef d
                       ON d.adrelid = a.attrelid AND d.adnum = a.attnum
                     WHERE a.attrelid = o.oid AND a.attnum > 0 AND NOT a.attisdropped), '') || ')'
                   || CASE WHEN o.relkind = 'p'
                      THEN ' PARTITION BY ' || pg_catalog.pg_get_partkeydef(o.oid) ELSE '' END
                     AS definition
            FROM pg_catalog.pg_class o JOIN pg_catalog.pg_namespace n ON n.oid = o.relnamespace
            WHERE o.relkind IN ('r', 'p', 'f') AND {}""",
            OURS),
        row -> Sql.of("CREATE TABLE {} {}", qualified(row), definition(row)));
    read(
        Sql.of(
            """
            SELECT 'partition ' || o.relname AS object, n.nspname, o.relname AS name,
                   CASE WHEN o.relispartition
                   THEN 'ALTER TABLE ' || i.inhparent::pg_catalog.regclass || ' ATTACH PARTITION '
                     || o.oid::pg_catalog.regclass || ' '
                     || pg_catalog.pg_get_expr(o.relpartbound, o.oid)
                   ELSE 'ALTER TABLE ' || o.oid::pg_catalog.regclass || ' INHERIT '
                     || i.inhparent::pg_catalog.regclass END AS definition
            FROM pg_catalog.pg_inherits i JOIN pg_catalog.pg_class o ON o.oid = i.inhrelid
            JOIN pg_catalog.pg_namespace n ON n.oid = o.relnamespace
            WHERE o.relkind IN ('r', 'p', 'f') AND {} ORDER BY i.inhrelid""",
            OURS),
        Structure::definition);
  }

  private void defaults() throws SQLException {
    read(
        Sql.of(
            """
            SELECT 'default of ' || o.relname || '.' || a.attname AS object,
                   n.nspname, o.relname AS name, a.attname,
                   pg_catalog.pg_get_expr(d.adbin, d.adrelid) AS definition
            FROM pg_catalog.pg_attrdef d
            JOIN pg_catalog.pg_attribute a ON a.attrelid = d.adrelid AND a.attnum = d.adnum
            JOIN pg_catalog.pg_class o ON o.oid = d.adrelid
            JOIN pg_catalog.pg_namespace n ON n.oid = o.relnamespace
            WHERE a.attgenerated = '' AND o.relkind IN ('r', 'p', 'v', 'f') AND {}""",
            OURS),
        row ->
            Sql.of(
                "ALTER TABLE {} ALTER COLUMN {} SET DEFAULT {}",
                qualified(row),
                name(row, "attname"),
                definition(row)));
  }

  /** Those of partitions come with their parents, NOT NULL with the columns. */
  private void constraints() throws SQLException {
    read(
        Sql.of(
            """
            SELECT 'constraint ' || k.conname AS object, n.nspname, o.relname AS name, k.conname,
                   pg_catalog.pg_get_constraintdef(k.oid) AS definition
            FROM pg_catalog.pg_constraint k
            JOIN pg_catalog.pg_class o ON o.oid = k.conrelid
            JOIN pg_catalog.pg_namespace n ON n.oid = o.relnamespace
            WHERE k.contype IN ('c', 'p', 'u', 'x', 'f') AND k.conparentid = 0
              AND k.coninhcount = 0 AND {}
            ORDER BY k.contype = 'f', k.oid""",
            OURS),
        row ->
            Sql.of(
                "ALTER TABLE {} ADD CONSTRAINT {} {}",
                qualified(row),
                name(row, "conname"),
                definition(row)));
  }

  private void indexes() throws SQLException {
    read(
        Sql.of(
            """
            SELECT 'index ' || x.relname AS object, n.nspname, x.relname AS name,
                   pg_catalog.pg_get_indexdef(i.indexrelid) AS definition
            FROM pg_catalog.pg_index i
            JOIN pg_catalog.pg_class x ON x.oid = i.indexrelid AND NOT x.relispartition
            JOIN pg_catalog.pg_class o ON o.oid = i.indrelid
            JOIN pg_catalog.pg_namespace n ON n.oid = o.relnamespace
            WHERE i.indisvalid AND {}
              AND NOT EXISTS (SELECT FROM pg_catalog.pg_constraint k
                              WHERE k.conindid = i.indexrelid AND k.contype IN ('p', 'u', 'x'))""",
            OURS),
        Structure::definition);
  }

  private void views() throws SQLException {
    read(
        Sql.of(
            """
            SELECT 'view ' || o.relname AS object, n.nspname, o.relname AS name,
                   CASE o.relkind WHEN 'v' THEN 'VIEW ' ELSE 'MATERIALIZED VIEW ' END AS kind,
                   coalesce(' WITH (' || pg_catalog.array_to_string(o.reloptions, ', ') || ')', '')
                     || ' AS '
                     || pg_catalog.rtrim(pg_catalog.pg_get_viewdef(o.oid), ';')
                     || CASE o.relkind WHEN 'm' THEN ' WITH NO DATA' ELSE '' END AS definition
            FROM pg_catalog.pg_class o JOIN pg_catalog.pg_namespace n ON n.oid = o.relnamespace
            WHERE o.relkind IN ('v', 'm') AND {} ORDER BY o.oid""",
            OURS),
        row ->
            Sql.of(
                "CREATE {}{}{}",
                Sql.verbatim(row.getString("kind")),
                qualified(row),
                definition(row)));
  }

  private void triggersAndRules() throws SQLException {
    read(
        Sql.of(
            """
            SELECT 'trigger ' || t.tgname AS object, n.nspname, o.relname AS name,
                   pg_catalog.pg_get_triggerdef(t.oid) AS definition
            FROM pg_catalog.pg_trigger t JOIN pg_catalog.pg_class o ON o.oid = t.tgrelid
            JOIN pg_catalog.pg_namespace n ON n.oid = o.relnamespace
            WHERE NOT t.tgisinternal AND t.tgparentid = 0 AND {}""",
            OURS),
        Structure::definition);
    read(
        Sql.of(
            """
            SELECT 'rule ' || r.rulename AS object, n.nspname, o.relname AS name,
                   pg_catalog.pg_get_ruledef(r.oid) AS definition
            FROM pg_catalog.pg_rewrite r JOIN pg_catalog.pg_class o ON o.oid = r.ev_class
            JOIN pg_catalog.pg_namespace n ON n.oid = o.relnamespace
            WHERE r.ev_type <> '1' AND {}""",
            OURS),
        Structure::definition);
  }

  private void read(Sql sql, Jdbc.RowReader<Sql> statement) throws SQLException {
    pieces.addAll(
        Jdbc.list(connection, sql, row -> new Piece(row.getString("object"), statement.read(row))));
  }

  private static QualifiedName qualified(ResultSet row) throws SQLException {
    return new QualifiedName(name(row, "nspname"), name(row, "name"));
  }

  /** What PostgreSQL wrote, every name in it qualified. */
  private static Sql definition(ResultSet row) throws SQLException {
    return Sql.verbatim(row.getString("definition"));
  }

  private static Identifier name(ResultSet row, String column) throws SQLException {
    return new Identifier(row.getString(column));
  }
}

package dev.concertina.journal;

import dev.concertina.session.Jdbc;
import dev.concertina.sql.Identifier;
import dev.concertina.sql.Sql;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/** Whether the journal still has what it was made with: people edit, and restore in part. */
public record Wholeness(Identifier home) {

  private static final Identifier COPY = new Identifier("pg_temp");

  /**
   * Tables, columns and unique keys that are missing, in words; asked by holding the journal
   * against a new one, which is made and taken back.
   */
  public List<String> missing(Connection connection) throws SQLException {
    connection.setAutoCommit(false);
    try {
      for (Sql statement : new Layout(COPY).tables()) {
        Jdbc.run(connection, statement);
      }
      return compare(connection);
    } finally {
      connection.rollback();
      connection.setAutoCommit(true);
    }
  }

  private List<String> compare(Connection connection) throws SQLException {
    return Jdbc.list(
        connection,
        Sql.of(
            """
            WITH part AS (
              SELECT c.relnamespace AS schema, c.relname AS relation, 0 AS place,
                     pg_catalog.format('table %s', c.relname) AS words
              FROM pg_catalog.pg_class c WHERE c.relkind = 'r'
              UNION ALL
              SELECT c.relnamespace, c.relname, a.attnum,
                     pg_catalog.format('column %s.%s %s', c.relname, a.attname,
                                       pg_catalog.format_type(a.atttypid, a.atttypmod))
              FROM pg_catalog.pg_class c
              JOIN pg_catalog.pg_attribute a ON a.attrelid = c.oid
              WHERE c.relkind = 'r' AND a.attnum > 0 AND NOT a.attisdropped
              UNION ALL
              SELECT c.relnamespace, c.relname, 10000,
                     pg_catalog.format('unique key of %s (%s)', c.relname,
                       (SELECT pg_catalog.string_agg(a.attname, ', ' ORDER BY a.attnum)
                        FROM pg_catalog.pg_attribute a WHERE a.attrelid = i.indexrelid))
              FROM pg_catalog.pg_class c
              JOIN pg_catalog.pg_index i ON i.indrelid = c.oid
              WHERE c.relkind = 'r' AND i.indisunique AND i.indisvalid),
            here AS (SELECT p.* FROM part p JOIN pg_catalog.pg_namespace n ON n.oid = p.schema
                     WHERE n.nspname = ?)
            SELECT made.words FROM part made
            WHERE made.schema = pg_catalog.pg_my_temp_schema()
              AND NOT EXISTS (SELECT FROM here WHERE here.words = made.words)
              AND (made.place = 0 OR made.relation IN (SELECT h.relation FROM here h))
            ORDER BY made.relation, made.place"""),
        row -> row.getString("words"),
        home.value());
  }
}

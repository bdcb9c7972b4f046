package dev.concertina.lint.size;

import com.grack.nanojson.JsonParser;
import com.grack.nanojson.JsonParserException;
import dev.concertina.change.MigrationException;
import dev.concertina.change.Origin;
import dev.concertina.lint.text.MigrationBytes;
import dev.concertina.sql.QualifiedName;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.Map;

/** Reads how many rows tables have. */
public final class TableSizes {

  /**
   * The planner's own estimate, which is -1 before the first VACUUM or ANALYZE; a partitioned table
   * has as many rows as its partitions ("pg_class" in PostgreSQL's documentation). The session has
   * the search path of its user, so no operator may be looked for in it.
   */
  private static final String QUERY =
      """
      SELECT n.nspname, c.relname,
             CASE WHEN c.relkind OPERATOR(pg_catalog.=) 'p'
                  THEN (SELECT CASE WHEN pg_catalog.min(p.reltuples) OPERATOR(pg_catalog.>=) 0
                                    THEN pg_catalog.sum(p.reltuples) END
                        FROM pg_catalog.pg_partition_tree(c.oid) t
                        JOIN pg_catalog.pg_class p ON p.oid OPERATOR(pg_catalog.=) t.relid
                        WHERE t.isleaf)
                  ELSE c.reltuples END::pg_catalog.int8,
             n.nspname OPERATOR(pg_catalog.=) pg_catalog.current_schema()
      FROM pg_catalog.pg_class c
      JOIN pg_catalog.pg_namespace n ON n.oid OPERATOR(pg_catalog.=) c.relnamespace
      WHERE c.relkind OPERATOR(pg_catalog.=) ANY ('{r,p}')
        AND n.nspname OPERATOR(pg_catalog.<>) ALL ('{pg_catalog,information_schema}')
      ORDER BY 4 NULLS FIRST
      """;

  private static final String DEFAULT_SCHEMA = "public";

  private TableSizes() {}

  /**
   * What a database estimates; tables without an estimate are left out. Those of the first schema
   * of the search path are also told as scripts call them, which name no schema.
   */
  public static Map<QualifiedName, Long> read(Connection connection) throws SQLException {
    Map<QualifiedName, Long> sizes = new HashMap<>();
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(QUERY)) {
      while (row.next()) {
        long rows = row.getLong(3);
        if (!row.wasNull() && rows >= 0) {
          sizes.put(QualifiedName.of(row.getString(1), row.getString(2)), rows);
          if (row.getBoolean(4)) {
            sizes.put(QualifiedName.of(DEFAULT_SCHEMA, row.getString(2)), rows);
          }
        }
      }
    }
    return sizes;
  }

  /**
   * Reads a file such as {@code {"orders": 2000000, "audit.log": 100}}.
   *
   * @throws MigrationException if it is no such file
   */
  public static Map<QualifiedName, Long> read(Path file) {
    String text = MigrationBytes.read(file, file.toString());
    Map<QualifiedName, Long> sizes = new HashMap<>();
    try {
      for (Map.Entry<String, Object> entry : JsonParser.object().from(text).entrySet()) {
        if (!(entry.getValue() instanceof Number rows)) {
          throw refused(file, 1, "\"" + entry.getKey() + "\" has no number of rows");
        }
        sizes.put(name(entry.getKey()), rows.longValue());
      }
    } catch (JsonParserException e) {
      throw (MigrationException)
          refused(file, Math.max(1, e.getLinePosition()), String.valueOf(e.getMessage()))
              .initCause(e);
    } catch (IllegalArgumentException e) {
      throw (MigrationException) refused(file, 1, String.valueOf(e.getMessage())).initCause(e);
    }
    return sizes;
  }

  private static QualifiedName name(String written) {
    int dot = written.indexOf('.');
    return dot < 0
        ? QualifiedName.of(DEFAULT_SCHEMA, written)
        : QualifiedName.of(written.substring(0, dot), written.substring(dot + 1));
  }

  private static MigrationException refused(Path file, int line, String why) {
    return new MigrationException(
        "sizes",
        "The sizes cannot be read: " + why + ".",
        "Write one object of JSON, with the rows of each table: {\"orders\": 2000000}.",
        new Origin(file.toString(), line, ""));
  }
}

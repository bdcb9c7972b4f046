package dev.concertina.story.twin;

import dev.concertina.testkit.TestDatabase;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Everything that a migration may change, as text: the oracle that holds Concertina's result
 * against that of the naive SQL. Physical column order is left out: {@link #columnOrder} tells it.
 * An index of a partition is told by the index that it is a part of: PostgreSQL chooses its name.
 */
public final class SchemaSnapshot {

  private static final String COLUMN_ORDER =
      """
      SELECT c.oid::regclass || ' (' || string_agg(quote_ident(a.attname), ', ' ORDER BY a.attnum) || ')'
        FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
        JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
       WHERE c.relkind IN ('r', 'p', 'v', 'm', 'f') AND n.nspname NOT LIKE 'pg\\_%'
         AND n.nspname NOT IN ('information_schema', 'concertina', 'concertina_retained')
       GROUP BY c.oid ORDER BY 1
      """;

  private SchemaSnapshot() {}

  /** One line for each thing, sorted by kind. Names are qualified. */
  public static String of(TestDatabase database) {
    try (Connection connection = database.connection()) {
      return of(connection);
    } catch (SQLException e) {
      throw new AssertionError("no snapshot of " + database, e);
    }
  }

  /** As the connection's transaction sees it; leaves the session with another search path. */
  static String of(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute("SET search_path = pg_catalog");
      List<String> lines = new ArrayList<>();
      for (Aspect aspect : Aspect.values()) {
        String kind = aspect.name().toLowerCase(Locale.ROOT).replace('_', ' ');
        for (String line : list(statement, aspect.query())) {
          lines.add(kind + " " + line.replaceAll("\\s+", " "));
        }
      }
      return String.join("\n", lines);
    }
  }

  /** What {@code SELECT *} returns of each relation, in its order. */
  public static List<String> columnOrder(TestDatabase database) {
    return database.query(COLUMN_ORDER);
  }

  private static List<String> list(Statement statement, String query) throws SQLException {
    try (ResultSet rows = statement.executeQuery(query)) {
      List<String> lines = new ArrayList<>();
      while (rows.next()) {
        lines.add(rows.getString(1));
      }
      return lines;
    }
  }
}

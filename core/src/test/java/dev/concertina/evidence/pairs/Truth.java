package dev.concertina.evidence.pairs;

import dev.concertina.testkit.TestDatabase;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Runs every sample on a database with rows, again and again: as a new statement, and as one that
 * was prepared before the migration began. Each run is rolled back.
 */
final class Truth implements AutoCloseable {

  private static final List<String> TABLES = List.of("users", "orders", "addresses", "archive");

  private final List<Sample> samples;
  private final Connection fresh;
  private final Connection prepared;
  private final Map<String, Set<String>> columns;

  /** What each run showed before. */
  private final Map<String, String> before = new HashMap<>();

  Truth(TestDatabase database, List<Sample> samples) throws SQLException {
    this.samples = samples;
    this.fresh = database.connection();
    this.prepared = database.connection();
    this.columns = columns();
    for (int i = 0; i < samples.size(); i++) {
      run(prepared, "PREPARE s" + i + " AS " + samples.get(i).sql());
      for (String values : samples.get(i).values()) {
        // PostgreSQL fixes the columns of the answer when a statement is prepared.
        outcome(prepared, "s" + i, samples.get(i), values, columns);
        before.put(i + ":" + values, fresh(i, values, columns));
      }
    }
  }

  /** The samples that worked before and now fail, or answer something else. */
  Set<Integer> affected() throws SQLException {
    Map<String, Set<String>> common = columns();
    common.replaceAll(
        (table, names) -> {
          Set<String> both = new TreeSet<>(names);
          both.retainAll(columns.getOrDefault(table, Set.of()));
          return both;
        });
    Set<Integer> affected = new HashSet<>();
    for (int i = 0; i < samples.size(); i++) {
      for (String values : samples.get(i).values()) {
        String was = known(i, values, common);
        boolean same =
            was.equals(fresh(i, values, common))
                && was.equals(outcome(prepared, "s" + i, samples.get(i), values, common));
        if (!was.startsWith("fails") && !same) {
          affected.add(i);
        }
      }
    }
    return affected;
  }

  @Override
  public void close() throws SQLException {
    fresh.close();
    prepared.close();
  }

  /** What was seen before, without the columns that are gone. */
  private String known(int sample, String values, Map<String, Set<String>> common) {
    String was = before.getOrDefault(sample + ":" + values, "");
    return Outcome.without(was, columns, common);
  }

  private String fresh(int sample, String values, Map<String, Set<String>> common)
      throws SQLException {
    try {
      run(fresh, "PREPARE now AS " + samples.get(sample).sql());
    } catch (SQLException e) {
      return "fails " + e.getSQLState();
    }
    String outcome = outcome(fresh, "now", samples.get(sample), values, common);
    run(fresh, "DEALLOCATE now");
    return outcome;
  }

  private static String outcome(
      Connection connection,
      String name,
      Sample sample,
      String values,
      Map<String, Set<String>> common)
      throws SQLException {
    run(connection, "BEGIN");
    try (Statement statement = connection.createStatement()) {
      statement.execute("ALTER TABLE users ALTER COLUMN id RESTART WITH 500");
      String answer = "";
      List<String> rows = sample.writes() ? Outcome.rows(statement, common) : List.of();
      if (statement.execute("EXECUTE " + name + (values.isEmpty() ? "" : "(" + values + ")"))) {
        try (ResultSet result = statement.getResultSet()) {
          answer = answer(result);
        }
      }
      return answer + (sample.writes() ? Outcome.written(rows, statement, common) : "");
    } catch (SQLException e) {
      return "fails " + e.getSQLState();
    } finally {
      run(connection, "ROLLBACK");
    }
  }

  private static String answer(ResultSet rows) throws SQLException {
    ResultSetMetaData header = rows.getMetaData();
    List<String> names = new ArrayList<>();
    for (int i = 1; i <= header.getColumnCount(); i++) {
      names.add(header.getColumnName(i) + " " + header.getColumnTypeName(i));
    }
    List<String> lines = new ArrayList<>();
    while (rows.next()) {
      List<String> line = new ArrayList<>();
      for (int i = 1; i <= names.size(); i++) {
        line.add(String.valueOf(rows.getString(i)));
      }
      lines.add(line.toString());
    }
    lines.sort(String::compareTo);
    return names + "\n" + String.join("\n", lines) + "\n";
  }

  private Map<String, Set<String>> columns() throws SQLException {
    Map<String, Set<String>> found = new HashMap<>();
    try (Statement statement = fresh.createStatement();
        ResultSet rows =
            statement.executeQuery(
                "SELECT table_name, column_name FROM information_schema.columns"
                    + " WHERE table_schema = 'public'")) {
      while (rows.next()) {
        if (TABLES.contains(rows.getString(1))) {
          found.computeIfAbsent(rows.getString(1), t -> new TreeSet<>()).add(rows.getString(2));
        }
      }
    }
    return found;
  }

  private static void run(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}

package dev.concertina.evidence.pairs;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** What a writing statement does to the tables, a line for each value, as text. */
final class Outcome {

  private Outcome() {}

  /** What came and what went since the rows were read. */
  static String written(List<String> before, Statement statement, Map<String, Set<String>> columns)
      throws SQLException {
    List<String> after = rows(statement, columns);
    List<String> came = new ArrayList<>(after);
    before.forEach(came::remove);
    List<String> went = new ArrayList<>(before);
    after.forEach(went::remove);
    StringBuilder out = new StringBuilder();
    came.forEach(line -> out.append("\n#").append(line).append(" came"));
    went.forEach(line -> out.append("\n#").append(line).append(" went"));
    return out.toString();
  }

  /** A line for each value of each column. */
  static List<String> rows(Statement statement, Map<String, Set<String>> columns)
      throws SQLException {
    List<String> lines = new ArrayList<>();
    for (Map.Entry<String, Set<String>> table : new TreeMap<>(columns).entrySet()) {
      for (String column : table.getValue()) {
        String key = table.getKey() + "." + column;
        values(statement, table.getKey(), column)
            .forEach(value -> lines.add(key + " " + value.replace('\n', ' ')));
      }
    }
    return lines;
  }

  /** An outcome without the columns that there are no more. */
  static String without(
      String outcome, Map<String, Set<String>> all, Map<String, Set<String>> kept) {
    String rest = outcome;
    for (Map.Entry<String, Set<String>> table : all.entrySet()) {
      for (String column : table.getValue()) {
        if (!kept.getOrDefault(table.getKey(), Set.of()).contains(column)) {
          rest = rest.replaceAll("\n#" + table.getKey() + "\\." + column + " [^\n]*", "");
        }
      }
    }
    return rest;
  }

  private static List<String> values(Statement statement, String table, String column)
      throws SQLException {
    List<String> values = new ArrayList<>();
    try (ResultSet rows =
        statement.executeQuery(
            "SELECT concat_ws('=', id::text, "
                + column
                + "::text) FROM "
                + table
                + " ORDER BY 1")) {
      while (rows.next()) {
        values.add(rows.getString(1));
      }
    }
    return values;
  }
}

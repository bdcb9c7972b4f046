package dev.concertina.benchmarks.server;

import dev.concertina.sql.Sql;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** Statements of the benchmarks themselves. */
public final class Queries {

  private Queries() {}

  /**
   * Runs statements.
   *
   * @return the rows that the first of them changed
   */
  public static long run(Connection connection, Sql sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      boolean rows = statement.execute(sql.sql());
      return rows ? 0 : Math.max(0, statement.getLargeUpdateCount());
    }
  }

  public static String text(Connection connection, Sql query) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(query.sql())) {
      row.next();
      return String.valueOf(row.getString(1));
    }
  }

  public static long number(Connection connection, Sql query) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(query.sql())) {
      row.next();
      return row.getLong(1);
    }
  }
}

package dev.concertina.testkit;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/**
 * A database of one test. Each call of {@link #execute} and {@link #query} has a session of its
 * own. Failures of the server are {@link AssertionError}s, with the statement.
 */
public final class TestDatabase implements AutoCloseable {

  private final TestServer server;
  private final String name;

  TestDatabase(TestServer server, String name) {
    this.server = server;
    this.name = name;
  }

  public TestServer server() {
    return server;
  }

  public String name() {
    return name;
  }

  /** A JDBC URL with user, for the superuser {@code postgres}. */
  public String url() {
    return server.url(name);
  }

  /** A new session, in autocommit. */
  public Connection connection() {
    return connect(url());
  }

  /** A new session of another role, in autocommit. Roles belong to the server: drop them. */
  public Connection connection(String role) {
    return connect(url().replace("user=postgres", "user=" + role));
  }

  /** Runs the statements one by one in one session, each in a transaction of its own. */
  public void execute(String... statements) {
    try (Connection connection = connection();
        Statement statement = connection.createStatement()) {
      for (String sql : statements) {
        execute(statement, sql);
      }
    } catch (SQLException e) {
      throw new AssertionError("cannot close a session of " + this, e);
    }
  }

  /** The first column of each row, as text; an SQL NULL is the text {@code NULL}. */
  public List<String> query(String sql) {
    try (Connection connection = connection();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      List<String> values = new ArrayList<>();
      while (rows.next()) {
        String value = rows.getString(1);
        values.add(value == null ? "NULL" : value);
      }
      return values;
    } catch (SQLException e) {
      throw new AssertionError(this + " refused: " + sql, e);
    }
  }

  /** Drops the database and ends its sessions. */
  @Override
  public void close() {
    if (!name.equals("postgres")) {
      server.drop(name);
    }
  }

  /** For the names of parameterized tests. */
  @Override
  public String toString() {
    return server.toString();
  }

  private void execute(Statement statement, String sql) {
    try {
      statement.execute(sql);
    } catch (SQLException e) {
      throw new AssertionError(this + " refused: " + sql, e);
    }
  }

  private Connection connect(String url) {
    try {
      return DriverManager.getConnection(url);
    } catch (SQLException e) {
      throw new AssertionError("cannot connect to " + this, e);
    }
  }
}

package dev.concertina.story;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.concertina.testkit.TestDatabase;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** One version of an application: the statements that it knows, under its search path. */
public final class Application {

  private final TestDatabase database;
  private final String searchPath;

  public Application(TestDatabase database, String searchPath) {
    this.database = database;
    this.searchPath = searchPath;
  }

  public Application writes(String... statements) {
    for (String statement : statements) {
      database.execute("SET search_path = " + searchPath + "; " + statement);
    }
    return this;
  }

  /** The rows, each as PostgreSQL writes a row: {@code (1,Ann)}. */
  public Application reads(String query, String... rows) {
    assertThat(rows(query)).containsExactly(rows);
    return this;
  }

  public Application fails(String statement, String message) {
    assertThatThrownBy(() -> writes(statement)).hasStackTraceContaining(message);
    return this;
  }

  private List<String> rows(String query) {
    try (var connection = database.connection();
        var statement = connection.createStatement()) {
      statement.execute("SET search_path = " + searchPath);
      try (var rows = statement.executeQuery("SELECT q::text FROM (" + query + ") q")) {
        List<String> read = new ArrayList<>();
        while (rows.next()) {
          read.add(rows.getString(1));
        }
        return read;
      }
    } catch (SQLException e) {
      throw new AssertionError(query, e);
    }
  }
}

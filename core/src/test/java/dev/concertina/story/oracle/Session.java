package dev.concertina.story.oracle;

import dev.concertina.testkit.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Objects;
import java.util.regex.Pattern;

/** The applications of one twin, which take turns in one session. */
final class Session implements AutoCloseable {

  static final String DONE = "done";

  /**
   * What a publication makes of an UPDATE or DELETE; what brings that about waits for CONTRACT, so
   * that until then writes are done which fail naively.
   */
  static final String UNPUBLISHED = "unpublished";

  private static final Pattern UNNAMED =
      Pattern.compile("ERROR: cannot (update|delete from) table ");

  private final Connection connection;

  Session(TestDatabase database) {
    this.connection = database.connection();
  }

  /** What the statement came to: {@link #DONE}, or the SQLSTATE and the message of its refusal. */
  String run(String path, String sql) {
    try (Statement statement = connection.createStatement()) {
      statement.setEscapeProcessing(false);
      statement.execute("SET search_path = " + path);
      return tried(statement, sql);
    } catch (SQLException e) {
      throw new AssertionError("the session is lost", e);
    }
  }

  /**
   * What kind of result it is: which of two constraints refuses a row first is nobody's business,
   * nor which of two reasons a publication has.
   */
  static String state(String result) {
    return UNNAMED.matcher(result).find() ? UNPUBLISHED : result.split(" ", 2)[0];
  }

  private static String tried(Statement statement, String sql) {
    try {
      statement.execute(sql);
      return DONE;
    } catch (SQLException e) {
      return e.getSQLState()
          + " "
          + Objects.toString(e.getMessage(), "").lines().findFirst().orElse("");
    }
  }

  @Override
  public void close() {
    try {
      connection.close();
    } catch (SQLException e) {
      throw new AssertionError("the session does not end", e);
    }
  }
}

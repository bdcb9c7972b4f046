package dev.concertina.story.oracle;

import dev.concertina.testkit.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Objects;

/** One statement in a session of its own. */
final class Session {

  static final String DONE = "done";

  private Session() {}

  /** What it came to: {@link #DONE}, or the SQLSTATE of the refusal. */
  static String run(TestDatabase database, String path, String sql) {
    try (Connection connection = database.connection();
        Statement statement = connection.createStatement()) {
      statement.setEscapeProcessing(false);
      statement.execute("SET search_path = " + path);
      try {
        statement.execute(sql);
        return DONE;
      } catch (SQLException e) {
        return e.getSQLState()
            + " "
            + Objects.toString(e.getMessage(), "").lines().findFirst().orElse("");
      }
    } catch (SQLException e) {
      throw new AssertionError("no session of " + database, e);
    }
  }
}

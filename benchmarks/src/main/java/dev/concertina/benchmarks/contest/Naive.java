package dev.concertina.benchmarks.contest;

import dev.concertina.benchmarks.server.Queries;
import dev.concertina.sql.Sql;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.TimeUnit;

/**
 * The file as it is, run when the new container starts and again where it failed; then both
 * versions of the application serve until the old container has gone.
 */
public final class Naive implements Contestant {

  private static final int STARTS = 6;
  private static final long FIRST_PAUSE_MILLIS = 100;

  @Override
  public String name() {
    return "naive";
  }

  @Override
  public void run(Stage stage) throws SQLException {
    stage.before();
    stage.during("migration", () -> migrate(stage));
    stage.startNew("public");
    stage.stopOld();
    stage.pass("after");
  }

  private static void migrate(Stage stage) {
    long pause = FIRST_PAUSE_MILLIS;
    for (int start = 1; ; start++) {
      try (Connection connection = stage.database().connect("migration")) {
        Queries.run(connection, Sql.verbatim(stage.scenario().migration()));
        return;
      } catch (SQLException e) {
        if (start == STARTS) {
          throw new ContestException("failed " + STARTS + " times: " + e.getMessage(), e);
        }
        sleep(pause);
        pause *= 2;
      }
    }
  }

  private static void sleep(long millis) {
    try {
      TimeUnit.MILLISECONDS.sleep(millis);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted between two starts", e);
    }
  }
}

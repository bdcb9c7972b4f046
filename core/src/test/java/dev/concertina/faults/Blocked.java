package dev.concertina.faults;

import dev.concertina.change.Version;
import dev.concertina.engine.Concertina;
import dev.concertina.engine.Listener;
import dev.concertina.engine.Settings;
import dev.concertina.engine.Waiting;
import dev.concertina.faults.Course.Command;
import dev.concertina.source.Sources;
import dev.concertina.testkit.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A command that meets a transaction of somebody else. The command has a thread of its own; at each
 * of the first waits that it reports, the test acts; then the other transaction ends.
 */
final class Blocked implements Listener {

  private static final Duration LONG = Duration.ofSeconds(60);
  private static final int WAITS = 4;

  /** What the application does while Concertina waits. */
  @FunctionalInterface
  interface Act {
    void act();
  }

  private final AtomicInteger waits = new AtomicInteger();
  private final Connection blocker;
  private final Act act;

  private Blocked(Connection blocker, Act act) {
    this.blocker = blocker;
    this.act = act;
  }

  /** Runs the command against the open statement; fails if it never had to wait. */
  static void by(TestDatabase database, String open, Command command, Act act) throws SQLException {
    try (Connection blocker = database.connection()) {
      blocker.setAutoCommit(false);
      try (Statement statement = blocker.createStatement()) {
        statement.execute(open);
      }
      Blocked waiting = new Blocked(blocker, act);
      try (Concertina engine =
          Concertina.connect(
              name -> database.connection(),
              Settings.defaults().withLocks(Duration.ofMillis(100), LONG),
              waiting,
              Sources.PARSER)) {
        command.give(engine);
      }
      if (waiting.waits.get() < WAITS) {
        throw new AssertionError("nothing was waited for");
      }
    }
  }

  @Override
  public void waiting(Version version, Waiting waiting) {
    act.act();
    if (waits.incrementAndGet() == WAITS) {
      try {
        blocker.commit();
      } catch (SQLException e) {
        throw new AssertionError("the other transaction does not end", e);
      }
    }
  }
}

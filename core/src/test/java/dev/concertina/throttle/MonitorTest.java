package dev.concertina.throttle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.concertina.journal.Hold;
import dev.concertina.journal.Layout;
import dev.concertina.journal.Share;
import dev.concertina.journal.Steering;
import dev.concertina.journal.ThrottleRow;
import dev.concertina.session.Sessions;
import dev.concertina.sql.Identifier;
import dev.concertina.testkit.OnEveryServer;
import dev.concertina.testkit.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;

class MonitorTest {

  private static final Identifier HOME = new Identifier("concertina");
  private static final String NAME = "concertina:1:throttle";

  @OnEveryServer
  void theStandardLimitsHoldNothingOnAnIdleServer(TestDatabase database) throws SQLException {
    try (Connection journal = journal(database);
        Monitor monitor = start(database, Limits.STANDARD)) {
      goesOn(monitor);
      until(() -> monitor.rest(Duration.ofMillis(50)).isZero());
      until(() -> row(journal).isPresent());
      assertThat(row(journal).orElseThrow().limits()).isEqualTo(Limits.STANDARD.inForce());
    }
  }

  @OnEveryServer
  void whoIsAloneHasTwoWorkersAndWhoIsInCompanyOne(TestDatabase database) throws SQLException {
    try (Connection journal = journal(database);
        Monitor monitor = start(database, Limits.STANDARD)) {
      assertThat(journal).isNotNull();
      until(() -> monitor.workers() == 2);
      try (Background query = new Background(database, "SELECT pg_sleep(600)")) {
        assertThat(query).isNotNull();
        until(() -> monitor.workers() == 1);
      }
      until(() -> monitor.workers() == 2);
    }
  }

  @OnEveryServer
  void inCompanyItRestsNowAndThenToSeeTheOthersAlone(TestDatabase database) throws SQLException {
    try (Connection journal = journal(database);
        Background query = new Background(database, "SELECT pg_sleep(600)");
        Monitor monitor = start(database, Limits.STANDARD)) {
      assertThat(journal).isNotNull();
      assertThat(query).isNotNull();
      until(() -> !monitor.rest(Duration.ZERO).isZero());
      goesOn(monitor);
      until(() -> monitor.rest(Duration.ZERO).isZero());
      until(() -> monitor.rest(Duration.ofMillis(50)).isZero());
    }
  }

  @OnEveryServer
  void aPauseHoldsUntilItIsResumed(TestDatabase database) throws SQLException {
    try (Connection journal = journal(database);
        Monitor monitor = start(database, Limits.STANDARD)) {
      goesOn(monitor);
      Steering.pause(journal, HOME, "ann@desk", Optional.of("a sale"));
      Hold hold = holds(monitor, h -> h.signal().equals("paused"));
      assertThat(hold.reason()).contains("ann@desk", "a sale");
      assertThat(hold.since()).isEqualTo(Steering.read(journal, HOME).pause().orElseThrow().at());
      until(() -> told(journal, h -> h.signal().equals("paused")));

      Steering.resume(journal, HOME);
      goesOn(monitor);
      until(() -> row(journal).flatMap(ThrottleRow::hold).isEmpty());
    }
  }

  @OnEveryServer
  void limitsThatAreOrderedReplaceThoseOfTheConfiguration(TestDatabase database)
      throws SQLException {
    Limits configured = Limits.parse(Map.of("workers", "2", "duty", "50%", "max-slowdown", "off"));
    try (Connection journal = journal(database);
        Monitor monitor = start(database, configured)) {
      goesOn(monitor);
      assertThat(monitor.workers()).isEqualTo(2);
      Steering.limit(journal, HOME, "ann@desk", Map.of("workers", "5"));
      until(() -> monitor.workers() == 5);
      assertThat(monitor.rest(Duration.ofMillis(50))).isEqualTo(Duration.ofMillis(50));
      assertThat(row(journal).flatMap(ThrottleRow::share))
          .hasValue(new Share("duty", 0.5, "as it was set"));
      until(() -> "5".equals(row(journal).orElseThrow().limits().get("workers")));

      Steering.limit(journal, HOME, "ann@desk", Map.of("throttle-query", "SELECT true"));
      holds(monitor, h -> h.signal().equals("throttle-query"));
      Steering.forgetLimits(journal, HOME);
      goesOn(monitor);
      assertThat(monitor.workers()).isEqualTo(2);
    }
  }

  @OnEveryServer
  void anOrderThatIsNotUnderstoodHolds(TestDatabase database) throws SQLException {
    try (Connection journal = journal(database);
        Monitor monitor = start(database, Limits.STANDARD)) {
      goesOn(monitor);
      Steering.limit(journal, HOME, "ann@desk", Map.of("max-moons", "3"));
      holds(monitor, h -> h.reason().contains("max-moons"));
    }
  }

  @OnEveryServer
  void aJournalThatCannotBeReadHolds(TestDatabase database) throws SQLException {
    try (Connection journal = journal(database);
        Monitor monitor = start(database, Limits.STANDARD)) {
      goesOn(monitor);
      database.execute("ALTER TABLE concertina.steering RENAME TO gone");
      holds(monitor, h -> h.reason().contains("steering"));
      database.execute("ALTER TABLE concertina.gone RENAME TO steering");
      goesOn(monitor);
      assertThat(journal.isClosed()).isFalse();
    }
  }

  @OnEveryServer
  void aSessionThatIsLostHoldsUntilThereIsAnotherOne(TestDatabase database) throws SQLException {
    Semaphore sessions = new Semaphore(1);
    Sessions opening =
        () -> {
          sessions.acquireUninterruptibly();
          return open(database);
        };
    try (Connection journal = journal(database);
        Monitor monitor = Monitor.start(opening, HOME, Limits.STANDARD, List::of)) {
      goesOn(monitor);
      database.execute(
          "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '"
              + database.name()
              + "' AND application_name = '"
              + NAME
              + "'");
      holds(monitor, h -> h.reason().contains("session is lost"));
      sessions.release();
      goesOn(monitor);
      assertThat(journal.isClosed()).isFalse();
    }
  }

  @OnEveryServer
  void aSessionThatEveryLookLosesIsToldInTheJournal(TestDatabase database) throws SQLException {
    Limits limits =
        Limits.parse(
            Map.of("throttle-query", "SELECT pg_terminate_backend(pg_backend_pid()) IS NULL"));
    try (Connection journal = journal(database);
        Monitor monitor = start(database, limits)) {
      assertThat(monitor.hold()).isPresent();
      until(
          () ->
              told(
                  journal,
                  h -> h.signal().equals("throttle") && h.reason().contains("session is lost")));
    }
  }

  @OnEveryServer
  void aVerdictThatIsOldIsAHold(TestDatabase database) throws SQLException {
    TestTime time = new TestTime();
    CountDownLatch end = new CountDownLatch(1);
    Sessions never =
        () -> {
          try {
            end.await();
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
          return open(database);
        };
    try (Connection journal = journal(database);
        Monitor monitor = Monitor.start(never, HOME, Limits.STANDARD, List::of, time.time())) {
      assertThat(monitor.hold().orElseThrow().reason()).contains("not looked yet");
      time.pass(Duration.ofSeconds(4));
      assertThat(monitor.hold().orElseThrow().reason()).contains("not answered", "4 s");
      end.countDown();
      goesOn(monitor);
      assertThat(journal.isClosed()).isFalse();
    }
  }

  @OnEveryServer
  void closingEndsTheSessionAndTheHoldInTheJournal(TestDatabase database) throws SQLException {
    try (Connection journal = journal(database)) {
      Steering.pause(journal, HOME, "ann@desk", Optional.empty());
      try (Monitor monitor = start(database, Limits.STANDARD)) {
        holds(monitor, h -> h.signal().equals("paused"));
        until(() -> row(journal).flatMap(ThrottleRow::hold).isPresent());
      }
      assertThat(row(journal).flatMap(ThrottleRow::hold)).isEmpty();
      until(
          () ->
              database
                  .query(
                      "SELECT pid FROM pg_stat_activity WHERE datname = current_database()"
                          + " AND application_name = '"
                          + NAME
                          + "'")
                  .isEmpty());
    }
  }

  private static Monitor start(TestDatabase database, Limits configured) {
    return Monitor.start(() -> open(database), HOME, configured, List::of);
  }

  private static Connection open(TestDatabase database) throws SQLException {
    Connection connection = database.connection();
    connection.setClientInfo("ApplicationName", NAME);
    return connection;
  }

  private static Connection journal(TestDatabase database) throws SQLException {
    Connection connection = database.connection();
    new Layout(HOME).create(connection);
    return connection;
  }

  private static Optional<ThrottleRow> row(Connection journal) {
    try {
      return ThrottleRow.read(journal, HOME);
    } catch (SQLException e) {
      throw new AssertionError("the journal cannot be read", e);
    }
  }

  private static boolean told(Connection journal, Predicate<Hold> so) {
    return row(journal).flatMap(ThrottleRow::hold).filter(so).isPresent();
  }

  private static Hold holds(Monitor monitor, Predicate<Hold> so) {
    Optional<Hold> hold = monitor.hold().filter(so);
    while (hold.isEmpty()) {
      pause();
      hold = monitor.hold().filter(so);
    }
    return hold.get();
  }

  private static void goesOn(Monitor monitor) {
    until(() -> monitor.hold().isEmpty());
  }

  private static void until(BooleanSupplier so) {
    while (!so.getAsBoolean()) {
      pause();
    }
  }

  /** Whoever spins takes a core from the server that it waits for. */
  private static void pause() {
    LockSupport.parkNanos(Duration.ofMillis(1).toNanos());
  }
}

package dev.concertina.throttle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.concertina.journal.Share;
import dev.concertina.testkit.Standby;
import dev.concertina.testkit.TestDatabase;
import dev.concertina.testkit.TestServer;
import dev.concertina.testkit.TestServers;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReplicationLagTest {

  private static final Map<String, String> TELLS_OFTEN =
      Map.of("wal_receiver_status_interval", "1s");

  private final TestTime time = new TestTime();

  @ParameterizedTest
  @ValueSource(ints = {14, 18})
  void aStandbyThatHangsHoldsUntilItHasCaughtUp(int major) throws SQLException {
    try (TestServer server = TestServers.own(major, Map.of());
        TestDatabase database = server.database();
        Standby standby = Standby.of(server, "replica", TELLS_OFTEN);
        Looking looking = looking(database)) {
      looking.until(Optional::isEmpty, () -> write(database));
      standby.hang();
      looking.until(Optional::isEmpty, () -> write(database));
      String reason = looking.until(Optional::isPresent, () -> write(database)).orElseThrow();
      assertThat(reason).contains("standby \"replica\" (127.0.0.1) is", "behind; the limit is 5 s");
      standby.goOn();
      looking.until(Optional::isEmpty, () -> write(database));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {18})
  void aStandbyThatWentAwayHoldsUntilItIsBackOrTheLimitIsOff(int major) throws SQLException {
    try (TestServer server = TestServers.own(major, Map.of());
        TestDatabase database = server.database();
        Standby standby = Standby.of(server, "replica", TELLS_OFTEN)) {
      ReplicationLag signal = new ReplicationLag(time.time());
      try (Looking looking = Looking.at(database, signal, "5s")) {
        sees(looking, database);
        standby.stop();
        assertThat(looking.untilItHolds()).contains("away: standby \"replica\"", "off");
        standby.start();
        looking.until(Optional::isEmpty, () -> write(database));
        sees(looking, database);

        standby.stop();
        looking.untilItHolds();
        signal.forget();
        assertThat(looking.now()).isEmpty();
      }
    }
  }

  /** By the test's clock no time passes: what holds is what the standby has still to replay. */
  @ParameterizedTest
  @ValueSource(ints = {14, 18})
  void whatIsWrittenHoldsBeforeTheStandbyIsBehindTheLimit(int major) throws SQLException {
    try (TestServer server = TestServers.own(major, Map.of());
        TestDatabase database = server.database();
        Standby standby = Standby.of(server, "replica", TELLS_OFTEN)) {
      ReplicationLag signal = new ReplicationLag(time.time());
      try (Looking looking = Looking.at(database, signal, "1s")) {
        sees(looking, database);
        looking.untilItGoesOn();
        assertThat(signal.share().map(Share::part).orElse(1.0)).isBetween(0.2, 1.0);
        standby.hang();
        String reason =
            looking.until(Optional::isPresent, () -> writeMegabytes(database)).orElseThrow();
        assertThat(reason)
            .contains("is 0 ms behind and would need", "that are written; the limit is 1 s");
        standby.goOn();
        looking.until(Optional::isEmpty, () -> wakeUp(database));
        looking.until(seen -> signal.share().isEmpty(), () -> wakeUp(database));
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {18})
  void aQuietServerWithAStandbyThatSaysNothingNeverHolds(int major) throws SQLException {
    try (TestServer server = TestServers.own(major, Map.of());
        TestDatabase database = server.database();
        Standby standby = Standby.of(server, "replica", TELLS_OFTEN)) {
      ReplicationLag signal = new ReplicationLag(time.time());
      try (Looking looking = Looking.at(database, signal, "1s")) {
        sees(looking, database);
        looking.untilItGoesOn();
        standby.hang();
        for (int i = 0; i < 100; i++) {
          assertThat(looking.now()).isEmpty();
          wakeUp(database);
        }
        assertThat(signal.share()).isEmpty();
        standby.goOn();
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {14, 18})
  void positionsThatARoleMayNotSeeHoldWithTheGrant(int major) throws SQLException {
    try (TestServer server = TestServers.own(major, Map.of());
        TestDatabase database = server.database();
        OrdinaryRole role = new OrdinaryRole(database);
        Looking looking = new Looking(new ReplicationLag(time.time()), role.connection(), "5s")) {
      assertThat(looking.now()).isEmpty();
      try (Subscriber subscriber = new Subscriber(database, "feed")) {
        subscriber.confirm();
        assertThat(looking.untilItHolds()).contains("GRANT pg_monitor TO \"" + role.name() + '"');
        database.execute("GRANT pg_monitor TO " + role.name());
        looking.until(Optional::isEmpty, subscriber::confirm);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {14, 18})
  void aSubscriberThatDoesNotConfirmHoldsAndADroppedSlotIsNotMissed(int major) throws SQLException {
    try (TestServer server = TestServers.own(major, Map.of());
        TestDatabase database = server.database();
        Looking looking = looking(database)) {
      try (Subscriber subscriber = new Subscriber(database, "feed")) {
        looking.until(Optional::isEmpty, subscriber::confirm);
        sees(looking, database);
        String reason = looking.until(Optional::isPresent, () -> write(database)).orElseThrow();
        assertThat(reason).contains("subscriber \"feed\"", "behind");
        looking.until(Optional::isEmpty, subscriber::confirm);
      }
      assertThat(looking.untilItHolds()).contains("away: subscriber \"feed\"");
      database.execute("SELECT pg_drop_replication_slot('feed')");
      assertThat(looking.now()).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {14, 18})
  void whereNobodyFollowsThereIsNobodyToWaitFor(int major) throws SQLException {
    try (TestDatabase database = TestServers.pg(major).database();
        OrdinaryRole role = new OrdinaryRole(database);
        Connection connection = role.connection();
        Looking looking = new Looking(new ReplicationLag(time.time()), connection, "5s")) {
      assertThat(looking.now()).isEmpty();
    }
  }

  private Looking looking(TestDatabase database) {
    return Looking.at(database, new ReplicationLag(time.time()), "5s");
  }

  /** It follows, and was looked at twice. */
  private static void sees(Looking looking, TestDatabase database) {
    String follows = "SELECT 1 FROM pg_stat_replication WHERE replay_lsn IS NOT NULL";
    looking.until(seen -> !database.query(follows).isEmpty(), () -> {});
    looking.now();
    looking.now();
  }

  private static void writeMegabytes(TestDatabase database) {
    database.query("SELECT pg_logical_emit_message(true, 'test', repeat('x', 5000000))");
  }

  private static void wakeUp(TestDatabase database) {
    database.query("SELECT pg_logical_emit_message(true, 'test', 'x')");
  }

  /** A second in which something was written. */
  private void write(TestDatabase database) {
    database.query("SELECT pg_logical_emit_message(true, 'test', 'x')");
    time.pass(Duration.ofSeconds(1));
  }
}

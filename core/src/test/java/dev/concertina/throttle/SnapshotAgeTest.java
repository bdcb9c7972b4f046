package dev.concertina.throttle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.concertina.testkit.OnEveryServer;
import dev.concertina.testkit.Standby;
import dev.concertina.testkit.TestDatabase;
import dev.concertina.testkit.TestServer;
import dev.concertina.testkit.TestServers;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SnapshotAgeTest {

  private static final String SNAPSHOT = "BEGIN ISOLATION LEVEL REPEATABLE READ; SELECT 1";

  private final TestTime time = new TestTime();

  @OnEveryServer
  void anOldSnapshotIsNamedAndWaitedForForSoLong(TestDatabase database) throws SQLException {
    try (Looking looking = Looking.at(database, new SnapshotAge(time.time()), "10ms");
        Connection holder = database.connection();
        Statement statement = holder.createStatement()) {
      assertThat(looking.now()).isEmpty();
      statement.execute("SET application_name = 'report'");
      statement.execute(SNAPSHOT);
      assertThat(looking.now()).isEmpty();

      Optional<String> seen = looking.until(Optional::isPresent, () -> timePassesFor(database));
      assertThat(seen.orElseThrow()).contains("user postgres", "\"report\"", "limit is 10 ms");
      time.pass(Duration.ofMillis(10));
      assertThat(looking.now()).isEmpty();

      statement.execute("COMMIT");
      statement.execute(SNAPSHOT);
      looking.until(Optional::isPresent, () -> timePassesFor(database));
    }
  }

  @OnEveryServer
  void aTransactionThatIsHiddenIsAsOldAsItHasBeenSeen(TestDatabase database) throws SQLException {
    try (OrdinaryRole role = new OrdinaryRole(database);
        Looking looking = new Looking(new SnapshotAge(time.time()), role.connection(), "10m");
        Connection holder = database.connection();
        Statement statement = holder.createStatement()) {
      statement.execute(SNAPSHOT);
      assertThat(looking.now()).isEmpty();
      time.pass(Duration.ofMinutes(11));
      assertThat(looking.now().orElseThrow())
          .contains("user postgres", "11 min", "GRANT pg_monitor TO \"" + role.name() + '"');
    }
  }

  @OnEveryServer
  void aPreparedTransactionHolds(TestDatabase database) throws SQLException {
    String gid = database.name();
    try (Looking looking = Looking.at(database, new SnapshotAge(time.time()), "10ms")) {
      assertThat(looking.now()).isEmpty();
      database.execute("BEGIN; SELECT txid_current(); PREPARE TRANSACTION '" + gid + "'");
      Optional<String> seen = looking.until(Optional::isPresent, () -> timePassesFor(database));
      assertThat(seen.orElseThrow()).contains("prepared transaction \"" + gid + '"');
    } finally {
      database.execute("ROLLBACK PREPARED '" + gid + "'");
    }
  }

  @Test
  void aQueryOnAStandbyThatSaysSoHolds() throws SQLException {
    Map<String, String> feedback =
        Map.of("hot_standby_feedback", "on", "wal_receiver_status_interval", "1s");
    try (TestServer server = TestServers.own(18, Map.of());
        TestDatabase database = server.database();
        Standby standby = Standby.of(server, "reader", feedback);
        Connection reader = standby.server().maintenance().connection();
        Statement statement = reader.createStatement();
        Looking looking = Looking.at(database, new SnapshotAge(time.time()), "10m")) {
      assertThat(looking.now()).isEmpty();
      statement.execute(SNAPSHOT);
      Optional<String> seen = looking.until(Optional::isPresent, () -> timePassesFor(database));
      assertThat(seen.orElseThrow()).contains("standby \"reader\"", "hot_standby_feedback");
    }
  }

  /** A minute in which somebody has changed something. */
  private void timePassesFor(TestDatabase database) {
    database.query("SELECT txid_current()");
    time.pass(Duration.ofMinutes(1));
  }
}

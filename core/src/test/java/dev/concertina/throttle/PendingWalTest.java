package dev.concertina.throttle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.concertina.testkit.OnEveryServer;
import dev.concertina.testkit.TestDatabase;
import dev.concertina.testkit.TestServer;
import dev.concertina.testkit.TestServers;
import java.sql.SQLException;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PendingWalTest {

  @OnEveryServer
  void aServerWithoutAnArchiveHoldsNothing(TestDatabase database) throws SQLException {
    try (Looking looking = Looking.at(database, new PendingWal(), "1")) {
      assertThat(looking.now()).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {14, 18})
  void segmentsThatNobodyTakesHold(int major) throws SQLException {
    Map<String, String> archive = Map.of("archive_mode", "on");
    try (TestServer server = TestServers.own(major, archive);
        TestDatabase database = server.database();
        OrdinaryRole role = new OrdinaryRole(database);
        Looking exact = Looking.at(database, new PendingWal(), "2");
        Looking told = new Looking(new PendingWal(), role.connection(), "2")) {
      assertThat(exact.now()).isEmpty();
      assertThat(told.now().orElseThrow())
          .contains("cannot be told", "GRANT pg_monitor TO \"" + role.name() + '"');

      fill(database, 3);
      assertThat(exact.now().orElseThrow()).contains("3 WAL segments", "limit is 2");

      archiveWith(database, "true");
      // The next segment wakes the archiver, which sleeps for a minute after a failure.
      fill(database, 1);
      exact.untilItGoesOn();
      told.untilItGoesOn();

      archiveWith(database, "false");
      assertThat(exact.until(Optional::isPresent, () -> fill(database, 1))).isPresent();
      assertThat(told.untilItHolds()).contains("WAL segments", "limit is 2");
    }
  }

  private static void fill(TestDatabase database, int segments) {
    for (int i = 0; i < segments; i++) {
      database.execute(
          "SELECT pg_logical_emit_message(false, 'test', 'x')", "SELECT pg_switch_wal()");
    }
  }

  private static void archiveWith(TestDatabase database, String command) {
    database.execute(
        "ALTER SYSTEM SET archive_command = '" + command + "'", "SELECT pg_reload_conf()");
  }
}

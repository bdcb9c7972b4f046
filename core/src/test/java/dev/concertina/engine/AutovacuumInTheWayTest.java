package dev.concertina.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.concertina.journal.State;
import dev.concertina.testkit.TestDatabase;
import dev.concertina.testkit.TestServer;
import dev.concertina.testkit.TestServers;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AutovacuumInTheWayTest {

  private static final String AT_WORK =
      """
      SELECT count(*) FROM pg_locks l JOIN pg_stat_activity a USING (pid)
      WHERE a.backend_type = 'autovacuum worker' AND l.relation = 'users'::regclass AND l.granted""";

  private final Rename rename = new Rename("7");

  /** The server itself would cancel it after an hour only, and the lock is waited for a minute. */
  @Test
  void itIsCancelledAtFirstSight() throws SQLException {
    try (TestServer server = server("1h");
        TestDatabase database = server.database()) {
      vacuumed(database);
      Bench bench = new Bench(database, rename);
      bench.settings = Bench.QUICK.withLocks(Duration.ofMinutes(1), Duration.ofMinutes(1));

      assertThat(bench.concertina().expand(rename.migration()).state()).isEqualTo(State.EXPANDED);
      assertThat(bench.waits).isEmpty();
    }
  }

  /** It does not even see what is in the way; a try of 100 ms is too short for the server. */
  @Test
  void aRoleThatMayNotCancelItLetsTheServerDoSo() throws SQLException {
    try (TestServer server = server("1s");
        TestDatabase database = server.database()) {
      database.execute(
          "CREATE ROLE deployer LOGIN",
          "GRANT CREATE ON SCHEMA public TO deployer",
          "GRANT CREATE ON DATABASE " + database.name() + " TO deployer");
      vacuumed(database, "ALTER TABLE users OWNER TO deployer");
      Bench bench = new Bench(database, rename);
      bench.role = "deployer";
      bench.settings = Bench.QUICK.withLocks(Duration.ofMillis(100), Duration.ofMinutes(1));

      assertThat(bench.concertina().expand(rename.migration()).state()).isEqualTo(State.EXPANDED);
      assertThat(bench.waits).isNotEmpty();
    }
  }

  private static TestServer server(String deadlockTimeout) {
    return TestServers.own(
        18, Map.of("autovacuum_naptime", "1s", "deadlock_timeout", deadlockTimeout));
  }

  /** At a page in 100 ms, for minutes. */
  private static void vacuumed(TestDatabase database, String... before) {
    database.execute(Rename.table(20_000));
    database.execute(before);
    database.execute(
        """
        ALTER TABLE users SET (autovacuum_vacuum_cost_delay = 100, autovacuum_vacuum_cost_limit = 1,
          autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 1)""",
        "UPDATE users SET id = id + 100000");
    Bench.await("an autovacuum of users", () -> !database.query(AT_WORK).contains("0"));
  }
}

package dev.concertina.throttle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.concertina.sql.QualifiedName;
import dev.concertina.testkit.TestDatabase;
import dev.concertina.testkit.TestServer;
import dev.concertina.testkit.TestServers;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AutovacuumTest {

  /** As slow as it can be: a page in 100 ms. */
  private static final String SLOW =
      """
      ALTER TABLE part SET (autovacuum_vacuum_cost_delay = 100, autovacuum_vacuum_cost_limit = 1,
        autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 1)""";

  @ParameterizedTest
  @ValueSource(ints = {14, 18})
  void anAutovacuumOfAPartitionIsWaitedForForSoLongAndAnyRoleMaySeeIt(int major)
      throws SQLException {
    TestTime time = new TestTime();
    try (TestServer server = TestServers.own(major, Map.of("autovacuum_naptime", "1s"));
        TestDatabase database = server.database();
        OrdinaryRole role = new OrdinaryRole(database);
        Looking looking = new Looking(signal(time, "parted"), role.connection(), "10m");
        Looking elsewhere = new Looking(signal(time, "other"), role.connection(), "10m")) {
      database.execute(
          "CREATE TABLE other (n int)",
          "CREATE TABLE parted (n int, filler text) PARTITION BY RANGE (n)",
          "CREATE TABLE part PARTITION OF parted DEFAULT",
          "INSERT INTO parted SELECT n, repeat('x', 1000) FROM generate_series(1, 20000) n");
      assertThat(looking.now()).isEmpty();
      database.execute(SLOW, "UPDATE parted SET n = n + 1");

      assertThat(looking.untilItHolds()).contains("autovacuum", "on part", "at most 10 min");
      assertThat(elsewhere.now()).isEmpty();
      time.pass(Duration.ofMinutes(10));
      assertThat(looking.now()).isEmpty();
    }
  }

  private static Autovacuum signal(TestTime time, String table) {
    return new Autovacuum(time.time(), () -> List.of(QualifiedName.of("public", table)));
  }
}

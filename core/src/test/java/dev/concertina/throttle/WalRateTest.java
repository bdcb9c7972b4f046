package dev.concertina.throttle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.concertina.testkit.OnEveryServer;
import dev.concertina.testkit.TestDatabase;
import java.sql.SQLException;
import java.time.Duration;

class WalRateTest {

  private static final String FOUR_MB =
      "SELECT pg_logical_emit_message(false, 'test', repeat('x', 4 * 1024 * 1024))";

  @OnEveryServer
  void whatWasWrittenTooMuchIsWaitedForAndAnyRoleMaySeeIt(TestDatabase database)
      throws SQLException {
    TestTime time = new TestTime();
    try (OrdinaryRole role = new OrdinaryRole(database);
        Looking looking = new Looking(new WalRate(time.time()), role.connection(), "1MB/s")) {
      assertThat(looking.now()).isEmpty();
      database.execute(FOUR_MB);
      time.pass(Duration.ofMillis(250));
      assertThat(looking.now().orElseThrow()).contains("4 MB of WAL in 250 ms", "1 MB a second");
      time.pass(Duration.ofSeconds(2));
      assertThat(looking.now()).isPresent();
      time.pass(Duration.ofMillis(1_500));
      assertThat(looking.now()).isEmpty();
    }
  }

  @OnEveryServer
  void theDebtOfOthersEndsAfterTenSeconds(TestDatabase database) throws SQLException {
    TestTime time = new TestTime();
    try (Looking looking = Looking.at(database, new WalRate(time.time()), "1kB")) {
      assertThat(looking.now()).isEmpty();
      database.execute(FOUR_MB);
      assertThat(looking.now()).isPresent();
      time.pass(Duration.ofSeconds(60));
      assertThat(looking.now()).isEmpty();
    }
  }
}

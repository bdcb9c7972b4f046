package dev.concertina.backfill;

import static org.assertj.core.api.Assertions.assertThat;

import dev.concertina.testkit.OnEveryServer;
import dev.concertina.testkit.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class DeadlockTimeoutTest {

  @OnEveryServer
  void theShortestOfServerDatabaseAndRolesCounts(TestDatabase database) throws SQLException {
    try (Connection connection = database.connection()) {
      assertThat(DeadlockTimeout.shortest(connection)).isEqualTo(Duration.ofSeconds(1));
      database.execute("ALTER DATABASE " + database.name() + " SET deadlock_timeout = '300ms'");
      assertThat(DeadlockTimeout.shortest(connection)).isEqualTo(Duration.ofMillis(300));
    }
  }

  @Test
  void unitsAreUnderstood() {
    assertThat(DeadlockTimeout.millis("deadlock_timeout=250")).containsExactly(250L);
    assertThat(DeadlockTimeout.millis("deadlock_timeout=2s")).containsExactly(2000L);
    assertThat(DeadlockTimeout.millis("deadlock_timeout=1 min")).containsExactly(60_000L);
    assertThat(DeadlockTimeout.millis("deadlock_timeout=0.5s")).containsExactly(500L);
    assertThat(DeadlockTimeout.millis("deadlock_timeout=.01 min")).containsExactly(600L);
    assertThat(DeadlockTimeout.millis("work_mem=4MB")).isEmpty();
  }
}

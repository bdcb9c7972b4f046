package dev.concertina.throttle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.concertina.testkit.OnEveryServer;
import dev.concertina.testkit.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class CompanyTest {

  private static final Duration ALONE = Duration.ofMillis(50);

  @OnEveryServer
  void aSessionThatWorksIsCompanyUntilItHasBeenIdleForAMoment(TestDatabase database)
      throws SQLException {
    try (Connection looking = database.connection();
        Connection application = database.connection()) {
      untilThereIs(looking, false);
      try (Background query = new Background(database, "SELECT pg_sleep(600)")) {
        assertThat(query).isNotNull();
        untilThereIs(looking, true);
      }
      untilThereIs(looking, false);
      execute(application, "SELECT 1");
      assertThat(Company.isThere(looking)).isTrue();
      untilThereIs(looking, false);
    }
  }

  @OnEveryServer
  void sessionsOfConcertinaAreNone(TestDatabase database) throws SQLException {
    try (Connection looking = database.connection();
        Connection own = database.connection()) {
      own.setClientInfo("ApplicationName", "concertina:1:backfill");
      untilThereIs(looking, false);
      execute(own, "SELECT 1");
      assertThat(Company.isThere(looking)).isFalse();
    }
  }

  @OnEveryServer
  void whoIsHiddenIsCompany(TestDatabase database) throws SQLException {
    try (OrdinaryRole role = new OrdinaryRole(database);
        Connection looking = database.connection()) {
      untilThereIs(looking, false);
      assertThat(Company.isThere(role.connection())).isTrue();
    }
  }

  @Test
  void inCompanyABatchIsShort() {
    assertThat(verdict(true).target(ALONE)).isEqualTo(Duration.ofMillis(5));
    assertThat(verdict(true).target(Duration.ofMillis(2))).isEqualTo(Duration.ofMillis(2));
    assertThat(verdict(false).target(ALONE)).isEqualTo(ALONE);
  }

  private static Verdict verdict(boolean company) {
    return new Verdict(Optional.empty(), Limits.STANDARD, Optional.empty(), company, false, 0);
  }

  private static void execute(Connection connection, String sql) throws SQLException {
    try (var statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private static void untilThereIs(Connection looking, boolean company) throws SQLException {
    while (Company.isThere(looking) != company) {
      Thread.onSpinWait();
    }
  }
}

package dev.concertina.throttle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.concertina.testkit.OnEveryServer;
import dev.concertina.testkit.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

class LockWaitersTest {

  @OnEveryServer
  void itHoldsWhileMoreSessionsThanTheLimitWaitAndAnyRoleMaySeeIt(TestDatabase database)
      throws SQLException {
    database.execute("CREATE TABLE t (n int)");
    try (OrdinaryRole role = new OrdinaryRole(database);
        Looking looking = new Looking(new LockWaiters(), role.connection(), "1");
        Connection holder = database.connection();
        Statement statement = holder.createStatement()) {
      assertThat(looking.now()).isEmpty();
      statement.execute("BEGIN; LOCK TABLE t");
      try (Background first = new Background(database, "SELECT n FROM t");
          Background second = new Background(database, "SELECT n FROM t")) {
        assertThat(first).isNotSameAs(second);
        assertThat(looking.untilItHolds()).startsWith("2 sessions wait").contains("limit is 1");
      }
      looking.untilItGoesOn();
    }
  }

  @OnEveryServer
  void neitherOurSessionsNorQueuesOfTheApplicationCount(TestDatabase database) throws SQLException {
    database.execute("CREATE TABLE t (n int)");
    try (Looking looking = Looking.at(database, new LockWaiters(), "1");
        Connection holder = database.connection();
        Statement statement = holder.createStatement()) {
      statement.execute("SELECT pg_advisory_lock(1)");
      statement.execute("BEGIN; LOCK TABLE t");
      String ours = "SET application_name = 'concertina:1:batch'; SELECT n FROM t";
      try (Background one = new Background(database, ours);
          Background two = new Background(database, ours);
          Background three = new Background(database, "SELECT pg_advisory_lock(1)");
          Background four = new Background(database, "SELECT pg_advisory_lock(1)")) {
        awaitWaiting(database, 4);
        assertThat(looking.now()).isEmpty();
        assertThat(one).isNotEqualTo(two).isNotEqualTo(three).isNotEqualTo(four);
      }
    }
  }

  private static void awaitWaiting(TestDatabase database, int sessions) {
    String query = "SELECT count(*) FROM pg_locks WHERE NOT granted";
    while (Integer.parseInt(database.query(query).get(0)) < sessions) {
      Thread.onSpinWait();
    }
  }
}

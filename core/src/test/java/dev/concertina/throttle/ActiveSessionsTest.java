package dev.concertina.throttle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.concertina.testkit.OnEveryServer;
import dev.concertina.testkit.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;

class ActiveSessionsTest {

  @OnEveryServer
  void itHoldsWhileMoreSessionsThanTheLimitWork(TestDatabase database) throws SQLException {
    try (Looking looking = Looking.at(database, new ActiveSessions(), "1")) {
      try (Background one = new Background(database, "SELECT pg_sleep(600)");
          Background two = new Background(database, "SELECT pg_sleep(600)")) {
        assertThat(one).isNotSameAs(two);
        assertThat(looking.untilItHolds()).contains("sessions are active; the limit is 1");
      }
      looking.untilItGoesOn();
    }
  }

  @OnEveryServer
  void idleSessionsDoNotCountUnlessTheyAreHidden(TestDatabase database) throws SQLException {
    try (OrdinaryRole role = new OrdinaryRole(database);
        Looking looking = Looking.at(database, new ActiveSessions(), "1");
        Looking blind = new Looking(new ActiveSessions(), role.connection(), "1");
        Connection one = database.connection();
        Connection two = database.connection()) {
      assertThat(one).isNotSameAs(two);
      looking.untilItGoesOn();
      assertThat(blind.untilItHolds()).contains("GRANT pg_monitor TO \"" + role.name() + '"');

      database.execute("GRANT pg_monitor TO " + role.name());
      blind.untilItGoesOn();
    }
  }
}

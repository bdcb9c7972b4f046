package dev.concertina.journal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.concertina.session.Jdbc;
import dev.concertina.sql.Identifier;
import dev.concertina.sql.Sql;
import dev.concertina.testkit.OnEveryServer;
import dev.concertina.testkit.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

class SteeringTest {

  private static final Identifier HOME = new Identifier("a journal");

  @OnEveryServer
  void aPauseNamesWhoAndWhyUntilItIsResumed(TestDatabase database) throws SQLException {
    try (Connection connection = journal(database)) {
      assertThat(Steering.read(connection, HOME)).isEqualTo(Steering.NONE);
      assertThat(Steering.resume(connection, HOME)).isEmpty();

      Steering.pause(connection, HOME, "ann@desk", Optional.of("sale's on"));
      Steering.Pause pause = Steering.read(connection, HOME).pause().orElseThrow();
      assertThat(pause.by()).isEqualTo("postgres (ann@desk)");
      assertThat(pause.because()).contains("sale's on");

      assertThat(Steering.resume(connection, HOME)).contains(pause);
      assertThat(Steering.read(connection, HOME).pause()).isEmpty();
    }
  }

  @OnEveryServer
  void limitsAddUpAndOutliveAPause(TestDatabase database) throws SQLException {
    try (Connection connection = journal(database)) {
      Steering.limit(connection, HOME, "ann@desk", Map.of("max-lag", "2s", "duty", "50%"));
      Steering.pause(connection, HOME, "bob@desk", Optional.empty());
      Steering.limit(connection, HOME, "bob@desk", Map.of("duty", "off", "workers", "3"));
      Steering.resume(connection, HOME);

      Steering steering = Steering.read(connection, HOME);
      assertThat(steering.limits())
          .isEqualTo(Map.of("max-lag", "2s", "duty", "off", "workers", "3"));

      Steering.forgetLimits(connection, HOME);
      assertThat(Steering.read(connection, HOME)).isEqualTo(Steering.NONE);
    }
  }

  @OnEveryServer
  void eachLimitHasTheNameAndTimeOfWhoSetIt(TestDatabase database) throws SQLException {
    try (Connection connection = journal(database)) {
      Jdbc.run(connection, Sql.of("SET timezone = 'Asia/Kolkata'"));
      Steering.limit(connection, HOME, "ann@desk", Map.of("max-lag", "2s", "duty", "50%"));
      Instant between = now(connection);
      Steering.limit(connection, HOME, "bob@desk", Map.of("duty", "off"));

      Map<String, Steering.Author> by = Steering.read(connection, HOME).limitsBy();
      assertThat(by).containsOnlyKeys("max-lag", "duty");
      assertThat(by)
          .hasEntrySatisfying(
              "max-lag",
              author -> {
                assertThat(author.who()).isEqualTo("postgres (ann@desk)");
                assertThat(author.at()).isBeforeOrEqualTo(between);
              })
          .hasEntrySatisfying(
              "duty",
              author -> {
                assertThat(author.who()).isEqualTo("postgres (bob@desk)");
                assertThat(author.at()).isAfterOrEqualTo(between);
              });
    }
  }

  private static Instant now(Connection connection) throws SQLException {
    return Jdbc.first(
            connection,
            Sql.of("SELECT clock_timestamp() AS now"),
            row -> Jdbc.instant(row, "now").orElseThrow())
        .orElseThrow();
  }

  @OnEveryServer
  void theThrottleRowIsTheLastWordOfTheRun(TestDatabase database) throws SQLException {
    try (Connection connection = journal(database)) {
      assertThat(ThrottleRow.read(connection, HOME)).isEmpty();

      Hold held = new Hold("max-lag", "\"standby\" is behind", Instant.ofEpochSecond(1));
      Share slow = new Share("max-slowdown", 0.1, "6.0 at work, 4.0 without batches");
      ThrottleRow.write(
          connection, HOME, Optional.of(held), Optional.of(slow), Map.of("max-lag", "5s"));
      ThrottleRow row = ThrottleRow.read(connection, HOME).orElseThrow();
      assertThat(row.hold()).contains(held);
      assertThat(row.share()).contains(slow);
      assertThat(row.limits()).isEqualTo(Map.of("max-lag", "5s"));

      ThrottleRow.write(connection, HOME, Optional.empty(), Optional.empty(), Map.of());
      row = ThrottleRow.read(connection, HOME).orElseThrow();
      assertThat(row.hold()).isEmpty();
      assertThat(row.share()).isEmpty();
    }
  }

  private static Connection journal(TestDatabase database) throws SQLException {
    Connection connection = database.connection();
    new Layout(HOME).create(connection);
    return connection;
  }
}

package dev.concertina.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.concertina.journal.Layout;
import dev.concertina.sql.Identifier;
import dev.concertina.testkit.OnEveryServer;
import dev.concertina.testkit.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.postgresql.ds.PGSimpleDataSource;

class HeartbeatTest {

  private static final Instance WEB = new Instance("billing", "1.8.2", "web-1", "7");
  private static final String ALIVE =
      "SELECT application || ' ' || release || ' ' || name || ' ' || knows"
          + " FROM concertina.instance WHERE expires_at > clock_timestamp() ORDER BY 1";

  @OnEveryServer
  void anInstanceLivesFromItsFirstBeatToItsLast(TestDatabase database) throws SQLException {
    try (Connection connection = prepared(database)) {
      Heartbeat heartbeat = Heartbeat.of(WEB);
      heartbeat.beat(connection);
      heartbeat.beat(connection);
      assertThat(database.query(ALIVE)).isEqualTo(List.of("billing 1.8.2 web-1 7"));
      heartbeat.end(connection);
      assertThat(database.query(ALIVE)).isEmpty();
    }
  }

  @OnEveryServer
  void oneThatVanishesExpires(TestDatabase database) throws SQLException {
    try (Connection connection = prepared(database)) {
      Heartbeat heartbeat = Heartbeat.of(WEB).every(Duration.ofSeconds(20));
      heartbeat.beat(connection);
      assertThat(
              database.query(
                  "SELECT extract(epoch FROM expires_at - beat_at)::int::text"
                      + " FROM concertina.instance"))
          .isEqualTo(List.of("120"));
    }
  }

  @OnEveryServer
  void theNewReleaseOfAHostDoesNotStandForTheOldOne(TestDatabase database) throws SQLException {
    try (Connection connection = prepared(database)) {
      Heartbeat old = Heartbeat.of(WEB);
      old.beat(connection);
      Heartbeat.of(new Instance("billing", "2.0", "web-1", "8")).beat(connection);
      assertThat(database.query(ALIVE))
          .isEqualTo(List.of("billing 1.8.2 web-1 7", "billing 2.0 web-1 8"));
      old.end(connection);
      assertThat(database.query(ALIVE)).isEqualTo(List.of("billing 2.0 web-1 8"));
    }
  }

  @OnEveryServer
  void aRoleNeedsNoRightOnTheTableAndNeitherHidesNorEndsTheInstancesOfOthers(TestDatabase database)
      throws SQLException {
    String role = "web_of_" + database.name();
    try (Connection connection = prepared(database)) {
      database.execute(
          "CREATE ROLE " + role + " LOGIN", "GRANT USAGE ON SCHEMA concertina TO " + role);
      try (Connection web = database.connection(role)) {
        Heartbeat.of(new Instance("shop", "2.0", "web-2", "6")).beat(web);
        Heartbeat.of(new Instance("billing", "9.9", "web-1", "99")).beat(web);
        Heartbeat.of(WEB).beat(connection);
        Heartbeat.of(WEB).end(web);
      }
      assertThat(database.query(ALIVE))
          .isEqualTo(List.of("billing 1.8.2 web-1 7", "billing 9.9 web-1 99", "shop 2.0 web-2 6"));
    } finally {
      database.execute("DROP OWNED BY " + role, "DROP ROLE " + role);
    }
  }

  @OnEveryServer
  void serializableTransactionsBeatBesideEachOther(TestDatabase database) throws SQLException {
    try (Connection one = prepared(database);
        Connection other = database.connection()) {
      Heartbeat second = Heartbeat.of(new Instance("billing", "1.8.2", "web-2", "7"));
      Heartbeat.of(WEB).beat(one);
      second.beat(other);
      for (Connection connection : List.of(one, other)) {
        connection.setAutoCommit(false);
        connection.setTransactionIsolation(Connection.TRANSACTION_SERIALIZABLE);
      }
      Heartbeat.of(WEB).beat(one);
      second.beat(other);
      one.commit();
      other.commit();
      assertThat(database.query(ALIVE)).hasSize(2);
    }
  }

  @OnEveryServer
  void aHeartBeatsUntilItIsClosedAndFailuresAreTold(TestDatabase database)
      throws SQLException, InterruptedException {
    CountDownLatch failed = new CountDownLatch(2);
    HangingOnce source = new HangingOnce();
    try (Connection connection = database.connection()) {
      source.setUrl(connection.getMetaData().getURL());
      source.setUser("postgres");
      try (var heart =
          Heartbeat.of(WEB)
              .every(Duration.ofSeconds(1))
              .start(
                  source,
                  e -> {
                    failed.countDown();
                    throw new IllegalStateException("the log is closed");
                  })) {
        assertThat(failed.await(1, TimeUnit.MINUTES)).isTrue();
        new Layout(new Identifier("concertina")).create(connection);
        while (database.query(ALIVE).isEmpty()) {
          Thread.onSpinWait();
        }
        assertThat(heart).isNotNull();
      }
      assertThat(database.query(ALIVE)).isEmpty();
    } finally {
      source.released.countDown();
    }
  }

  /** Its first connection is opened to a server that is gone without a word. */
  private static final class HangingOnce extends PGSimpleDataSource {

    private static final long serialVersionUID = 1;

    private final transient CountDownLatch released = new CountDownLatch(1);
    private final AtomicInteger asked = new AtomicInteger();

    @Override
    public Connection getConnection() throws SQLException {
      if (asked.getAndIncrement() == 0) {
        try {
          released.await();
        } catch (InterruptedException e) {
          throw new SQLException(e);
        }
      }
      return super.getConnection();
    }
  }

  @Test
  void nonsenseIsRefusedAtOnce() {
    assertThatThrownBy(() -> new Instance("", "1", "web", "7"))
        .isInstanceOf(IllegalArgumentException.class);
    for (Duration pace : List.of(Duration.ofMillis(10), Duration.ofMinutes(11))) {
      assertThatThrownBy(() -> Heartbeat.of(WEB).every(pace))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  private static Connection prepared(TestDatabase database) throws SQLException {
    Connection connection = database.connection();
    new Layout(new Identifier("concertina")).create(connection);
    return connection;
  }
}

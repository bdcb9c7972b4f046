package dev.concertina.throttle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.concertina.journal.Share;
import dev.concertina.session.Jdbc;
import dev.concertina.sql.Sql;
import dev.concertina.testkit.OnEveryServer;
import dev.concertina.testkit.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SlowdownTest {

  private static final Duration GLANCE = Duration.ofMillis(50);
  private static final double MOST = 0.5;

  private final TestTime time = new TestTime();
  private final Slowdown slowdown = new Slowdown(time.time());
  private int glances;
  private int rests;

  @BeforeEach
  void inCompany() {
    slowdown.company(true);
  }

  @Test
  void whoSlowsNobodyDownHasAllTheTimeBeforeLong() {
    assertThat(share()).isEqualTo(0.1);
    seconds(30, share -> 4);
    assertThat(share()).isEqualTo(1);
  }

  @Test
  void sessionsThatPileUpLeaveItTheShareAtWhichTheyDoNot() {
    DoubleUnaryOperator piledUp = share -> 4 + 12 * share;
    seconds(60, piledUp);
    assertThat(slowdown.share().orElseThrow().reason())
        .matches(
            "[0-9.]+ sessions of others at work, 4.0 while batches rest; the limit is 50 % more");
    for (int i = 0; i < 60; i++) {
      assertThat(share()).isBetween(0.05, 0.2);
      seconds(1, piledUp);
    }
  }

  @Test
  void whatOthersDoInARestIsWhatIsUsualForThem() {
    seconds(60, share -> 2);
    // Four times as many requests, batches or not.
    seconds(120, share -> 8);
    assertThat(share()).isEqualTo(1);
  }

  @Test
  void oneSessionMoreWhereHardlyAnybodyWorksIsChance() {
    seconds(60, share -> share > 0 && glances % 20 == 0 ? 1 : 0);
    assertThat(share()).isEqualTo(1);
  }

  @Test
  void itRestsForLittleOfTheTimeAndNotBeforeTheFirstBatch() {
    glance(share -> 4);
    assertThat(slowdown.rests()).isFalse();
    seconds(120, share -> 4);
    assertThat(rests).isBetween(1, glances / 12);
  }

  @Test
  void whoIsAloneNeitherRestsNorWaits() {
    seconds(60, share -> 4 + 12 * share);
    slowdown.company(false);
    assertThat(slowdown.isWatching()).isFalse();
    assertThat(slowdown.rests()).isFalse();
    assertThat(share()).isEqualTo(1);
  }

  @OnEveryServer
  void sessionsAtWorkAreCountedAndIdleOnesAreNot(TestDatabase database) throws SQLException {
    try (database;
        Connection looking = database.connection();
        Connection idle = database.connection();
        Background query = new Background(database, "SELECT pg_sleep(600)")) {
      assertThat(idle.isValid(1)).isTrue();
      assertThat(query).isNotNull();
      while (Slowdown.count(looking).active() != 1) {
        Thread.onSpinWait();
      }
    }
  }

  @OnEveryServer
  void sessionsThatAreHiddenLeaveItAtItsFirstShare(TestDatabase database) throws SQLException {
    try (database;
        Connection hidden = database.connection();
        OrdinaryRole role = new OrdinaryRole(database);
        Connection looking = role.connection()) {
      assertThat(hidden.isValid(1)).isTrue();
      for (int i = 0; i < 1000; i++) {
        slowdown.glance(looking, Limits.STANDARD);
        time.pass(GLANCE);
      }
      assertThat(share()).isEqualTo(0.1);
      assertThat(slowdown.share().orElseThrow().reason()).contains("hidden from this role");
      assertThat(slowdown.rests()).isFalse();
    }
  }

  /** Else a pool that opens a session costs an administrator the warning to grant what is there. */
  @OnEveryServer
  void whoIsJustLoggingInIsNotHidden(TestDatabase database) throws SQLException {
    try (database;
        Connection looking = database.connection()) {
      assumeTrue(database.server().major() >= 17, "a login can be stopped half-way from 17 on");
      database.execute(
          """
          CREATE FUNCTION stop() RETURNS event_trigger LANGUAGE plpgsql AS
          $$ BEGIN PERFORM pg_catalog.pg_sleep(600); END $$""",
          "CREATE EVENT TRIGGER stop ON login EXECUTE FUNCTION stop()");
      Thread login = new Thread(() -> assertThatThrownBy(database::connection).isNotNull());
      login.start();
      Sql comes =
          Sql.of(
              """
              SELECT pid FROM pg_stat_activity
              WHERE datname = current_database() AND state IS NULL""");
      List<Integer> pids = List.of();
      while (pids.isEmpty()) {
        pids = Jdbc.list(looking, comes, row -> row.getInt("pid"));
      }
      Slowdown.Glance glance = Slowdown.count(looking);
      Jdbc.list(looking, Sql.of("SELECT pg_terminate_backend(?)"), row -> true, pids.get(0));
      login.join();
      assertThat(glance.hidden()).isFalse();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  /** Glances for so long; the number of sessions at work follows from the share of the batches. */
  private void seconds(int seconds, DoubleUnaryOperator atWork) {
    for (long i = 0; i < Duration.ofSeconds(seconds).dividedBy(GLANCE); i++) {
      glance(atWork);
    }
  }

  private double share() {
    return slowdown.share().map(Share::part).orElse(1.0);
  }

  private void glance(DoubleUnaryOperator atWork) {
    glances++;
    rests += slowdown.rests() ? 1 : 0;
    double share = slowdown.rests() ? 0 : share();
    slowdown.saw((int) Math.round(atWork.applyAsDouble(share)), MOST);
    time.pass(GLANCE);
  }
}

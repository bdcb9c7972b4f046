package dev.concertina.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.concertina.engine.MigrationStatus.BackfillStatus;
import dev.concertina.engine.MigrationStatus.StepStatus;
import dev.concertina.journal.State;
import dev.concertina.journal.Steering;
import dev.concertina.plan.Phase;
import dev.concertina.session.Waypoints.Place;
import dev.concertina.testkit.OnEveryServer;
import dev.concertina.testkit.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

class HelmTest {

  private static final String EVENTS = "SELECT what || ': ' || detail FROM concertina.event";

  private final Rename rename =
      new Rename("7").with(Phase.MIGRATE, Rename.backfill(), Rename.verify("migrate-3"));

  @OnEveryServer
  void orders_need_no_run_and_are_recorded(TestDatabase database) {
    Helm helm = new Bench(database, rename).concertina().helm();
    assertThat(helm.orders()).isEqualTo(Steering.NONE);

    assertThat(helm.pause(Optional.of("sale")).pause().orElseThrow().because()).contains("sale");
    helm.throttle(Map.of("workers", "2", "max-lag", "2s"), false);
    assertThat(helm.throttle(Map.of("duty", "50%"), false).limits())
        .containsEntry("workers", "2")
        .containsEntry("duty", "50%");
    assertThat(helm.throttle(Map.of("workers", "3"), true).limits())
        .containsExactly(Map.entry("workers", "3"));
    assertThat(helm.resume()).isPresent();
    assertThat(helm.resume()).isEmpty();

    assertThat(helm.worker()).isEmpty();
    assertThat(
            database.query(
                EVENTS + " WHERE version IS NULL AND who LIKE 'postgres (%' ORDER BY id"))
        .hasSize(5)
        .contains(
            "pause: sale",
            "throttle: max-lag 2s, workers 2",
            "throttle: back to the configuration, then workers 3")
        .last()
        .asString()
        .startsWith("resume: it was paused by postgres (");
  }

  @OnEveryServer
  void a_run_that_starts_while_paused_says_who_and_is_no_failure(TestDatabase database) {
    database.execute(Rename.table(100));
    Bench bench = new Bench(database, rename);
    bench.concertina().expand(rename.migration());
    bench.concertina().helm().pause(Optional.of("until Monday"));

    assertThatThrownBy(() -> bench.concertina().migrate(rename.version()))
        .isInstanceOf(WaitingException.class)
        .hasMessageContaining("paused by postgres (")
        .hasMessageContaining("until Monday");
    assertThat(bench.count("SELECT count(*) FROM concertina.step WHERE state = 'FAILED'")).isZero();

    bench.concertina().helm().resume();
    assertThat(bench.concertina().migrate(rename.version()).state()).isEqualTo(State.MIGRATED);
  }

  @OnEveryServer
  void status_elsewhere_says_what_the_run_does_and_when_it_is_gone(TestDatabase database)
      throws Exception {
    database.execute(Rename.table(20_000));
    Bench bench = new Bench(database, rename);
    bench.concertina().expand(rename.migration());
    CountDownLatch inside = new CountDownLatch(3);
    CountDownLatch go = new CountDownLatch(1);
    bench.settings = Bench.QUICK.withBatchTarget(Duration.ofMillis(1));
    bench.waypoints =
        (place, step, pid) -> {
          if (place == Place.BATCH_AFTER_COMMIT) {
            inside.countDown();
            if (inside.getCount() == 0) {
              waitFor(go);
            }
          }
        };
    ExecutorService thread = Executors.newSingleThreadExecutor();
    bench.concertina().helm().throttle(Map.of("duty", "50%", "max-slowdown", "off"), false);
    Concertina running = bench.concertina();
    Future<MigrationStatus> run = thread.submit(() -> running.migrate(rename.version()));
    waitFor(inside);
    Concertina elsewhere = new Bench(database, rename).concertina();

    BackfillStatus now = backfill(elsewhere);
    assertThat(now.work()).isPresent();
    assertThat(now.work().orElseThrow().who()).startsWith("postgres (");
    assertThat(now.work().orElseThrow().workers()).isPositive();
    assertThat(now.work().orElseThrow().share().orElseThrow().percent()).isEqualTo(50);
    assertThat(now.rowsDone()).isBetween(1L, 20_000L);
    assertThat(elsewhere.helm().worker()).isPresent();
    elsewhere.helm().pause(Optional.empty());
    assertThat(backfill(elsewhere).hold().orElseThrow().signal()).isEqualTo("paused");
    elsewhere.helm().resume();

    running.stop();
    go.countDown();
    assertThatThrownBy(run::get).hasCauseInstanceOf(WaitingException.class);
    thread.shutdown();
    BackfillStatus afterwards = backfill(elsewhere);
    assertThat(afterwards.work()).isEmpty();
    assertThat(afterwards.hold()).isEmpty();
    assertThat(afterwards.rowsDone()).isPositive();
    assertThat(elsewhere.helm().worker()).isEmpty();
  }

  @OnEveryServer
  void status_elsewhere_names_who_is_in_the_way_while_the_run_waits(TestDatabase database)
      throws Exception {
    database.execute(Rename.table(10));
    Bench bench = new Bench(database, rename);
    bench.settings = Bench.QUICK.withLocks(Duration.ofMillis(100), Duration.ofSeconds(20));
    Concertina elsewhere = new Bench(database, rename).concertina();
    List<StepStatus> seen = new ArrayList<>();
    try (Connection report = bench.openTransaction("report", "SELECT count(*) FROM users")) {
      bench.whenWaiting =
          waiting -> {
            seen.add(first(elsewhere));
            rollback(report);
          };
      assertThat(bench.concertina().expand(rename.migration()).state()).isEqualTo(State.EXPANDED);
    }

    assertThat(seen.get(0).isRunning()).isTrue();
    assertThat(seen.get(0).detail().orElseThrow())
        .startsWith("waits ")
        .contains(" for ACCESS EXCLUSIVE on public.users; in the way: pid ")
        .contains("application \"report\"")
        .contains("SELECT count(*) FROM users");
    assertThat(first(elsewhere).isDone()).isTrue();
    assertThat(first(elsewhere).detail().orElse("")).doesNotContain("waits");
  }

  private static StepStatus first(Concertina concertina) {
    return concertina.progress().get(0).steps().get(0);
  }

  private static void rollback(Connection connection) {
    try {
      connection.rollback();
    } catch (SQLException e) {
      throw new AssertionError(e);
    }
  }

  private static BackfillStatus backfill(Concertina concertina) {
    return concertina.status().get(0).backfill().orElseThrow();
  }

  private static void waitFor(CountDownLatch latch) {
    try {
      assertThat(latch.await(30, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}

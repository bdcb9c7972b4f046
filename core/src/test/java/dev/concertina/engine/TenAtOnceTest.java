package dev.concertina.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.concertina.journal.State;
import dev.concertina.session.Waypoints.Place;
import dev.concertina.testkit.OnEveryServer;
import dev.concertina.testkit.TestDatabase;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/** Ten replicas of an application that all deploy when they start. */
class TenAtOnceTest {

  private static final int TEN = 10;

  private final Rename rename = new Rename("7");

  @OnEveryServer
  void one_works_and_nine_are_turned_away(TestDatabase database) throws Exception {
    CountDownLatch turnedAway = new CountDownLatch(TEN - 1);
    List<Future<MigrationStatus>> runs =
        deploy(database, Duration.ZERO, place -> await(turnedAway), turnedAway);

    int worked = 0;
    int busy = 0;
    for (Future<MigrationStatus> run : runs) {
      try {
        assertThat(run.get(1, TimeUnit.MINUTES).state()).isEqualTo(State.MIGRATED);
        worked++;
      } catch (ExecutionException e) {
        assertThat(e).hasCauseInstanceOf(BusyException.class);
        busy++;
      }
    }
    assertThat(worked).isEqualTo(1);
    assertThat(busy).isEqualTo(TEN - 1);
    assertThat(runsThatWrote(database)).containsExactly("1");
  }

  @OnEveryServer
  void who_waits_finds_it_done(TestDatabase database) throws Exception {
    List<Future<MigrationStatus>> runs =
        deploy(database, Duration.ofMinutes(1), place -> {}, new CountDownLatch(0));

    for (Future<MigrationStatus> run : runs) {
      assertThat(run.get(1, TimeUnit.MINUTES).state()).isEqualTo(State.MIGRATED);
    }
    assertThat(database.query("SELECT count(*) FROM concertina.step WHERE id = 'expand-1'"))
        .containsExactly("1");
  }

  private interface Passing {
    void at(Place place);
  }

  private List<Future<MigrationStatus>> deploy(
      TestDatabase database, Duration patience, Passing first, CountDownLatch turnedAway) {
    database.execute(Rename.table(100));
    ExecutorService threads = Executors.newFixedThreadPool(TEN);
    List<Future<MigrationStatus>> runs = new ArrayList<>();
    for (int i = 0; i < TEN; i++) {
      Bench bench = new Bench(database, rename);
      bench.settings = Bench.QUICK.withBusyWait(patience);
      bench.waypoints =
          (place, step, pid) -> {
            if (place == Place.STEP_AFTER_COMMIT && step.equals("expand-1")) {
              first.at(place);
            }
          };
      runs.add(
          threads.submit(
              () -> {
                try {
                  return bench.concertina().deploy(rename.migration());
                } catch (BusyException e) {
                  turnedAway.countDown();
                  throw e;
                }
              }));
    }
    threads.shutdown();
    return runs;
  }

  /** Each run that begins takes the lease once. */
  private static List<String> runsThatWrote(TestDatabase database) {
    return database.query("SELECT token FROM concertina.lease");
  }

  private static void await(CountDownLatch latch) {
    try {
      assertThat(latch.await(1, TimeUnit.MINUTES)).isTrue();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }
}

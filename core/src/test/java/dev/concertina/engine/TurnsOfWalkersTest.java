package dev.concertina.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.concertina.journal.State;
import dev.concertina.session.Waypoints.Place;
import dev.concertina.testkit.OnEveryServer;
import dev.concertina.testkit.TestDatabase;
import dev.concertina.throttle.Limits;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

class TurnsOfWalkersTest {

  /** Two windows and a part of a third. */
  private static final int PAGES = 4200;

  private static final int BATCHES_BETWEEN_LOOKS = 8;

  private final AtomicInteger batches = new AtomicInteger();
  private final Rename rename = new Rename("7");
  private final Set<Integer> walkers = ConcurrentHashMap.newKeySet();
  private final Set<Long> windows = ConcurrentHashMap.newKeySet();

  @OnEveryServer
  void two_walkers_take_turns_at_three_windows_and_one_stays_with_its_own(TestDatabase database) {
    Bench bench = new Bench(database, rename);
    for (int number : new int[] {1, 2}) {
      expandAnew(database, bench);
      migrateWith(bench, number);

      assertThat(windows).contains(2L * number - 1).allMatch(n -> n < 2L * number);
      assertThat(bench.count("SELECT count(*) FROM users WHERE title IS DISTINCT FROM name"))
          .isZero();
    }
  }

  private void migrateWith(Bench bench, int number) {
    walkers.clear();
    windows.clear();
    bench.settings =
        Bench.QUICK.withLimits(
            Limits.parse(Map.of("workers", String.valueOf(number), "max-slowdown", "off")));
    bench.waypoints =
        (place, step, pid) -> {
          if (place == Place.BATCH_AFTER_COMMIT) {
            walkers.add(pid);
            Bench.await(number + " walkers", () -> walkers.size() >= number);
            if (batches.incrementAndGet() % BATCHES_BETWEEN_LOOKS == 0) {
              windows.add(bench.count("SELECT count(*) FROM concertina.backfill_window"));
            }
          }
        };
    assertThat(bench.concertina().migrate(rename.version()).state()).isEqualTo(State.MIGRATED);
  }

  private void expandAnew(TestDatabase database, Bench bench) {
    database.execute("DROP SCHEMA IF EXISTS concertina CASCADE", "DROP TABLE IF EXISTS users");
    database.execute(Rename.table(0));
    database.execute(
        "ALTER TABLE users SET (fillfactor = 10)",
        "INSERT INTO users (id, name) SELECT g, repeat('x', 700) || g FROM generate_series(1, "
            + PAGES
            + ") g");
    bench.sound().expand(rename.migration());
  }
}

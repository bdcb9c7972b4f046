package dev.concertina.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.concertina.journal.State;
import dev.concertina.session.Waypoints.Place;
import dev.concertina.testkit.OnEveryServer;
import dev.concertina.testkit.TestDatabase;
import java.util.concurrent.atomic.AtomicBoolean;

/** A machine that sleeps in the middle of a transaction, as a laptop does. */
class AsleepTest {

  private final Rename rename = new Rename("7");

  @OnEveryServer
  void a_run_that_sleeps_with_a_lock_does_not_keep_the_application_waiting(TestDatabase database) {
    database.execute(Rename.table(10));
    sleeps(database, Place.STEP_BEFORE_COMMIT, "SELECT count(*) FROM users");
  }

  @OnEveryServer
  void a_run_that_sleeps_with_rows_does_not_keep_the_application_waiting(TestDatabase database) {
    database.execute(Rename.table(10));
    sleeps(database, Place.BATCH_BEFORE_COMMIT, "UPDATE users SET hits = 1");
  }

  /** The run sleeps until the application's statement is through, which must not take for ever. */
  private void sleeps(TestDatabase database, Place where, String statement) {
    Bench bench = new Bench(database, rename);
    AtomicBoolean slept = new AtomicBoolean();
    bench.waypoints =
        (place, step, pid) -> {
          if (place == where && slept.compareAndSet(false, true)) {
            database.execute("SET statement_timeout = '20s'; " + statement);
          }
        };

    assertThatThrownBy(() -> bench.concertina().deploy(rename.migration()))
        .isInstanceOfSatisfying(
            UnreachableException.class, e -> assertThat(e.code()).isEqualTo("connection-lost"));

    assertThat(slept).isTrue();
    assertThat(bench.sound().deploy(rename.migration()).state()).isEqualTo(State.MIGRATED);
  }
}

package dev.concertina.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.concertina.journal.State;
import dev.concertina.plan.Phase;
import dev.concertina.session.Waypoints.Place;
import dev.concertina.testkit.OnEveryServer;
import dev.concertina.testkit.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/**
 * A table that is not there has no row that is wrong: that is not parity. And one that is locked
 * against readers is waited for.
 */
class TableOutOfReachTest {

  private static final String WRONG = "SELECT count(*) FROM users WHERE " + Rename.PENDING;

  private final Rename rename =
      new Rename("7").with(Phase.MIGRATE, Rename.backfill(), Rename.verify("migrate-3"));

  @OnEveryServer
  void aTableThatGoesUnderTheWalkIsNotFilled(TestDatabase database) {
    Bench bench = expanded(database);
    AtomicBoolean gone = new AtomicBoolean();
    bench.waypoints =
        (place, step, pid) -> {
          if (place == Place.BATCH_AFTER_COMMIT && gone.compareAndSet(false, true)) {
            database.execute("ALTER TABLE users RENAME TO put_away");
          }
        };

    assertMissing(() -> bench.concertina().migrate(rename.version()));

    assertThat(gone).isTrue();
    database.execute("ALTER TABLE put_away RENAME TO users");
    assertThat(bench.count(WRONG)).isPositive();
    assertThat(bench.concertina().migrate(rename.version()).state()).isEqualTo(State.MIGRATED);
    assertThat(bench.count(WRONG)).isZero();
  }

  @OnEveryServer
  void parityOfATableThatIsNotThereIsNotProven(TestDatabase database) {
    rename.with(Phase.MIGRATE, Rename.verify("migrate-3"));
    Bench bench = expanded(database);
    database.execute("ALTER TABLE users RENAME TO put_away");

    assertMissing(() -> bench.concertina().migrate(rename.version()));
  }

  @OnEveryServer
  void aTableThatIsLockedAgainstReadersIsWaitedFor(TestDatabase database) throws SQLException {
    Bench bench = expanded(database);
    try (Connection holder = bench.openTransaction("holder", "LOCK TABLE users")) {
      assertThatThrownBy(() -> bench.concertina().migrate(rename.version()))
          .isInstanceOfSatisfying(
              WaitingException.class, e -> assertThat(e.code()).isEqualTo("locked"));
      bench.settings = Bench.QUICK.withLocks(Duration.ofMillis(100), Duration.ofSeconds(20));
      bench.whenWaiting = waiting -> release(holder);
      assertThat(bench.concertina().migrate(rename.version()).state()).isEqualTo(State.MIGRATED);
    }
    assertThat(bench.count(WRONG)).isZero();
  }

  private static void release(Connection holder) {
    try {
      holder.rollback();
    } catch (SQLException e) {
      throw new AssertionError(e);
    }
  }

  private Bench expanded(TestDatabase database) {
    database.execute(Rename.table(5_000));
    Bench bench = new Bench(database, rename);
    bench.concertina().expand(rename.migration());
    return bench;
  }

  private static void assertMissing(ThrowingCallable command) {
    assertThatThrownBy(command)
        .isInstanceOfSatisfying(
            StepFailedException.class, e -> assertThat(e.code()).isEqualTo("table-missing"));
  }
}

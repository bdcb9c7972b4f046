package dev.concertina.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.concertina.journal.State;
import dev.concertina.plan.LockMode;
import dev.concertina.plan.Phase;
import dev.concertina.plan.Step;
import dev.concertina.plan.TableLock;
import dev.concertina.sql.QualifiedName;
import dev.concertina.testkit.OnEveryServer;
import dev.concertina.testkit.TestDatabase;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

class DdlRunnerTest {

  private final Rename rename = new Rename("7");

  @OnEveryServer
  void aLockThatStaysHeldIsNamedAndTheApplicationHardlyQueues(TestDatabase database)
      throws Exception {
    database.execute(Rename.table(10));
    Bench bench = new Bench(database, rename);
    ExecutorService thread = Executors.newSingleThreadExecutor();
    try (Connection holder = bench.openTransaction("reports", "SELECT count(*) FROM users");
        Connection application = bench.connect("shop", "postgres")) {
      int pid = pidOf(holder);
      Future<?> run = thread.submit(() -> bench.concertina().expand(rename.migration()));
      Duration longest = Duration.ZERO;
      while (!run.isDone()) {
        longest = longer(longest, timeToRead(application));
      }

      assertThatThrownBy(run::get)
          .cause()
          .isInstanceOfSatisfying(
              WaitingException.class, e -> assertThat(e.code()).isEqualTo("locked"))
          .hasMessageContaining("ACCESS EXCLUSIVE on public.users")
          .hasMessageContaining("pid " + pid)
          .hasMessageContaining("application \"reports\", idle in transaction")
          .hasMessageContaining("SELECT count(*) FROM users");
      assertThat(bench.waits).hasSizeGreaterThan(1);
      // 100 ms for one try, and room for a busy machine: far less than the budget of 600 ms
      assertThat(longest).isLessThan(Duration.ofMillis(400));
      holder.rollback();
      assertThat(bench.concertina().expand(rename.migration()).state()).isEqualTo(State.EXPANDED);
    } finally {
      thread.shutdownNow();
    }
  }

  @OnEveryServer
  void aPreparedTransactionInTheWayHasNoSessionToEnd(TestDatabase database) {
    database.execute(Rename.table(10));
    String gid = "in_the_way_in_" + database.name();
    database.execute("BEGIN; DELETE FROM users; PREPARE TRANSACTION '" + gid + "'");
    try {
      Bench bench = new Bench(database, rename);
      assertThatThrownBy(() -> bench.concertina().expand(rename.migration()))
          .isInstanceOfSatisfying(
              WaitingException.class, e -> assertThat(e.hint()).contains("ROLLBACK PREPARED"))
          .hasMessageContaining("a prepared transaction (see pg_prepared_xacts)");
    } finally {
      database.execute("ROLLBACK PREPARED '" + gid + "'");
    }
  }

  @OnEveryServer
  void severalTablesAreLockedWithoutWaitingWhileOneIsHeld(TestDatabase database) throws Exception {
    database.execute(Rename.table(10));
    database.execute("CREATE TABLE a (i int)", "CREATE TABLE b (i int)");
    rename.with(
        Phase.EXPAND,
        new Step.Ddl("expand-1", "both", List.of(lock("a"), lock("b")), List.of(), List.of()));
    Bench bench = new Bench(database, rename);
    try (Connection holder = bench.openTransaction("holder", "SELECT * FROM b")) {
      assertThatThrownBy(() -> bench.concertina().expand(rename.migration()))
          .isInstanceOf(WaitingException.class)
          .hasMessageContaining("ACCESS EXCLUSIVE on public.b");
      // the first try waits for a and finds b taken; from then on it waits for b, holding nothing
      assertThat(bench.waits.get(0).blockers()).isEmpty();
      assertThat(bench.waits.get(1).blockers()).hasSize(1);
      holder.rollback();
    }
  }

  @OnEveryServer
  void aGuardThatSpeaksUpStopsTheStepAndChangesNothing(TestDatabase database) {
    database.execute(Rename.table(10));
    rename.with(
        Phase.EXPAND,
        Rename.ddl(
            "expand-1",
            List.of(
                new Step.Guard("SELECT count(*) FROM public.users", "there are rows", "Go away.")),
            "DROP TABLE users"));

    assertThatThrownBy(() -> new Bench(database, rename).concertina().expand(rename.migration()))
        .isInstanceOfSatisfying(
            StepFailedException.class,
            e -> {
              assertThat(e.code()).isEqualTo("guard");
              assertThat(e.hint()).isEqualTo("Go away.");
            })
        .hasMessageContaining("changed nothing: there are rows (10)");
    assertThat(database.query("SELECT count(*) FROM users")).containsExactly("10");
  }

  /** It would hold its locks as long as the standby is away. */
  @OnEveryServer
  void theCommitOfAStepWaitsForNoStandby(TestDatabase database) {
    database.execute(Rename.table(10));
    rename.with(
        Phase.EXPAND,
        Rename.ddl(
            "expand-1",
            List.of(
                new Step.Guard(
                    "SELECT count(*) WHERE current_setting('synchronous_commit') <> 'local'",
                    "it would wait",
                    "")),
            "COMMENT ON TABLE public.users IS 'seen'"));

    assertThat(new Bench(database, rename).concertina().expand(rename.migration()).state())
        .isEqualTo(State.EXPANDED);
  }

  @OnEveryServer
  void theLocksOfAParentCoverItsPartitions(TestDatabase database) throws Exception {
    database.execute(
        "CREATE TABLE parted (i int) PARTITION BY RANGE (i)",
        "CREATE TABLE part PARTITION OF parted FOR VALUES FROM (0) TO (10)");
    try (Connection connection = database.connection()) {
      assertThat(LockRotation.targets(connection, List.of(lock("parted"), lock("nothing"))))
          .containsExactly(lock("part"), lock("parted"));
    }
  }

  private static TableLock lock(String table) {
    return new TableLock(QualifiedName.of("public", table), LockMode.ACCESS_EXCLUSIVE);
  }

  private static int pidOf(Connection connection) throws Exception {
    return connection.unwrap(org.postgresql.PGConnection.class).getBackendPID();
  }

  private static Duration timeToRead(Connection application) throws Exception {
    long began = System.nanoTime();
    try (Statement statement = application.createStatement()) {
      statement.execute("SELECT count(*) FROM users");
    }
    return Duration.ofNanos(System.nanoTime() - began);
  }

  private static Duration longer(Duration a, Duration b) {
    return a.compareTo(b) >= 0 ? a : b;
  }
}

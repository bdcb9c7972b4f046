package dev.concertina.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.concertina.journal.State;
import dev.concertina.plan.Phase;
import dev.concertina.plan.RowCheck;
import dev.concertina.plan.Step;
import dev.concertina.testkit.OnEveryServer;
import dev.concertina.testkit.TestDatabase;
import java.sql.Connection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** A run that is asked to end ends where nothing is half done, and the next one goes on. */
class StopTest {

  private static final String AT_WORK =
      "SELECT count(*) FROM pg_stat_activity WHERE application_name LIKE 'concertina:%'"
          + " AND state = 'active' AND datname = current_database() AND query LIKE '";

  private final ExecutorService thread = Executors.newSingleThreadExecutor();
  private Rename rename = new Rename("7");

  @OnEveryServer
  void an_index_build_that_waits_is_cancelled(TestDatabase database) throws Exception {
    database.execute(Rename.table(100));
    Bench bench = new Bench(database, rename);
    bench.concertina().expand(rename.migration());
    try (Connection other = bench.openTransaction("report", "SELECT count(*) FROM users")) {
      stopDuring(bench, "CREATE INDEX CONCURRENTLY");
      other.rollback();
    }

    assertThat(bench.concertina().migrate(rename.version()).state()).isEqualTo(State.MIGRATED);
    assertThat(bench.count("SELECT count(*) FROM pg_index WHERE NOT indisvalid")).isZero();
  }

  @OnEveryServer
  void a_verification_is_cancelled(TestDatabase database) throws Exception {
    database.execute(Rename.table(100));
    database.execute(
        "CREATE TABLE slow (yes boolean)",
        "CREATE FUNCTION slowly() RETURNS boolean LANGUAGE sql AS"
            + " 'SELECT pg_sleep(600) IS NULL WHERE EXISTS (SELECT FROM public.slow)'",
        "INSERT INTO slow VALUES (true)");
    rename =
        rename.with(
            Phase.MIGRATE,
            new Step.Verify(
                "migrate-1",
                "look slowly",
                Rename.USERS,
                List.of(),
                List.of(new RowCheck("public.slowly()", "never", Optional.empty(), ""))));
    Bench bench = new Bench(database, rename);
    bench.concertina().expand(rename.migration());

    stopDuring(bench, "SELECT /* concertina */ count(*)");

    database.execute("DELETE FROM slow");
    assertThat(bench.concertina().migrate(rename.version()).state()).isEqualTo(State.MIGRATED);
  }

  @OnEveryServer
  void a_statement_is_cancelled_and_its_transaction_rolled_back(TestDatabase database)
      throws Exception {
    database.execute(Rename.table(100));
    database.execute("CREATE TABLE slow (yes boolean)", "INSERT INTO slow VALUES (true)");
    rename =
        rename.with(
            Phase.MIGRATE,
            Rename.ddl(
                "migrate-1",
                "DO $$ BEGIN CREATE TABLE made (id int);"
                    + " PERFORM pg_sleep(600) FROM slow; END $$"));
    Bench bench = new Bench(database, rename);
    bench.concertina().expand(rename.migration());

    stopDuring(bench, "DO");

    assertThat(bench.count("SELECT count(*) FROM pg_class WHERE relname = 'made'")).isZero();
    database.execute("DELETE FROM slow");
    assertThat(bench.concertina().migrate(rename.version()).state()).isEqualTo(State.MIGRATED);
    assertThat(bench.count("SELECT count(*) FROM pg_class WHERE relname = 'made'")).isOne();
  }

  @OnEveryServer
  void a_wait_for_a_lock_ends(TestDatabase database) throws Exception {
    database.execute(Rename.table(100));
    Bench bench = new Bench(database, rename);
    bench.settings =
        bench.settings.withLocks(bench.settings.lockTimeout(), java.time.Duration.ofHours(1));
    try (Connection other = bench.openTransaction("report", "SELECT count(*) FROM users")) {
      Concertina running = bench.concertina();
      Future<MigrationStatus> run = thread.submit(() -> running.expand(rename.migration()));
      Bench.await("it waits for its lock", () -> !bench.waits.isEmpty());
      running.stop();
      assertStopped(run);
      other.rollback();
    }

    assertThat(bench.concertina().expand(rename.migration()).state()).isEqualTo(State.EXPANDED);
  }

  @OnEveryServer
  void a_run_that_was_asked_before_it_began_does_nothing(TestDatabase database) {
    database.execute(Rename.table(10));
    Bench bench = new Bench(database, rename);
    Concertina stopped = bench.concertina();
    stopped.stop();

    assertThatThrownBy(() -> stopped.expand(rename.migration()))
        .isInstanceOfSatisfying(
            WaitingException.class, e -> assertThat(e.code()).isEqualTo("stopped"));
    assertThat(bench.concertina().expand(rename.migration()).state()).isEqualTo(State.EXPANDED);
  }

  private void stopDuring(Bench bench, String statement) throws Exception {
    Concertina running = bench.concertina();
    Future<MigrationStatus> run = thread.submit(() -> running.migrate(rename.version()));
    Bench.await(statement + " runs", () -> bench.count(AT_WORK + statement + "%'") > 0);
    running.stop();
    assertStopped(run);
  }

  private void assertStopped(Future<MigrationStatus> run) throws Exception {
    assertThatThrownBy(run::get)
        .isInstanceOf(ExecutionException.class)
        .cause()
        .isInstanceOfSatisfying(
            WaitingException.class, e -> assertThat(e.code()).isEqualTo("stopped"));
    thread.shutdown();
  }
}

package dev.concertina.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.concertina.journal.State;
import dev.concertina.plan.Phase;
import dev.concertina.plan.Statement;
import dev.concertina.plan.Step;
import dev.concertina.plan.Work;
import dev.concertina.session.Waypoints.Place;
import dev.concertina.testkit.OnEveryServer;
import dev.concertina.testkit.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

class IndexBuilderTest {

  private static final String CREATE =
      "CREATE INDEX CONCURRENTLY users_title_idx ON public.users (title)";

  private final Rename rename = new Rename("7").with(Phase.MIGRATE, Rename.index(false));

  @OnEveryServer
  void anInvalidRemainderIsDroppedAndBuiltAnew(TestDatabase database) {
    Bench bench = expanded(database);
    database.execute("UPDATE users SET name = 'same'");
    assertThatThrownBy(
            () -> database.execute(CREATE.replace("CREATE INDEX", "CREATE UNIQUE INDEX")))
        .isInstanceOf(AssertionError.class);
    assertThat(valid(database)).containsExactly("f");

    assertThat(bench.concertina().migrate(rename.version()).state()).isEqualTo(State.MIGRATED);

    assertThat(valid(database)).containsExactly("t");
    assertThat(
            database.query(
                "SELECT indisunique FROM pg_index WHERE indexrelid ="
                    + " 'users_title_idx'::regclass"))
        .containsExactly("f");
  }

  @OnEveryServer
  void anIndexThatIsThereAndValidIsNotBuiltAgain(TestDatabase database) {
    Bench bench = expanded(database);
    database.execute(CREATE);
    List<String> before = database.query("SELECT 'users_title_idx'::regclass::oid");

    bench.concertina().migrate(rename.version());

    assertThat(database.query("SELECT 'users_title_idx'::regclass::oid")).isEqualTo(before);
  }

  @OnEveryServer
  void aDuplicateKeyIsReportedWithItsDetailAndLeavesNoIndexBehind(TestDatabase database) {
    rename.with(Phase.MIGRATE, Rename.index(true));
    Bench bench = expanded(database);
    database.execute("UPDATE users SET name = 'same'");

    assertThatThrownBy(() -> bench.concertina().migrate(rename.version()))
        .isInstanceOfSatisfying(
            StepFailedException.class,
            e -> {
              assertThat(e.code()).isEqualTo("duplicate-key");
              assertThat(e.hint()).contains("same key in public.users");
            })
        .hasMessageContaining("(title)=(same) is duplicated");
    assertThat(valid(database)).isEmpty();
    database.execute("UPDATE users SET name = 'user ' || id");
    assertThat(bench.concertina().migrate(rename.version()).state()).isEqualTo(State.MIGRATED);
  }

  @OnEveryServer
  void theOrphanOfADeadRunIsEndedBeforeAnythingElse(TestDatabase database) throws Exception {
    Bench bench = expanded(database);
    ExecutorService thread = Executors.newSingleThreadExecutor();
    try (Connection blocker = bench.openTransaction("long", "UPDATE users SET hits = 1");
        Connection orphan = bench.connect("concertina:dead0000:migrate-2", "postgres")) {
      Future<?> build = thread.submit(() -> run(orphan));
      Bench.await(
          "the orphan builds",
          () -> bench.count("SELECT count(*) FROM pg_stat_progress_create_index") == 1);
      Future<MigrationStatus> migrate = thread2(() -> bench.concertina().migrate(rename.version()));
      assertThatThrownBy(build::get).hasRootCauseInstanceOf(SQLException.class);
      Bench.await(
          "this run drops what the orphan left",
          () ->
              bench.count(
                      "SELECT count(*) FROM pg_stat_activity WHERE query LIKE 'DROP INDEX%'"
                          + " AND application_name LIKE 'concertina:%:migrate-2'")
                  == 1);
      blocker.rollback();
      assertThat(migrate.get().state()).isEqualTo(State.MIGRATED);
    } finally {
      thread.shutdownNow();
    }
    assertThat(valid(database)).containsExactly("t");
  }

  @OnEveryServer
  void aBuildThatWaitsNamesWhomItWaitsFor(TestDatabase database) throws Exception {
    Bench bench = expanded(database);
    try (Connection blocker = bench.openTransaction("long", "UPDATE users SET hits = 1")) {
      Future<MigrationStatus> migrate = thread2(() -> bench.concertina().migrate(rename.version()));
      Bench.await(
          "the run says so",
          () ->
              bench.waits.stream()
                  .filter(wait -> wait.what().equals("index " + Rename.INDEX))
                  .flatMap(wait -> wait.blockers().stream())
                  .anyMatch(
                      other ->
                          other.application().equals("long")
                              && other.user().isPresent()
                              && other.age().isPresent()));
      assertThat(state(bench)).isEqualTo("running");
      blocker.rollback();
      assertThat(migrate.get().state()).isEqualTo(State.MIGRATED);
    }
    assertThat(valid(database)).containsExactly("t");
  }

  @OnEveryServer
  void aBuildWhoseRunIsGoneIsToldAsStopped(TestDatabase database) {
    Bench bench = expanded(database);
    Bench.Fault fault = bench.terminateAt(Place.INDEX_BEFORE_BUILD, "migrate-2", 1);
    assertThatThrownBy(() -> bench.concertina().migrate(rename.version()))
        .isInstanceOf(UnreachableException.class);
    assertThat(fault.fired()).isTrue();

    assertThat(state(bench)).isEqualTo("stopped");

    assertThat(bench.sound().migrate(rename.version()).state()).isEqualTo(State.MIGRATED);
    assertThat(state(bench)).isEqualTo("done");
  }

  @OnEveryServer
  void anExceptionOfTheListenerEndsABuildThatWaits(TestDatabase database) throws Exception {
    Bench bench = expanded(database);
    bench.whenWaiting =
        wait -> {
          throw new IllegalStateException("a listener that breaks");
        };
    try (Connection blocker = bench.openTransaction("long", "UPDATE users SET hits = 1")) {
      assertThatThrownBy(() -> bench.concertina().migrate(rename.version()))
          .hasMessageContaining("a listener that breaks");
      blocker.rollback();
    }
    bench.whenWaiting = wait -> {};
    assertThat(bench.concertina().migrate(rename.version()).state()).isEqualTo(State.MIGRATED);
  }

  @OnEveryServer
  void aNameThatBelongsToSomethingElseIsNotTouched(TestDatabase database) {
    Bench bench = expanded(database);
    database.execute("CREATE TABLE users_title_idx (i int)");

    assertThatThrownBy(() -> bench.concertina().migrate(rename.version()))
        .isInstanceOfSatisfying(
            StepFailedException.class, e -> assertThat(e.code()).isEqualTo("name-taken"));
  }

  @OnEveryServer
  void anIndexIsDroppedOnceAndItsAbsenceIsFine(TestDatabase database) {
    Step.DropIndex drop =
        new Step.DropIndex(
            "migrate-1",
            "drop",
            Rename.INDEX,
            new Statement(
                "DROP INDEX CONCURRENTLY public.users_title_idx", Optional.empty(), Work.METADATA));
    rename.with(
        Phase.MIGRATE,
        drop,
        new Step.DropIndex("migrate-2", "drop again", Rename.INDEX, drop.drop()));
    Bench bench = expanded(database);
    database.execute(CREATE);

    assertThat(bench.concertina().migrate(rename.version()).state()).isEqualTo(State.MIGRATED);
    assertThat(valid(database)).isEmpty();
  }

  private Bench expanded(TestDatabase database) {
    database.execute(Rename.table(100));
    Bench bench = new Bench(database, rename);
    bench.concertina().expand(rename.migration());
    return bench;
  }

  private static String state(Bench bench) {
    return bench.concertina().status().get(0).steps().stream()
        .filter(step -> step.id().equals("migrate-2"))
        .findFirst()
        .orElseThrow()
        .state();
  }

  private static List<String> valid(TestDatabase database) {
    return database.query(
        "SELECT indisvalid FROM pg_index WHERE indexrelid = to_regclass('users_title_idx')");
  }

  private static Object run(Connection orphan) throws SQLException {
    try (var statement = orphan.createStatement()) {
      return statement.execute(CREATE);
    }
  }

  private static <T> Future<T> thread2(java.util.concurrent.Callable<T> work) {
    java.util.concurrent.FutureTask<T> task = new java.util.concurrent.FutureTask<>(work);
    Thread thread = new Thread(task, "second run");
    thread.setDaemon(true);
    thread.start();
    return task;
  }
}

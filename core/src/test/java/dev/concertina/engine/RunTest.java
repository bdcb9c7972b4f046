package dev.concertina.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.concertina.change.MigrationException;
import dev.concertina.journal.LeaseLostException;
import dev.concertina.journal.State;
import dev.concertina.session.Jdbc;
import dev.concertina.session.SessionWatch;
import dev.concertina.session.StopRequest;
import dev.concertina.session.Waypoints.Place;
import dev.concertina.source.Sources;
import dev.concertina.sql.Identifier;
import dev.concertina.sql.Sql;
import dev.concertina.testkit.OnEveryServer;
import dev.concertina.testkit.TestDatabase;
import java.sql.DriverManager;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class RunTest {

  private final Rename rename = new Rename("7");

  @OnEveryServer
  void ofTwoRunsAtOnceOneIsTurnedAwayAndToldByWhom(TestDatabase database) throws Exception {
    database.execute(Rename.table(10));
    Bench first = new Bench(database, rename);
    CountDownLatch inside = new CountDownLatch(1);
    CountDownLatch go = new CountDownLatch(1);
    first.waypoints =
        (place, step, pid) -> {
          if (place == Place.STEP_BEFORE_COMMIT && step.equals("expand-1")) {
            inside.countDown();
            waitFor(go);
          }
        };
    ExecutorService thread = Executors.newSingleThreadExecutor();
    try {
      Future<MigrationStatus> running =
          thread.submit(() -> first.concertina().expand(rename.migration()));
      waitFor(inside);
      Bench second = new Bench(database, rename);
      second.settings = Bench.QUICK.withBusyWait(Duration.ZERO);
      assertThatThrownBy(() -> second.concertina().expand(rename.migration()))
          .isInstanceOfSatisfying(
              BusyException.class,
              busy -> assertThat(busy.hint()).contains("SELECT pg_terminate_backend("))
          .hasMessageContaining("postgres (")
          .hasMessageContaining("last heartbeat");
      go.countDown();
      assertThat(running.get().state()).isEqualTo(State.EXPANDED);
    } finally {
      thread.shutdownNow();
    }
  }

  @OnEveryServer
  void twoRunsThatBothMakeTheJournalMakeOne(TestDatabase database) throws Exception {
    database.execute(Rename.table(10));
    Bench bench = new Bench(database, rename);
    bench.settings = Bench.QUICK.withBusyWait(Duration.ofSeconds(20));
    ExecutorService threads = Executors.newFixedThreadPool(4);
    try {
      List<Future<MigrationStatus>> runs = new ArrayList<>();
      for (int i = 0; i < 4; i++) {
        runs.add(threads.submit(() -> bench.concertina().deploy(rename.migration())));
      }
      for (Future<MigrationStatus> run : runs) {
        assertThat(run.get().state()).isEqualTo(State.MIGRATED);
      }
    } finally {
      threads.shutdownNow();
    }
  }

  @OnEveryServer
  void aRunThatLostItsLeaseCommitsNothing(TestDatabase database) {
    database.execute(Rename.table(10));
    Bench bench = new Bench(database, rename);
    bench.waypoints =
        (place, step, pid) -> {
          if (place == Place.STEP_AFTER_COMMIT && step.equals("expand-1")) {
            database.execute("UPDATE concertina.lease SET token = token + 1");
          }
        };

    assertThatThrownBy(() -> bench.concertina().expand(rename.migration()))
        .isInstanceOfSatisfying(
            BusyException.class, e -> assertThat(e.code()).isEqualTo("lease-lost"));
    assertThat(database.query("SELECT tgname FROM pg_trigger WHERE NOT tgisinternal")).isEmpty();
    assertThat(bench.sound().expand(rename.migration()).state()).isEqualTo(State.EXPANDED);
  }

  @OnEveryServer
  void aRunWhoseLockSessionHasEndedSaysSoInTheStepThatIsUnderWay(TestDatabase database)
      throws Exception {
    Bench bench = new Bench(database, rename);
    SessionFactory sessions =
        new SessionFactory(name -> bench.connect(name, "postgres"), "1", Bench.QUICK.lockTimeout());
    try (Run run = Run.begin(sessions, Bench.QUICK, "somebody", new StopRequest())) {
      database.query(
          "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname ="
              + " current_database() AND pid NOT IN (pg_backend_pid(), "
              + run.workPid()
              + ")");
      run.beat();
      run.beat();

      try (SessionWatch.Observation observation = run.watch().observe(run.workPid())) {
        assertThat(observation.blockers()).isEmpty();
      }
      assertThatThrownBy(() -> run.commit(run.work(), () -> {}))
          .isInstanceOf(LeaseLostException.class);
    }
  }

  @OnEveryServer
  void aNewRunCannotTakeTheLeaseWhileATransactionOfTheFormerIsAtWork(TestDatabase database)
      throws Exception {
    database.execute(Rename.table(10));
    Bench bench = new Bench(database, rename);
    bench.concertina().expand(rename.migration());
    try (var zombie =
        bench.openTransaction("zombie", "SELECT 1 FROM concertina.lease FOR KEY SHARE")) {
      assertThatThrownBy(() -> bench.concertina().migrate(rename.version()))
          .isInstanceOf(BusyException.class)
          .hasMessageContaining("interrupted run is still at work");
      zombie.rollback();
    }
    assertThat(bench.concertina().migrate(rename.version()).state()).isEqualTo(State.MIGRATED);
  }

  @OnEveryServer
  void aJournalFromWhichSomethingWasTakenIsNamedAsSuch(TestDatabase database) {
    database.execute(Rename.table(10));
    Bench bench = new Bench(database, rename);
    bench.concertina().expand(rename.migration());
    database.execute(
        "ALTER TABLE concertina.step DROP COLUMN waited CASCADE",
        "ALTER TABLE concertina.lease DROP CONSTRAINT lease_pkey",
        "DROP TABLE concertina.wait");

    assertThatThrownBy(() -> bench.concertina().migrate(rename.version()))
        .isInstanceOfSatisfying(
            MigrationException.class, e -> assertThat(e.code()).isEqualTo("journal-damaged"))
        .hasMessageContaining(
            "lacks unique key of lease (one), column step.waited interval, table wait.");
    assertThat(database.query("SELECT relname FROM pg_class WHERE relpersistence = 't'")).isEmpty();
  }

  @OnEveryServer
  void settingsOfARoleOrDatabaseDoNotReachARun(TestDatabase database) throws Exception {
    String set = "ALTER DATABASE " + database.name() + " SET ";
    database.execute(set + "statement_timeout = '20s'", set + "enable_tidscan = off");
    if (database.server().major() >= 17) {
      database.execute(set + "transaction_timeout = '20s'");
    }
    Bench bench = new Bench(database, rename);
    SessionFactory sessions =
        new SessionFactory(name -> bench.connect(name, "postgres"), "1", Bench.QUICK.lockTimeout());
    try (Session session = sessions.open("settings")) {
      assertThat(
              Jdbc.list(
                  session.connection(),
                  Sql.of(
                      "SELECT name || ' ' || setting AS words FROM pg_settings WHERE name IN"
                          + " ('statement_timeout', 'transaction_timeout', 'enable_tidscan')"),
                  row -> row.getString("words")))
          .isSubsetOf("statement_timeout 0", "transaction_timeout 0", "enable_tidscan on");
    }
  }

  @OnEveryServer
  void whatARoleRunsIsNotCountedWhereItMaySaySo(TestDatabase database) throws Exception {
    String role = "counted_of_" + database.name();
    String right = "SET ON PARAMETER pg_stat_statements.track ";
    database.execute("CREATE ROLE " + role + " LOGIN");
    try {
      assertThat(counted(database, "postgres")).isEqualTo("none");
      assertThat(counted(database, role)).isEqualTo("top");
      if (database.server().major() >= 15) {
        database.execute("GRANT " + right + "TO " + role);
        assertThat(counted(database, role)).isEqualTo("none");
        database.execute("REVOKE " + right + "FROM " + role);
      }
    } finally {
      database.execute("DROP ROLE " + role);
    }
  }

  private String counted(TestDatabase database, String role) throws Exception {
    Bench bench = new Bench(database, rename);
    SessionFactory sessions =
        new SessionFactory(name -> bench.connect(name, role), "1", Bench.QUICK.lockTimeout());
    try (Session session = sessions.open("settings")) {
      return Jdbc.list(
              session.connection(),
              Sql.of("SELECT pg_catalog.current_setting('pg_stat_statements.track') AS track"),
              row -> row.getString("track"))
          .get(0);
    }
  }

  @OnEveryServer
  void aRoleWithoutTheRightToCreateIsToldWhatToGrant(TestDatabase database) {
    database.execute(Rename.table(1));
    String role = "nobody_of_" + database.name();
    database.execute("CREATE ROLE " + role + " LOGIN");
    try {
      Bench bench = new Bench(database, rename);
      Concertina concertina =
          Concertina.connect(
              name -> bench.connect(name, role),
              Bench.QUICK,
              Listener.SILENT,
              Sources.PARSER,
              (migration, connection) -> bench.plan);

      assertThatThrownBy(() -> concertina.expand(rename.migration()))
          .isInstanceOfSatisfying(
              MigrationException.class,
              e -> {
                assertThat(e.code()).isEqualTo("no-rights");
                assertThat(e.hint()).contains("GRANT CREATE ON DATABASE");
              });
    } finally {
      database.execute("DROP ROLE " + role);
    }
  }

  @OnEveryServer
  void anotherHomeHasARunOfItsOwn(TestDatabase database) {
    database.execute(Rename.table(1));
    Bench bench = new Bench(database, new Rename("7").with(dev.concertina.plan.Phase.EXPAND));
    bench.settings = Bench.QUICK.withHome(new Identifier("Other home"));

    assertThat(bench.concertina().expand(rename.migration()).state()).isEqualTo(State.EXPANDED);
    assertThat(database.query("SELECT state FROM \"Other home\".migration"))
        .containsExactly("EXPANDED");
  }

  @Test
  void aServerThatIsNotThereIsUnreachableAndThePasswordStaysSecret() {
    Concertina concertina =
        Concertina.connect(
            name ->
                DriverManager.getConnection(
                    "jdbc:postgresql://127.0.0.1:1/none?user=me&password=sesame"),
            Bench.QUICK,
            Listener.SILENT,
            Sources.PARSER,
            (migration, connection) -> rename.plan());

    assertThatThrownBy(concertina::status)
        .isInstanceOfSatisfying(
            UnreachableException.class,
            e -> {
              assertThat(e.code()).isEqualTo("unreachable");
              assertThat(e.getMessage()).doesNotContain("sesame").contains("127.0.0.1:1");
            });
    assertThat(Secrets.hidden("postgres://me:sesame@host/db?password=sesame&a=b"))
        .isEqualTo("postgres://me:***@host/db?password=***&a=b");
  }

  private static void waitFor(CountDownLatch latch) {
    try {
      assertThat(latch.await(30, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }
}

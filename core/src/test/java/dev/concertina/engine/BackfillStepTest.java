package dev.concertina.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.concertina.journal.State;
import dev.concertina.plan.Phase;
import dev.concertina.session.Waypoints.Place;
import dev.concertina.source.Sources;
import dev.concertina.testkit.OnEveryServer;
import dev.concertina.testkit.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

class BackfillStepTest {

  private static final String WRONG = "SELECT count(*) FROM users WHERE " + Rename.PENDING;

  private final Rename rename =
      new Rename("7").with(Phase.MIGRATE, Rename.backfill(), Rename.verify("migrate-3"));

  @OnEveryServer
  void underConcurrentWritersEveryRowEndsExact(TestDatabase database) throws Exception {
    Bench bench = expanded(database, 20_000);
    bench.settings = Bench.QUICK.withBatchTarget(Duration.ofMillis(2));
    AtomicBoolean stop = new AtomicBoolean();
    AtomicLong writes = new AtomicLong();
    ExecutorService threads = Executors.newFixedThreadPool(2);
    try {
      List<Future<?>> writers = new ArrayList<>();
      for (int seed = 1; seed <= 2; seed++) {
        Random random = new Random(seed);
        writers.add(threads.submit(() -> write(bench, random, stop, writes)));
      }
      Bench.await("the writers write", () -> writes.get() > 20);
      long before = writes.get();
      assertThat(bench.concertina().migrate(rename.version()).state()).isEqualTo(State.MIGRATED);
      assertThat(writes.get()).isGreaterThan(before);
      stop.set(true);
      for (Future<?> writer : writers) {
        writer.get();
      }
    } finally {
      stop.set(true);
      threads.shutdownNow();
    }
    assertThat(bench.count(WRONG)).isZero();
  }

  @OnEveryServer
  void afterAKillInTheMiddleItGoesOnFromTheCheckpoint(TestDatabase database) {
    for (Place place : List.of(Place.BATCH_BEFORE_COMMIT, Place.BATCH_AFTER_COMMIT)) {
      database.execute("DROP SCHEMA IF EXISTS concertina CASCADE", "DROP TABLE IF EXISTS users");
      Bench bench = expanded(database, 20_000);
      Bench.Fault fault = bench.terminateAt(place, "migrate-1", 20);

      assertThatThrownBy(() -> bench.concertina().migrate(rename.version()))
          .isInstanceOf(UnreachableException.class);
      assertThat(fault.fired()).isTrue();
      long done = bench.count("SELECT sum(rows_done) FROM concertina.backfill_window");
      long stripe = bench.count("SELECT stripe FROM concertina.backfill_window");
      assertThat(done).isEqualTo(20_000 - bench.count(WRONG)).isBetween(1L, 19_999L);
      assertThat(stripe).isBetween(1L, 7L);

      assertThat(bench.sound().migrate(rename.version()).state()).isEqualTo(State.MIGRATED);
      assertThat(bench.count("SELECT rows_done FROM concertina.backfill")).isEqualTo(20_000);
      assertThat(bench.count("SELECT passes FROM concertina.backfill")).isEqualTo(1);
      assertThat(bench.count("SELECT count(*) FROM concertina.backfill_window")).isZero();
      assertThat(bench.count(WRONG)).isZero();
    }
  }

  @OnEveryServer
  void aTableThatIsRewrittenUnderTheWalkIsWalkedAgain(TestDatabase database) {
    for (Place place : List.of(Place.BATCH_AFTER_COMMIT, Place.WALK_FINISHED)) {
      database.execute("DROP SCHEMA IF EXISTS concertina CASCADE", "DROP TABLE IF EXISTS users");
      Bench bench = expanded(database, 20_000);
      AtomicBoolean fired = new AtomicBoolean();
      bench.waypoints =
          (here, step, pid) -> {
            if (here == place && fired.compareAndSet(false, true)) {
              database.execute("VACUUM FULL users");
            }
          };

      assertThat(bench.concertina().migrate(rename.version()).state()).isEqualTo(State.MIGRATED);
      assertThat(fired).isTrue();
      assertThat(bench.count("SELECT passes FROM concertina.backfill")).isEqualTo(2);
      assertThat(bench.count("SELECT rows_done FROM concertina.backfill")).isEqualTo(20_000);
      assertThat(bench.count(WRONG)).isZero();
    }
  }

  @OnEveryServer
  void aRowThatIsHeldIsParkedAndReportedAndDoneInTheNextRun(TestDatabase database)
      throws Exception {
    Bench bench = expanded(database, 5_000);
    try (Connection holder =
        bench.openTransaction("holder", "SELECT 1 FROM users WHERE id = 2500 FOR UPDATE")) {
      assertThatThrownBy(() -> bench.concertina().migrate(rename.version()))
          .isInstanceOfSatisfying(
              WaitingException.class, e -> assertThat(e.code()).isEqualTo("rows-held"))
          .hasMessageContaining("application \"holder\"")
          .hasMessageContaining("rows in 1 blocks");
      assertThat(bench.count(WRONG)).isBetween(1L, 300L);
      assertThat(bench.waits.get(0).waited()).isZero();
      assertThat(bench.waits.get(bench.waits.size() - 1).waited()).isPositive();
      holder.rollback();
    }
    assertThat(bench.concertina().migrate(rename.version()).state()).isEqualTo(State.MIGRATED);
    assertThat(bench.count(WRONG)).isZero();
    assertThat(bench.count("SELECT rows_done FROM concertina.backfill")).isEqualTo(5_000);
  }

  @OnEveryServer
  void aRowThatIsLetGoIsDoneByTheSameRun(TestDatabase database) throws Exception {
    Bench bench = expanded(database, 5_000);
    bench.settings = Bench.QUICK.withLocks(Duration.ofMillis(100), Duration.ofSeconds(20));
    try (Connection holder =
        bench.openTransaction("holder", "SELECT 1 FROM users WHERE id = 2500 FOR UPDATE")) {
      AtomicBoolean released = new AtomicBoolean();
      bench.waypoints =
          (place, step, pid) -> {
            if (place == Place.WALK_FINISHED && released.compareAndSet(false, true)) {
              assertThat(bench.count("SELECT count(*) FROM concertina.backfill_window"))
                  .isEqualTo(1);
              MigrationStatus.BackfillStatus at =
                  bench.concertina().progress().get(0).backfill().orElseThrow();
              assertThat(at.blocksDone()).isEqualTo(at.blocksTotal() - 1);
              assertThat(at.blocksHeld()).isEqualTo(1);
              release(holder);
            }
          };
      assertThat(bench.concertina().migrate(rename.version()).state()).isEqualTo(State.MIGRATED);
    }
    assertThat(bench.count(WRONG)).isZero();
    assertThat(bench.count("SELECT count(*) FROM concertina.backfill_window")).isZero();
  }

  @OnEveryServer
  void aBlockWhoseRowsAreTooMuchWorkForABatchIsWrittenRowByRow(TestDatabase database) {
    rename.with(Phase.MIGRATE, Rename.backfill("public.slow(name)"));
    Bench bench = expanded(database, 60);
    database.execute(
        """
        CREATE FUNCTION slow(text) RETURNS text IMMUTABLE LANGUAGE plpgsql AS
        $$ BEGIN PERFORM pg_sleep(0.02); RETURN $1; END $$""",
        "ALTER DATABASE " + database.name() + " SET deadlock_timeout = '200ms'");

    assertThat(bench.concertina().migrate(rename.version()).state()).isEqualTo(State.MIGRATED);

    assertThat(bench.progress)
        .as("a page that is parked is not done")
        .filteredOn(at -> at.blocksDone() == at.blocksTotal())
        .allSatisfy(at -> assertThat(at.rowsDone()).isEqualTo(60));

    assertThat(bench.count(WRONG)).isZero();
    assertThat(bench.count("SELECT rows_done FROM concertina.backfill")).isEqualTo(60);
  }

  /** A batch of one page would take the disk as long. */
  @OnEveryServer
  void aSlowCommitDoesNotMakeBatchesSmaller(TestDatabase database) {
    Bench bench = expanded(database, 20_000);
    bench.settings = Bench.QUICK.withBatchTarget(Duration.ofMillis(50));
    AtomicLong batches = new AtomicLong();
    bench.waypoints =
        (place, step, pid) -> {
          if (place == Place.BATCH_BEFORE_COMMIT) {
            batches.incrementAndGet();
            LockSupport.parkNanos(Duration.ofMillis(70).toNanos());
          }
        };

    assertThat(bench.concertina().migrate(rename.version()).state()).isEqualTo(State.MIGRATED);
    long pages = bench.count("SELECT pg_relation_size('users') / 8192");
    assertThat(batches.get()).isPositive().isLessThan(pages / 2);
  }

  @OnEveryServer
  void triggersOfTheUserDoNotFireForBackfilledRows(TestDatabase database) {
    Bench bench = expanded(database, 100);
    database.execute(counting(), trigger("counting", "UPDATE"));

    bench.concertina().migrate(rename.version());

    assertThat(bench.count("SELECT sum(hits) FROM users")).isZero();
    assertThat(bench.count(WRONG)).isZero();
  }

  @OnEveryServer
  void aTriggerThatWouldFireAllTheSameIsRefusedBeforeTheFirstRow(TestDatabase database) {
    Bench bench = expanded(database, 100);
    database.execute(
        counting(),
        trigger("counting", "UPDATE"),
        trigger("other_column", "UPDATE OF hits"),
        trigger("inserting", "INSERT"),
        "ALTER TABLE users ENABLE ALWAYS TRIGGER counting",
        "ALTER TABLE users ENABLE ALWAYS TRIGGER other_column",
        "ALTER TABLE users ENABLE ALWAYS TRIGGER inserting",
        "CREATE RULE told AS ON UPDATE TO users DO ALSO NOTIFY users",
        "CREATE RULE usual AS ON UPDATE TO users DO ALSO NOTIFY users",
        "ALTER TABLE users ENABLE ALWAYS RULE told");

    assertThatThrownBy(() -> bench.concertina().migrate(rename.version()))
        .isInstanceOfSatisfying(
            StepFailedException.class, e -> assertThat(e.code()).isEqualTo("user-triggers"))
        .hasMessageContaining("its triggers counting, rule told are enabled ALWAYS");
    assertThat(bench.count(WRONG)).isEqualTo(100);
    bench.settings = Bench.QUICK.withUserTriggers(true);
    assertThat(bench.concertina().migrate(rename.version()).state()).isEqualTo(State.MIGRATED);
    assertThat(bench.count("SELECT sum(hits) FROM users")).isEqualTo(100);
  }

  @OnEveryServer
  void aTriggerThatFiresFindsWhatItFindsForAnApplication(TestDatabase database) {
    Bench bench = expanded(database, 100);
    bench.settings = Bench.QUICK.withUserTriggers(true);
    database.execute(
        """
        CREATE FUNCTION audit() RETURNS trigger LANGUAGE plpgsql AS
        $$ BEGIN INSERT INTO audits VALUES (NEW.id, TG_NAME); RETURN NEW; END $$""",
        "CREATE TRIGGER audit BEFORE UPDATE ON users FOR EACH ROW EXECUTE FUNCTION audit()",
        "CREATE CONSTRAINT TRIGGER later AFTER UPDATE ON users DEFERRABLE INITIALLY DEFERRED"
            + " FOR EACH ROW EXECUTE FUNCTION audit()",
        "ALTER TABLE users ENABLE ALWAYS TRIGGER audit, ENABLE ALWAYS TRIGGER later");

    assertThatThrownBy(() -> bench.concertina().migrate(rename.version()))
        .as("it is not the users table that is missing")
        .isInstanceOf(StepFailedException.class)
        .hasMessageContaining("relation \"audits\" does not exist");
    database.execute("CREATE TABLE audits (id int, by text)");
    assertThat(bench.concertina().migrate(rename.version()).state()).isEqualTo(State.MIGRATED);
    assertThat(bench.count("SELECT count(DISTINCT (id, by)) FROM audits")).isEqualTo(200);
  }

  @OnEveryServer
  void aRoleThatMayNotSilenceTriggersIsRefusedWhereTheyWouldFire(TestDatabase database) {
    String role = "owner_of_" + database.name();
    database.execute(
        "CREATE ROLE " + role + " LOGIN",
        "GRANT CREATE ON DATABASE " + database.name() + " TO " + role);
    try {
      database.execute(Rename.table(100));
      database.execute(
          "ALTER TABLE users OWNER TO " + role,
          "GRANT ALL ON SCHEMA public TO " + role,
          counting());
      Bench bench = new Bench(database, rename);
      Concertina concertina =
          Concertina.connect(
              name -> bench.connect(name, role),
              Bench.QUICK,
              Listener.SILENT,
              Sources.PARSER,
              (migration, connection) -> bench.plan);
      concertina.expand(rename.migration());
      database.execute(trigger("counting", "UPDATE"));
      assertThatThrownBy(() -> concertina.migrate(rename.version()))
          .hasMessageContaining("its triggers counting would fire");
      database.execute("DROP TRIGGER counting ON users");
      assertThat(concertina.migrate(rename.version()).state()).isEqualTo(State.MIGRATED);
      assertThat(bench.count(WRONG)).isZero();
    } finally {
      database.execute("DROP OWNED BY " + role, "DROP ROLE " + role);
    }
  }

  @OnEveryServer
  void aForeignKeyOnAWrittenColumnIsNeverSwitchedOff(TestDatabase database) {
    Bench bench = expanded(database, 100);
    database.execute(
        "CREATE TABLE titles (title text PRIMARY KEY)",
        "INSERT INTO titles SELECT name FROM users WHERE id <> 50",
        "ALTER TABLE users ADD FOREIGN KEY (title) REFERENCES titles");

    assertThatThrownBy(() -> bench.concertina().migrate(rename.version()))
        .isInstanceOf(StepFailedException.class)
        .hasMessageContaining("(title)=(user 50) is not present in table");
    database.execute("INSERT INTO titles VALUES ('user 50')");
    assertThat(bench.concertina().migrate(rename.version()).state()).isEqualTo(State.MIGRATED);
  }

  @OnEveryServer
  void anEmptyTableTakesNoBatchAndOneWithHeirsIsRefused(TestDatabase database) {
    Bench bench = expanded(database, 0);
    AtomicBoolean batch = new AtomicBoolean();
    bench.waypoints =
        (place, step, pid) -> {
          if (place == Place.BATCH_BEFORE_COMMIT) {
            batch.set(true);
          }
        };
    assertThat(bench.concertina().migrate(rename.version()).state()).isEqualTo(State.MIGRATED);
    assertThat(batch).isFalse();

    bench.concertina().abort(rename.version(), java.util.Optional.empty());
    bench.concertina().expand(rename.migration());
    database.execute("CREATE TABLE child () INHERITS (users)");
    assertThatThrownBy(() -> bench.concertina().migrate(rename.version()))
        .isInstanceOfSatisfying(
            StepFailedException.class, e -> assertThat(e.code()).isEqualTo("table-with-parts"));
  }

  private Bench expanded(TestDatabase database, int rows) {
    database.execute(Rename.table(rows));
    Bench bench = new Bench(database, rename);
    bench.concertina().expand(rename.migration());
    return bench;
  }

  private static @org.jspecify.annotations.Nullable Void write(
      Bench bench, Random random, AtomicBoolean stop, AtomicLong writes) throws SQLException {
    try (Connection connection = bench.connect("writer", "postgres");
        Statement statement = connection.createStatement()) {
      while (!stop.get()) {
        int id = 1 + random.nextInt(20_000);
        switch (random.nextInt(4)) {
          case 0 -> statement.execute("UPDATE users SET name = 'n' || " + id + " WHERE id = " + id);
          case 1 -> statement.execute("UPDATE users SET hits = hits + 1 WHERE id = " + id);
          case 2 -> statement.execute("DELETE FROM users WHERE id = " + id);
          default ->
              statement.execute(
                  "INSERT INTO users VALUES (" + id + ", 'again') ON CONFLICT DO NOTHING");
        }
        writes.incrementAndGet();
      }
    }
    return null;
  }

  private static void release(Connection holder) {
    try {
      holder.rollback();
    } catch (SQLException e) {
      throw new AssertionError(e);
    }
  }

  private static String counting() {
    return """
        CREATE FUNCTION counting() RETURNS trigger LANGUAGE plpgsql AS
        $$ BEGIN NEW.hits := NEW.hits + 1; RETURN NEW; END $$""";
  }

  private static String trigger(String name, String event) {
    return "CREATE TRIGGER "
        + name
        + " BEFORE "
        + event
        + " ON users FOR EACH ROW EXECUTE FUNCTION counting()";
  }
}

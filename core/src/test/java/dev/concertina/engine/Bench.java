package dev.concertina.engine;

import dev.concertina.backfill.BackfillProgress;
import dev.concertina.change.Migration;
import dev.concertina.plan.Plan;
import dev.concertina.session.OtherSession;
import dev.concertina.session.Waypoints;
import dev.concertina.session.Waypoints.Place;
import dev.concertina.source.Sources;
import dev.concertina.testkit.TestDatabase;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Properties;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/** An engine on a test database, with short budgets, and ways to disturb it. */
final class Bench {

  static final Settings QUICK =
      Settings.defaults()
          .withLocks(Duration.ofMillis(100), Duration.ofMillis(600))
          .withBusyWait(Duration.ofSeconds(5));

  final TestDatabase database;
  final List<Waiting> waits = Collections.synchronizedList(new ArrayList<>());
  final List<BackfillProgress> progress = Collections.synchronizedList(new ArrayList<>());
  final List<String> spared = Collections.synchronizedList(new ArrayList<>());
  volatile Consumer<Waiting> whenWaiting = waiting -> {};
  Settings settings = QUICK;
  Waypoints waypoints = Waypoints.NONE;
  String role = "postgres";
  Plan plan;

  Bench(TestDatabase database, Rename rename) {
    this.database = database;
    this.plan = rename.plan();
  }

  Concertina concertina() {
    Listener listener =
        new Listener() {
          @Override
          public void waiting(dev.concertina.change.Version version, Waiting waiting) {
            waits.add(waiting);
            whenWaiting.accept(waiting);
          }

          @Override
          public void progress(dev.concertina.change.Version version, BackfillProgress now) {
            progress.add(now);
          }

          @Override
          public void spared(
              dev.concertina.change.Version version,
              String step,
              OtherSession session,
              String why) {
            spared.add(why);
          }
        };
    return new Concertina(
        name -> connect(name, role), settings, listener, Sources.PARSER, this::plan, waypoints);
  }

  Connection connect(String application, String user) throws SQLException {
    Properties properties = new Properties();
    properties.setProperty("ApplicationName", application);
    return DriverManager.getConnection(
        database.url().replace("user=postgres", "user=" + user), properties);
  }

  /** A session of an application that has the statements open in a transaction. */
  Connection openTransaction(String application, String... statements) throws SQLException {
    Connection connection = connect(application, "postgres");
    connection.setAutoCommit(false);
    try (Statement statement = connection.createStatement()) {
      for (String sql : statements) {
        statement.execute(sql);
      }
    }
    return connection;
  }

  /** Ends the backend of the step at the place, the first time that a run comes by. */
  Fault terminateAt(Place place, String step, int visit) {
    Fault fault = new Fault(database, place, step, visit);
    waypoints = fault;
    return fault;
  }

  /** The same run, without a fault. */
  Concertina sound() {
    waypoints = Waypoints.NONE;
    return concertina();
  }

  long count(String sql) {
    return Long.parseLong(database.query(sql).get(0));
  }

  static void await(String what, BooleanSupplier condition) {
    long deadline = System.nanoTime() + Duration.ofSeconds(30).toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > deadline) {
        throw new AssertionError("never happened: " + what);
      }
      try {
        Thread.sleep(5);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new AssertionError("interrupted while waiting for " + what, e);
      }
    }
  }

  private Plan plan(Migration migration, Connection connection) {
    return plan;
  }

  /** A fault that proves that it has fired. */
  static final class Fault implements Waypoints {
    private final TestDatabase database;
    private final Place place;
    private final String step;
    private final int visit;
    private int visits;
    private boolean fired;

    private Fault(TestDatabase database, Place place, String step, int visit) {
      this.database = database;
      this.place = place;
      this.step = step;
      this.visit = visit;
    }

    boolean fired() {
      return fired;
    }

    @Override
    public void pass(Place here, String stepId, int pid) {
      if (here != place || !stepId.equals(step)) {
        return;
      }
      visits++;
      if (visits == visit) {
        database.query("SELECT pg_terminate_backend(" + pid + ")");
        await(
            "the end of backend " + pid,
            () ->
                database
                    .query("SELECT count(*) FROM pg_stat_activity WHERE pid = " + pid)
                    .equals(List.of("0")));
        fired = true;
      }
    }
  }
}

package dev.concertina.faults;

import dev.concertina.engine.Concertina;
import dev.concertina.engine.Settings;
import dev.concertina.engine.WatchedEngine;
import dev.concertina.testkit.TestDatabase;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.Properties;
import java.util.function.Predicate;

/**
 * An engine that comes to harm at the first place that is chosen, in the words of {@link Places}.
 * Thread-safe.
 */
public final class Breakdown {

  private static final Settings QUICK =
      Settings.defaults()
          .withLocks(Duration.ofMillis(200), Duration.ofSeconds(20))
          .withBusyWait(Duration.ofSeconds(20));

  private final TestDatabase database;
  private final Harm harm;
  private final Predicate<String> chosen;
  private final Surroundings around;
  private final Concertina engine;
  private Optional<String> place = Optional.empty();
  private volatile boolean dead;

  /** What a run meets besides harm. */
  public interface Surroundings {

    /** Nothing. */
    Surroundings NONE = new Surroundings() {};

    /** Called at each place where the run holds no lock. */
    default void pause() {}

    /** The line to the server, which may not be faithful. */
    default Connection line(Connection faithful) {
      return faithful;
    }
  }

  Breakdown(TestDatabase database, Harm harm, Predicate<String> chosen) {
    this(database, harm, chosen, Surroundings.NONE);
  }

  /**
   * An engine that works until it comes by a place that is chosen.
   *
   * @param chosen asked at each place, in the words of {@link #place}
   */
  public Breakdown(
      TestDatabase database, Harm harm, Predicate<String> chosen, Surroundings around) {
    this.database = database;
    this.harm = harm;
    this.chosen = chosen;
    this.around = around;
    Places places = new Places(this::at, this::workPid);
    this.engine = WatchedEngine.connect(this::open, QUICK, places, places);
  }

  /** An engine that comes to no harm. */
  public static Concertina sound(TestDatabase database) {
    return new Breakdown(database, Harm.KILLED, place -> false).engine;
  }

  public Concertina engine() {
    return engine;
  }

  TestDatabase database() {
    return database;
  }

  /** Where the harm was done; empty if the run never came to a chosen place. */
  public synchronized Optional<String> place() {
    return place;
  }

  void die() {
    dead = true;
  }

  void stop() {
    engine.stop();
  }

  private synchronized void at(Places.Visit visit) {
    if (!visit.name().contains("BEFORE_COMMIT")) {
      around.pause();
    }
    if (place.isEmpty() && visit.isOneOfTheFirst() && chosen.test(visit.name())) {
      place = Optional.of(visit.name());
      harm.strike(this, visit.backend().pid());
    }
  }

  private int workPid() {
    return Integer.parseInt(
        database
            .query(
                "SELECT pid FROM pg_stat_activity WHERE datname = current_database()"
                    + " AND application_name LIKE 'concertina:%:work'")
            .get(0));
  }

  private Connection open(String application) throws SQLException {
    if (dead) {
      throw new SQLException("this process is dead", "08001");
    }
    Properties properties = new Properties();
    properties.setProperty("ApplicationName", application);
    return around.line(DriverManager.getConnection(database.url(), properties));
  }
}

package dev.concertina.benchmarks.contest;

import dev.concertina.benchmarks.load.Keys;
import dev.concertina.benchmarks.load.OpenLoop;
import dev.concertina.benchmarks.load.Phase;
import dev.concertina.benchmarks.load.Release;
import dev.concertina.benchmarks.load.Timeline;
import dev.concertina.benchmarks.server.Database;
import dev.concertina.cli.demo.scenario.Scenario;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * A database with a change's tables, and the application that runs on it while a contestant brings
 * the change. For one thread.
 */
public final class Stage implements AutoCloseable {

  /** The first phase of every contestant, on which its other phases are measured. */
  public static final String BEFORE = "before";

  /** A p99 of fewer is a matter of chance. */
  private static final int REQUESTS_BEFORE = 5_000;

  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final String OLD_SEARCH_PATH = "public";

  private final Database database;
  private final Scenario scenario;
  private final Load load;
  private final Timeline timeline = new Timeline();
  private final Release old;
  private final OpenLoop loop;
  private Optional<Release> young = Optional.empty();
  private boolean oldServes = true;

  /**
   * The application and its requests.
   *
   * @param rate requests a second of all workers
   * @param window how long the application is watched between two events; before the change as long
   *     as {@value #REQUESTS_BEFORE} requests take, if that is more
   */
  public record Load(long rows, int workers, int rate, Duration window, long seed) {}

  private Stage(Database database, Scenario scenario, Load load) throws SQLException {
    this.database = database;
    this.scenario = scenario;
    this.load = load;
    this.old = Release.connect(database, scenario, false, OLD_SEARCH_PATH, load.workers());
    timeline.begin("warm-up");
    this.loop =
        OpenLoop.start(
            timeline, new Keys(load.rows()), old, load.workers(), load.rate(), load.seed());
  }

  /** Loads the tables and starts the old application. */
  public static Stage open(Database database, Scenario scenario, Load load) throws SQLException {
    Tables.load(database, scenario, load.rows(), load.seed());
    return new Stage(database, scenario, load);
  }

  public Database database() {
    return database;
  }

  public Scenario scenario() {
    return scenario;
  }

  /** Watches the application once it is warm, long enough for a p99 that says something. */
  public void before() {
    sleep(load.window());
    calm();
    long nanos = TimeUnit.SECONDS.toNanos(REQUESTS_BEFORE) / load.rate();
    Duration enough = Duration.ofNanos(nanos);
    begin(BEFORE);
    sleep(enough.compareTo(load.window()) > 0 ? enough : load.window());
    calm();
  }

  /** Watches the application for a window. */
  public void pass(String phase) {
    begin(phase);
    sleep(load.window());
    calm();
  }

  /**
   * Watches the application while something is done, and until the requests that this held up are
   * made up for: they are the phase's own, and the next one begins without a queue.
   */
  public void during(String phase, Runnable work) {
    begin(phase);
    work.run();
    calm();
  }

  /** No request of the phase before is open when this returns: what follows cannot hit one. */
  private void begin(String phase) {
    timeline.begin(phase);
    loop.settle();
  }

  private void calm() {
    if (!loop.calm(PATIENCE)) {
      throw new ContestException(
          "requests were overdue for %d s: the rate is more than the machine can do"
              .formatted(PATIENCE.toSeconds()));
    }
  }

  /** The new application serves half of the requests, for a window. */
  public void startNew(String searchPath) throws SQLException {
    begin("new application starts");
    Release release = Release.connect(database, scenario, true, searchPath, load.workers());
    young = Optional.of(release);
    loop.serve(List.of(old, release));
    calm();
    pass("old and new application");
  }

  /** The new application serves all requests, for a window. */
  public void stopOld() throws SQLException {
    Release release =
        young.orElseThrow(() -> new IllegalStateException("the new application was not started"));
    begin("old application stops");
    loop.serve(List.of(release));
    old.close();
    oldServes = false;
    sleep(load.window());
    calm();
  }

  /** Ends the load; every request that was meant to start is answered. */
  @Override
  public void close() throws SQLException {
    loop.close();
    timeline.end();
    if (oldServes) {
      old.close();
    }
    if (young.isPresent()) {
      young.get().close();
    }
  }

  /** After {@link #close}. */
  public List<Phase> phases() {
    return timeline.phases();
  }

  private static void sleep(Duration span) {
    try {
      TimeUnit.NANOSECONDS.sleep(span.toNanos());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while the application ran", e);
    }
  }
}

package dev.concertina.client;

import static java.util.concurrent.TimeUnit.MILLISECONDS;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.SQLTimeoutException;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import javax.sql.DataSource;

/**
 * Tells Concertina, again and again, that this instance of an application is alive and which
 * migrations its code knows. As long as an instance lives that does not know a migration, the gate
 * of its CONTRACT stays shut; as long as one lives that knows it, the gate of its ABORT does.
 *
 * <pre>{@code
 * Heartbeat.Beating heart = Heartbeat.of(new Instance("billing", "1.8.2", "web-1", "7"))
 *     .start(dataSource, e -> log.warn("no heartbeat", e));
 * … heart.close();
 * }</pre>
 *
 * <p>The role needs {@code USAGE} on Concertina's schema and no right on its tables. An instance
 * that is closed is gone at once; one that vanishes is gone after {@link #expiry}. Thread-safe. A
 * beat that fails is reported and tried again with the next one, for as long as the application
 * runs: it never fails because of its heartbeat.
 */
public final class Heartbeat {

  private static final String DEFAULT_SCHEMA = "concertina";

  /** A beat may wait for a connection of a pool, or meet a server that starts. */
  private static final int BEATS_UNTIL_EXPIRY = 6;

  /** What the database grants at most, an hour, has to hold as many. */
  private static final Duration SLOWEST = Duration.ofMinutes(10);

  private final Instance instance;
  private final String schema;
  private final Duration interval;

  private Heartbeat(Instance instance, String schema, Duration interval) {
    this.instance = instance;
    this.schema = schema;
    this.interval = interval;
  }

  /** Every 10 seconds, into the schema {@code concertina}. */
  public static Heartbeat of(Instance instance) {
    return new Heartbeat(instance, DEFAULT_SCHEMA, Duration.ofSeconds(10));
  }

  /** Into another schema, where Concertina has been told one. */
  public Heartbeat inSchema(String name) {
    return new Heartbeat(instance, name, interval);
  }

  /** At another pace, between a second and ten minutes. */
  public Heartbeat every(Duration time) {
    if (time.toSeconds() < 1 || time.compareTo(SLOWEST) > 0) {
      throw new IllegalArgumentException(
          "at most one beat a second, at least one in " + SLOWEST.toMinutes() + " minutes");
    }
    return new Heartbeat(instance, schema, time);
  }

  /** How long after its last beat an instance counts as alive. */
  public Duration expiry() {
    return interval.multipliedBy(BEATS_UNTIL_EXPIRY);
  }

  /** One beat, on a connection of the caller's; commits if the connection does. */
  public void beat(Connection connection) throws SQLException {
    call(connection, expiry());
  }

  /** The last beat: the instance is gone. */
  public void end(Connection connection) throws SQLException {
    call(connection, Duration.ZERO);
  }

  /**
   * Beats until the returned handle is closed, on daemon threads, with a connection from the source
   * for each beat. It has to lead to the primary, and may write. A source that hangs while it opens
   * a connection is asked again beside that.
   *
   * @param failed told of each beat that failed, on any of these threads; if it throws, the handler
   *     of uncaught exceptions is told that, and the heart goes on
   */
  public Beating start(DataSource source, Consumer<Exception> failed) {
    return new Beating(this, source, failed);
  }

  private void call(Connection connection, Duration lives) throws SQLException {
    String function = '"' + schema.replace("\"", "\"\"") + "\".heartbeat";
    try (PreparedStatement statement =
        connection.prepareStatement("SELECT " + function + "(?, ?, ?, ?, ?)")) {
      statement.setString(1, instance.application());
      statement.setString(2, instance.release());
      statement.setString(3, instance.name());
      statement.setString(4, instance.knows());
      statement.setLong(5, lives.toSeconds());
      statement.execute();
    }
  }

  /** A heart that beats. */
  public static final class Beating implements AutoCloseable {

    private final Heartbeat heartbeat;
    private final DataSource source;
    private final Consumer<Exception> failed;
    private final Attempts attempts = new Attempts("concertina-heartbeat");
    private final ScheduledExecutorService clock;
    private volatile boolean ended;

    private Beating(Heartbeat heartbeat, DataSource source, Consumer<Exception> failed) {
      this.heartbeat = heartbeat;
      this.source = source;
      this.failed = failed;
      this.clock = Executors.newSingleThreadScheduledExecutor(Beating::daemon);
      var unused =
          clock.scheduleWithFixedDelay(() -> guarded(this::turn), 0, pause(), MILLISECONDS);
    }

    /**
     * Stops, and says that the instance is gone. If that takes longer than the pause between two
     * beats, it is not waited for.
     */
    @Override
    public void close() {
      clock.shutdownNow();
      ended = true;
      try (attempts) {
        attempts.begin(() -> guarded(() -> attempt(heartbeat::end))).get(pause(), MILLISECONDS);
      } catch (TimeoutException e) {
        guarded(
            () ->
                failed.accept(
                    new SQLTimeoutException("the last beat still waits for its connection", e)));
      } catch (ExecutionException e) {
        throw new IllegalStateException(e);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }

    @FunctionalInterface
    private interface Call {
      void run(Connection connection) throws SQLException;
    }

    private long pause() {
      return heartbeat.interval.toMillis();
    }

    private void turn() {
      if (!attempts.turn(() -> guarded(() -> attempt(this::beatUnlessEnded)))) {
        failed.accept(new SQLTimeoutException("an earlier beat still waits for its connection"));
      }
    }

    /** A task that threw would be the last. */
    private static void guarded(Runnable task) {
      try {
        task.run();
      } catch (RuntimeException | Error e) {
        Thread current = Thread.currentThread();
        current.getUncaughtExceptionHandler().uncaughtException(current, e);
      }
    }

    private void attempt(Call call) {
      try (Connection connection = source.getConnection();
          NetworkLimit limited = NetworkLimit.of(connection, heartbeat.interval)) {
        commit(limited.connection(), call);
      } catch (SQLException | RuntimeException e) {
        failed.accept(e);
      }
    }

    private void beatUnlessEnded(Connection connection) throws SQLException {
      if (!ended) {
        heartbeat.beat(connection);
      }
    }

    /**
     * One at a time, so that no beat comes after the end. A pool may hand the connection on as it
     * is.
     */
    private synchronized void commit(Connection connection, Call call) throws SQLException {
      boolean commits = connection.getAutoCommit();
      try {
        call.run(connection);
        if (!commits) {
          connection.commit();
        }
      } catch (SQLException e) {
        if (!commits) {
          rollBack(connection, e);
        }
        throw e;
      }
    }

    private static void rollBack(Connection connection, SQLException cause) {
      try {
        connection.rollback();
      } catch (SQLException e) {
        cause.addSuppressed(e);
      }
    }

    private static Thread daemon(Runnable task) {
      Thread thread = new Thread(task, "concertina-heartbeat");
      thread.setDaemon(true);
      return thread;
    }
  }
}

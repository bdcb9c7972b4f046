package dev.concertina.engine;

import dev.concertina.change.MigrationException;
import dev.concertina.journal.EventLog;
import dev.concertina.journal.Layout;
import dev.concertina.journal.Lease;
import dev.concertina.journal.Steering;
import dev.concertina.journal.ThrottleRow;
import dev.concertina.session.Jdbc;
import dev.concertina.sql.Identifier;
import dev.concertina.throttle.Limits;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What people order for backfills, from any process and while a run is at work: a run obeys within
 * a second, and the next ones too, until somebody orders otherwise. Every order is an event of the
 * journal. Fails like {@link Concertina}; not thread-safe.
 */
public final class Helm {

  @FunctionalInterface
  private interface Order<T> {
    T give(Connection connection, Identifier home, EventLog events) throws SQLException;
  }

  private final Access access;

  Helm(Access access) {
    this.access = access;
  }

  /**
   * The run that works now.
   *
   * @param who the database role with the user and host of the run
   * @param limits what its backfill keeps within, by word; empty if it has said nothing yet
   */
  public record Worker(String who, Instant since, Map<String, String> limits) {

    public Worker {
      limits = Map.copyOf(limits);
    }
  }

  /** Who works now; empty if no run does. */
  public Optional<Worker> worker() {
    return access.reading(
        session -> {
          Identifier home = access.settings().home();
          if (!access.journalExists(session) || !new Layout(home).isCurrent(session)) {
            return Optional.empty();
          }
          Optional<Lease.Holder> run = RunLock.atWork(session, home);
          return run.isEmpty() ? Optional.empty() : Optional.of(worker(session, home, run.get()));
        });
  }

  private static Worker worker(Connection session, Identifier home, Lease.Holder run)
      throws SQLException {
    Map<String, String> limits =
        ThrottleRow.read(session, home)
            .filter(row -> !row.at().isBefore(run.taken()))
            .map(ThrottleRow::limits)
            .orElse(Map.of());
    return new Worker(run.who(), run.taken(), limits);
  }

  /** What was ordered and still stands. */
  public Steering orders() {
    return access.reading(
        session ->
            access.journalExists(session) && new Layout(access.settings().home()).isCurrent(session)
                ? Steering.read(session, access.settings().home())
                : Steering.NONE);
  }

  /**
   * Lets backfills stand still from the next batch on.
   *
   * @param because for whoever wonders
   */
  public Steering pause(Optional<String> because) {
    return order(
        (connection, home, events) -> {
          Steering.pause(connection, home, access.who(), because);
          events.record(connection, "pause", because.orElse(""));
          return Steering.read(connection, home);
        });
  }

  /** Ends the pause and returns it; empty if there was none. */
  public Optional<Steering.Pause> resume() {
    return order(
        (connection, home, events) -> {
          Optional<Steering.Pause> stood = Steering.resume(connection, home);
          if (stood.isPresent()) {
            events.record(connection, "resume", "it was " + stood.get());
          }
          return stood;
        });
  }

  /**
   * Sets limits; the others stay as they are.
   *
   * @param texts the limits by word
   * @param reset whether those that were ordered before are forgotten first
   * @throws MigrationException {@code bad-limit}
   */
  public Steering throttle(Map<String, String> texts, boolean reset) {
    Map<String, String> limits = Limits.parse(texts).given();
    return order(
        (connection, home, events) -> {
          if (reset) {
            Steering.forgetLimits(connection, home);
          }
          if (!limits.isEmpty()) {
            Steering.limit(connection, home, access.who(), limits);
          }
          events.record(connection, "throttle", words(limits, reset));
          return Steering.read(connection, home);
        });
  }

  private static String words(Map<String, String> limits, boolean reset) {
    String set =
        new TreeMap<>(limits)
            .entrySet().stream()
                .map(limit -> limit.getKey() + " " + limit.getValue())
                .collect(Collectors.joining(", "));
    return reset ? "back to the configuration" + (set.isEmpty() ? "" : ", then " + set) : set;
  }

  /** In one transaction, without the run lock: a run is holding it. */
  private <T> T order(Order<T> order) {
    return access.reading(
        session -> {
          SessionFactory.refuseStandby(session);
          SynchronousStandbys.refuseMissing(session);
          Identifier home = access.settings().home();
          new Layout(home).create(session);
          EventLog events = new EventLog(home, access.who());
          return Jdbc.inTransaction(session, () -> order.give(session, home, events));
        });
  }
}

package dev.concertina.throttle;

import dev.concertina.change.MigrationException;
import dev.concertina.journal.Hold;
import dev.concertina.journal.Share;
import dev.concertina.journal.Steering;
import dev.concertina.session.Jdbc;
import dev.concertina.sql.Identifier;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Looks at the standing orders and at all signals, and says what follows. Used by one thread. */
final class Lookout {

  /** The signal of a throttle that itself does not see. */
  static final String BLIND = "throttle";

  private final Identifier home;
  private final Limits configured;
  private final Signals signals;
  private final Slowdown slowdown;
  private final Time time;

  private Map<String, String> ordered = Map.of();
  private Limits orders = Limits.STANDARD;
  private Limits inForce;
  private Optional<Hold> last = Optional.empty();
  private boolean company = true;
  private long lookedAt;

  Lookout(Identifier home, Limits configured, Signals signals, Time time) {
    this.home = home;
    this.configured = configured;
    this.signals = signals;
    this.slowdown = new Slowdown(time);
    this.time = time;
    this.inForce = configured;
  }

  /**
   * Looks once.
   *
   * @throws SQLException if the session is lost
   */
  Verdict look(Connection connection) throws SQLException {
    try {
      Steering steering = Steering.read(connection, home);
      inForce = configured.overriddenBy(parsed(steering.limits()));
      Optional<Signals.Reason> reason = signals.ask(connection, inForce);
      company = Company.isThere(connection);
      slowdown.company(company && !inForce.isOff(Limit.MAX_SLOWDOWN));
      lookedAt = time.now();
      return steering.pause().map(Hold::of).map(this::held).orElseGet(() -> verdict(reason));
    } catch (SQLException e) {
      if (Jdbc.isLost(connection, e)) {
        throw e;
      }
      return blind("what was ordered cannot be read from the journal: " + e.getMessage());
    } catch (MigrationException | IllegalArgumentException e) {
      return blind("the journal has an order that this release does not know: " + e.getMessage());
    }
  }

  /**
   * Counts whom batches disturb, several times between two looks.
   *
   * @return the last verdict, with the share of the time that follows
   * @throws SQLException if the session is lost
   */
  Verdict glance(Connection connection) throws SQLException {
    if (slowdown.isWatching() && last.isEmpty()) {
      try {
        slowdown.glance(connection, inForce);
      } catch (SQLException e) {
        if (Jdbc.isLost(connection, e)) {
          throw e;
        }
        return blind("who is at work cannot be read: " + e.getMessage());
      }
    }
    return seen();
  }

  /** Orders last for many looks, and the grammar takes longer than one may. */
  private Limits parsed(Map<String, String> texts) {
    if (!texts.equals(ordered)) {
      orders = Limits.parse(texts);
      ordered = texts;
    }
    return orders;
  }

  /** Nothing could be seen. */
  Verdict blind(String reason) {
    lookedAt = time.now();
    return goingOn(BLIND, reason);
  }

  private Verdict verdict(Optional<Signals.Reason> reason) {
    if (reason.isEmpty()) {
      last = Optional.empty();
      return seen();
    }
    return goingOn(reason.get().limit().word(), reason.get().text());
  }

  /** A hold goes on for as long as its signal is the same, whatever its figures are. */
  private Verdict goingOn(String signal, String reason) {
    Instant since =
        last.filter(h -> h.signal().equals(signal)).map(Hold::since).orElseGet(time::instant);
    return held(new Hold(signal, reason, since));
  }

  private Verdict held(Hold hold) {
    last = Optional.of(hold);
    return seen();
  }

  private Verdict seen() {
    Optional<Share> share =
        Share.smallest(Stream.of(inForce.duty(), signals.share(), slowdown.share()));
    return new Verdict(last, inForce, share, company, slowdown.rests(), lookedAt);
  }
}

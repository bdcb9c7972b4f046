package dev.concertina.throttle;

import dev.concertina.journal.Share;
import dev.concertina.session.Jdbc;
import dev.concertina.sql.QualifiedName;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** All signals, in the order in which they are told. Used by one thread. */
final class Signals {

  /** The first reason to hold. */
  record Reason(Limit limit, String text) {}

  private final List<Signal> signals;
  private Optional<Share> share = Optional.empty();

  Signals(Time time, Supplier<? extends Collection<QualifiedName>> tables) {
    this.signals =
        List.of(
            new ReplicationLag(time),
            new LockWaiters(),
            new ActiveSessions(),
            new PendingWal(),
            new UserQuery(),
            new Autovacuum(time, tables),
            new SnapshotAge(time),
            new WalRate(time));
  }

  /**
   * Asks all of them: some have to see everything, whatever another one says.
   *
   * @throws SQLException only if the session is lost
   */
  Optional<Reason> ask(Connection connection, Limits limits) throws SQLException {
    Optional<Reason> first = Optional.empty();
    List<Optional<Share>> shares = new ArrayList<>();
    for (Signal signal : signals) {
      Optional<Reason> reason = ask(signal, connection, limits);
      first = first.or(() -> reason);
      shares.add(limits.isOff(signal.limit()) ? Optional.empty() : signal.share());
    }
    share = Share.smallest(shares.stream());
    return first;
  }

  /** The smallest {@link Signal#share} at the last look. */
  Optional<Share> share() {
    return share;
  }

  private static Optional<Reason> ask(Signal signal, Connection connection, Limits limits)
      throws SQLException {
    if (limits.isOff(signal.limit())) {
      signal.forget();
      return Optional.empty();
    }
    try {
      return signal.reasonToHold(connection, limits).map(r -> new Reason(signal.limit(), r));
    } catch (SQLException e) {
      if (Jdbc.isLost(connection, e)) {
        throw e;
      }
      return Optional.of(new Reason(signal.limit(), "it cannot be read: " + e.getMessage()));
    }
  }
}

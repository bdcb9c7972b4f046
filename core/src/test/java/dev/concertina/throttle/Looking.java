package dev.concertina.throttle;

import dev.concertina.testkit.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/** One signal with one limit, asked through one session. */
final class Looking implements AutoCloseable {

  private final Signal signal;
  private final Connection connection;
  private final Limits limits;

  Looking(Signal signal, Connection connection, String limit) {
    this.signal = signal;
    this.connection = connection;
    this.limits = Limits.parse(Map.of(signal.limit().word(), limit));
  }

  static Looking at(TestDatabase database, Signal signal, String limit) {
    return new Looking(signal, database.connection(), limit);
  }

  Optional<String> now() {
    try {
      return signal.reasonToHold(connection, limits);
    } catch (SQLException e) {
      throw new AssertionError(signal.limit() + " cannot be read", e);
    }
  }

  /** Looks until it is so, and does something before each look. */
  Optional<String> until(Predicate<Optional<String>> so, Runnable before) {
    while (true) {
      before.run();
      Optional<String> seen = now();
      if (so.test(seen)) {
        return seen;
      }
    }
  }

  String untilItHolds() {
    return until(Optional::isPresent, () -> {}).orElseThrow();
  }

  void untilItGoesOn() {
    until(Optional::isEmpty, () -> {});
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }
}

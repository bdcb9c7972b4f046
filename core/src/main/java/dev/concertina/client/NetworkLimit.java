package dev.concertina.client;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.time.Duration;
import java.util.OptionalInt;

/**
 * Bounds how long a connection waits for a server that is gone without a word, which TCP itself
 * notices after many minutes; what was set before is put back.
 */
final class NetworkLimit implements AutoCloseable {

  private final Connection connection;
  private final OptionalInt before;

  private NetworkLimit(Connection connection, OptionalInt before) {
    this.connection = connection;
    this.before = before;
  }

  /** None where the driver knows no such limit: it is no reason not to use the connection. */
  static NetworkLimit of(Connection connection, Duration time) throws SQLException {
    OptionalInt before;
    try {
      before = OptionalInt.of(connection.getNetworkTimeout());
      connection.setNetworkTimeout(Runnable::run, Math.toIntExact(time.toMillis()));
    } catch (SQLFeatureNotSupportedException e) {
      before = OptionalInt.empty();
    }
    return new NetworkLimit(connection, before);
  }

  Connection connection() {
    return connection;
  }

  @Override
  public void close() throws SQLException {
    if (before.isPresent()) {
      connection.setNetworkTimeout(Runnable::run, before.getAsInt());
    }
  }
}

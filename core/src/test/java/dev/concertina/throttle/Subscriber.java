package dev.concertina.throttle;

import dev.concertina.testkit.TestDatabase;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Properties;
import org.postgresql.PGConnection;
import org.postgresql.PGProperty;
import org.postgresql.replication.LogSequenceNumber;
import org.postgresql.replication.PGReplicationStream;

/** A logical subscriber with a slot, which confirms what it received when a test says so. */
final class Subscriber implements AutoCloseable {

  private final TestDatabase database;
  private final String slot;
  private final Connection connection;
  private final PGReplicationStream stream;

  Subscriber(TestDatabase database, String slot) throws SQLException {
    this.database = database;
    this.slot = slot;
    database.execute(
        "SELECT pg_create_logical_replication_slot('" + slot + "', 'pgoutput')",
        "CREATE PUBLICATION " + slot + " FOR ALL TABLES");
    Properties properties = new Properties();
    PGProperty.REPLICATION.set(properties, "database");
    PGProperty.PREFER_QUERY_MODE.set(properties, "simple");
    PGProperty.ASSUME_MIN_SERVER_VERSION.set(properties, "14");
    PGProperty.APPLICATION_NAME.set(properties, slot);
    this.connection = DriverManager.getConnection(database.url(), properties);
    this.stream =
        connection
            .unwrap(PGConnection.class)
            .getReplicationAPI()
            .replicationStream()
            .logical()
            .withSlotName(slot)
            .withSlotOption("proto_version", 1)
            .withSlotOption("publication_names", slot)
            .start();
  }

  /** It has applied all that there is. */
  void confirm() {
    try {
      while (stream.readPending() != null) {
        // Only the position matters.
      }
      LogSequenceNumber all =
          LogSequenceNumber.valueOf(database.query("SELECT pg_current_wal_lsn()").get(0));
      stream.setAppliedLSN(all);
      stream.setFlushedLSN(all);
      stream.forceUpdateStatus();
    } catch (SQLException e) {
      throw new AssertionError(slot + " cannot confirm", e);
    }
  }

  /** Leaves; the slot stays. */
  @Override
  public void close() throws SQLException {
    connection.close();
  }
}

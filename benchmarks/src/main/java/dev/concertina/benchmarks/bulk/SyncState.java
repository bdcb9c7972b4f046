package dev.concertina.benchmarks.bulk;

import dev.concertina.benchmarks.server.Database;
import dev.concertina.benchmarks.server.Queries;
import dev.concertina.engine.Listener;
import dev.concertina.sql.Sql;
import java.sql.Connection;
import java.sql.SQLException;

/**
 * A state of {@link Accounts} in which an application writes. All have the new column, so that the
 * rows of all are as wide; and all are rewritten, so that a backfill's traces do not count.
 */
public enum SyncState {
  NONE("no trigger", true) {
    @Override
    void prepare(Database database, Connection connection) throws SQLException {
      Queries.run(connection, Sql.of("ALTER TABLE accounts ADD COLUMN full_name text"));
      fill(connection);
    }
  },
  ONE_WAY("one-way", true) {
    @Override
    void prepare(Database database, Connection connection) throws SQLException {
      try (Rename rename = Rename.of(database, Tuning.NONE, Listener.SILENT)) {
        rename.expand();
      }
      fill(connection);
    }
  },
  ONE_WAY_EMPTY("one-way, row not filled yet", false) {
    @Override
    void prepare(Database database, Connection connection) {
      try (Rename rename = Rename.of(database, Tuning.NONE, Listener.SILENT)) {
        rename.expand();
      }
    }
  },
  TWO_WAY("two-way", true) {
    @Override
    void prepare(Database database, Connection connection) {
      try (Rename rename = Rename.of(database, Tuning.NONE, Listener.SILENT)) {
        rename.expand();
        rename.migrate();
      }
    }
  },
  SWITCHED("two-way, switched", true) {
    @Override
    void prepare(Database database, Connection connection) {
      try (Rename rename = Rename.of(database, Tuning.NONE, Listener.SILENT)) {
        rename.expand();
        rename.migrate();
        rename.switchOver();
      }
    }
  };

  private final String words;
  private final boolean promised;

  SyncState(String words, boolean promised) {
    this.words = words;
    this.promised = promised;
  }

  abstract void prepare(Database database, Connection connection) throws SQLException;

  /** Whether the project promises a figure for it: each row is in the other state but once. */
  public boolean isPromised() {
    return promised;
  }

  /** Brings a table that was just loaded into this state. */
  public void reach(Database database) throws SQLException {
    try (Connection connection = database.connect("prepare")) {
      prepare(database, connection);
      Queries.run(connection, Sql.of("VACUUM (FULL) accounts"));
      Accounts.settle(connection);
    }
  }

  private static void fill(Connection connection) throws SQLException {
    Queries.run(connection, Sql.of("UPDATE accounts SET full_name = user_name"));
  }

  @Override
  public String toString() {
    return words;
  }
}

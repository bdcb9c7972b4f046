package dev.concertina.benchmarks.bulk;

import dev.concertina.benchmarks.server.Queries;
import dev.concertina.sql.Sql;
import java.sql.Connection;
import java.sql.SQLException;

/** What an application does to many rows of {@link Accounts} at once. */
public enum Write {
  OTHER_COLUMN("UPDATE of another column") {
    @Override
    public void write(Connection connection, Range keys) throws SQLException {
      Queries.run(
          connection, Sql.of("UPDATE accounts SET visits = visits + 1 WHERE {}", keys.sql()));
    }
  },
  SYNCED_COLUMN("UPDATE of the synced column") {
    @Override
    public void write(Connection connection, Range keys) throws SQLException {
      Queries.run(
          connection,
          Sql.of("UPDATE accounts SET user_name = user_name || 'x' WHERE {}", keys.sql()));
    }
  },
  INSERT("INSERT") {
    @Override
    public void write(Connection connection, Range keys) throws SQLException {
      Accounts.insert(connection, keys.first(), keys.last());
    }
  };

  private final String words;

  Write(String words) {
    this.words = words;
  }

  /** Writes each of the rows once; only {@link #INSERT} wants keys that are not there. */
  public abstract void write(Connection connection, Range keys) throws SQLException;

  /** Keys, both ends included. */
  public record Range(long first, long last) {

    Sql sql() {
      return Sql.of("id BETWEEN {} AND {}", Sql.number(first), Sql.number(last));
    }
  }

  @Override
  public String toString() {
    return words;
  }
}

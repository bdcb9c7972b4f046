package dev.concertina.session;

import dev.concertina.sql.Sql;
import dev.concertina.sql.SqlPart;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Types;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** Queries and transactions on one connection, which the caller owns and opens in autocommit. */
public final class Jdbc {

  /** Makes a value of the current row. */
  @FunctionalInterface
  public interface RowReader<T> {
    T read(ResultSet row) throws SQLException;
  }

  /** What runs inside a transaction. */
  @FunctionalInterface
  public interface Work<T> {
    T run() throws SQLException;
  }

  private Jdbc() {}

  /** The rows of a query; parameters may be Optional and Instant. */
  public static <T> List<T> list(
      Connection connection, SqlPart sql, RowReader<T> reader, Object... parameters)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql.sql())) {
      bind(statement, parameters);
      try (ResultSet rows = statement.executeQuery()) {
        List<T> result = new ArrayList<>();
        while (rows.next()) {
          result.add(reader.read(rows));
        }
        return result;
      }
    }
  }

  /** The first row of a query. */
  public static <T> Optional<T> first(
      Connection connection, SqlPart sql, RowReader<T> reader, Object... parameters)
      throws SQLException {
    return list(connection, sql, reader, parameters).stream().findFirst();
  }

  /** The rows that a data-changing statement touched. */
  public static int update(Connection connection, SqlPart sql, Object... parameters)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql.sql())) {
      bind(statement, parameters);
      return statement.executeUpdate();
    }
  }

  /**
   * Runs the text as it stands: no parameters, no JDBC escapes, so that {@code ?} and {@code {fn
   * …}} in it are the server's.
   *
   * @return the rows that it touched, 0 for DDL
   */
  public static int run(Connection connection, SqlPart sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.setEscapeProcessing(false);
      statement.execute(sql.sql());
      return Math.max(0, statement.getUpdateCount());
    }
  }

  /** The rows of a query whose text stands as it is, see {@link #run}. */
  public static <T> List<T> listVerbatim(Connection connection, SqlPart sql, RowReader<T> reader)
      throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.setEscapeProcessing(false);
      try (ResultSet rows = statement.executeQuery(sql.sql())) {
        List<T> result = new ArrayList<>();
        while (rows.next()) {
          result.add(reader.read(rows));
        }
        return result;
      }
    }
  }

  /** Commits what the work did, or rolls all of it back and passes on its exception. */
  public static <T> T inTransaction(Connection connection, Work<T> work) throws SQLException {
    connection.setAutoCommit(false);
    T result;
    try {
      result = work.run();
      connection.commit();
    } catch (Throwable e) {
      rollBack(connection, e);
      throw e;
    }
    connection.setAutoCommit(true);
    return result;
  }

  /**
   * A statement in a transaction of its own whose commit waits for no disk: a crash of the server
   * may lose it ("Asynchronous Commit").
   */
  public static void updateUnflushed(Connection connection, Sql sql, Object... parameters)
      throws SQLException {
    inTransaction(
        connection,
        () -> {
          run(connection, Sql.of("SET LOCAL synchronous_commit = off"));
          return update(connection, sql, parameters);
        });
  }

  /** The numbers by which the catalog knows objects, as a parameter. */
  public static Array oids(Connection connection, Collection<? extends Number> oids)
      throws SQLException {
    return connection.createArrayOf("oid", oids.toArray());
  }

  /** A timestamp column that may be NULL. */
  public static Optional<Instant> instant(ResultSet row, String column) throws SQLException {
    return Optional.ofNullable(row.getObject(column, OffsetDateTime.class))
        .map(OffsetDateTime::toInstant);
  }

  /** A text column that may be NULL. */
  public static Optional<String> text(ResultSet row, String column) throws SQLException {
    return Optional.ofNullable(row.getString(column));
  }

  /** Whether the session cannot go on after this, by what the server or the driver says. */
  public static boolean isLost(Connection connection, SQLException e) throws SQLException {
    return SqlState.isConnectionLost(e) || connection.isClosed();
  }

  private static void rollBack(Connection connection, Throwable cause) {
    try {
      if (!connection.isClosed()) {
        connection.rollback();
        connection.setAutoCommit(true);
      }
    } catch (SQLException e) {
      cause.addSuppressed(e);
    }
  }

  private static void bind(PreparedStatement statement, Object... parameters) throws SQLException {
    for (int i = 0; i < parameters.length; i++) {
      Object value = parameters[i];
      if (value instanceof Optional<?> optional) {
        if (optional.isEmpty()) {
          statement.setNull(i + 1, Types.NULL);
          continue;
        }
        value = optional.get();
      }
      if (value instanceof Instant instant) {
        value = OffsetDateTime.ofInstant(instant, ZoneOffset.UTC);
      }
      statement.setObject(i + 1, value);
    }
  }
}

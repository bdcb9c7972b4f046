package dev.concertina.throttle;

import dev.concertina.session.Jdbc;
import dev.concertina.session.SqlState;
import dev.concertina.sql.Sql;
import dev.concertina.sql.UsersPath;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;

/**
 * The user's own signal: go on only if the query says {@code false}. It runs in a transaction that
 * only reads, for a second at most ("Statement Behavior", {@code statement_timeout}).
 */
final class UserQuery implements Signal {

  private static final Sql AT_MOST = Sql.of("SET LOCAL statement_timeout = '1s'");

  @Override
  public Limit limit() {
    return Limit.THROTTLE_QUERY;
  }

  @Override
  public Optional<String> reasonToHold(Connection connection, Limits limits) throws SQLException {
    String query = limits.query().orElseThrow();
    connection.setReadOnly(true);
    try {
      return Jdbc.inTransaction(connection, () -> answer(connection, query));
    } catch (SQLException e) {
      if (SqlState.isConnectionLost(e)) {
        throw e;
      }
      return Optional.of(
          SqlState.is(e, SqlState.QUERY_CANCELED)
              ? "the query did not answer within 1 s"
              : "the query failed: "
                  + String.valueOf(e.getMessage()).replaceAll("\\s*\n\\s*", ", "));
    } finally {
      if (!connection.isClosed()) {
        connection.setReadOnly(false);
      }
    }
  }

  private static Optional<String> answer(Connection connection, String query) throws SQLException {
    Jdbc.run(connection, AT_MOST);
    Jdbc.run(connection, UsersPath.TAKE_UP_IN_TRANSACTION);
    try (Statement statement = connection.createStatement()) {
      statement.setEscapeProcessing(false);
      statement.setMaxRows(2);
      if (!statement.execute(query)) {
        return Optional.of("the query returns nothing; it must return one boolean");
      }
      try (ResultSet rows = statement.getResultSet()) {
        return judge(rows);
      }
    }
  }

  private static Optional<String> judge(ResultSet rows) throws SQLException {
    if (rows.getMetaData().getColumnCount() != 1 || !rows.next()) {
      return Optional.of("the query must return one row with one column");
    }
    Object value = rows.getObject(1);
    if (value != null && !(value instanceof Boolean)) {
      return Optional.of("the query returned " + value + "; it must return a boolean");
    }
    if (rows.next()) {
      return Optional.of("the query returned more than one row");
    }
    return Boolean.FALSE.equals(value)
        ? Optional.empty()
        : Optional.of("the query returned " + (value == null ? "NULL" : "true"));
  }
}

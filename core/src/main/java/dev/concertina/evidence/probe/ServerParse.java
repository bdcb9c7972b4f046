package dev.concertina.evidence.probe;

import dev.concertina.evidence.text.QueryText;
import dev.concertina.session.SqlState;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLWarning;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.postgresql.core.BaseConnection;
import org.postgresql.core.Field;
import org.postgresql.core.NativeQuery;
import org.postgresql.core.Oid;
import org.postgresql.core.ParameterList;
import org.postgresql.core.Parser;
import org.postgresql.core.Query;
import org.postgresql.core.QueryExecutor;
import org.postgresql.core.ResultCursor;
import org.postgresql.core.ResultHandlerBase;
import org.postgresql.core.SqlCommand;
import org.postgresql.core.Tuple;
import org.postgresql.jdbc.PreferQueryMode;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

/**
 * Sends a text, byte for byte, as one Parse and one Describe message of the extended protocol
 * ("Message Flow" in the documentation): the server refuses a text of several statements, and
 * nothing runs. Belongs to one connection; not thread-safe.
 */
public final class ServerParse {

  private static final int DESCRIBE =
      QueryExecutor.QUERY_ONESHOT
          | QueryExecutor.QUERY_DESCRIBE_ONLY
          | QueryExecutor.QUERY_SUPPRESS_BEGIN;

  private static final String NOT_ONE = "42601";

  private final QueryExecutor executor;

  /**
   * Sends nothing yet.
   *
   * @param connection in autocommit: each text is a transaction of its own
   * @throws SQLException if the connection would send a text by the simple protocol, in which a
   *     server runs each statement of it
   */
  public ServerParse(Connection connection) throws SQLException {
    BaseConnection driver = connection.unwrap(BaseConnection.class);
    if (driver.getPreferQueryMode() == PreferQueryMode.SIMPLE) {
      throw new SQLException(
          "texts of others must not be sent by the simple protocol: leave preferQueryMode=simple"
              + " out of the URL",
          "0A000");
    }
    this.executor = driver.getQueryExecutor();
  }

  /**
   * Asks for the types of parameters and result. Of several refusals, one by type after the other,
   * it tells the first, or the first with which the server found every function.
   *
   * @throws SQLException if the connection is lost
   */
  public Described describe(QueryText query) throws SQLException {
    String sql = query.sql();
    if (!isOne(sql)) {
      return new Described.Refused(NOT_ONE, "the driver sees several statements in it", 0);
    }
    Guesses guesses = new Guesses(sql, query.parameters());
    Described described = describe(sql, guesses.types());
    Described told = described;
    while (described instanceof Described.Refused refused && guesses.next(refused)) {
      described = describe(sql, guesses.types());
      if (Guesses.isOfAnswer(described) && !Guesses.isOfAnswer(told)) {
        told = described;
      }
    }
    return described instanceof Described.Refused ? told : described;
  }

  /**
   * Whether the server takes the text for one statement, with parameters of these types.
   *
   * @throws SQLException if the connection is lost
   */
  boolean accepts(String sql, List<Integer> types) throws SQLException {
    return isOne(sql)
        && describe(sql, types.stream().mapToInt(Integer::intValue).toArray())
            instanceof Described.Accepted;
  }

  private static boolean isOne(String sql) throws SQLException {
    return Parser.parseJdbcSql(sql, true, false, true, false, false).size() == 1;
  }

  private Described describe(String sql, int[] types) throws SQLException {
    Query query =
        executor.wrap(
            List.of(new NativeQuery(sql, new int[types.length], false, SqlCommand.BLANK)));
    try {
      ParameterList list = query.createParameterList();
      for (int i = 0; i < types.length; i++) {
        if (types[i] != Oid.UNSPECIFIED) {
          list.setNull(i + 1, types[i]);
        }
      }
      Handler handler = new Handler();
      executor.execute(query, list, handler, 0, 0, DESCRIBE);
      return new Described.Accepted(
          Arrays.stream(list.getTypeOIDs()).boxed().toList(), handler.columns);
    } catch (SQLException e) {
      if (SqlState.isConnectionLost(e)) {
        throw e;
      }
      return refused(e);
    } finally {
      query.close();
    }
  }

  private static Described refused(SQLException e) {
    Optional<ServerErrorMessage> error =
        Optional.of(e)
            .filter(PSQLException.class::isInstance)
            .map(PSQLException.class::cast)
            .map(PSQLException::getServerErrorMessage);
    return new Described.Refused(
        SqlState.of(e),
        error.map(ServerErrorMessage::getMessage).orElse(String.valueOf(e.getMessage())),
        error.map(ServerErrorMessage::getPosition).orElse(0));
  }

  private static final class Handler extends ResultHandlerBase {
    private List<Described.ResultColumn> columns = List.of();

    @Override
    public void handleResultRows(
        Query query, Field[] fields, List<Tuple> rows, @Nullable ResultCursor cursor) {
      columns =
          Arrays.stream(fields)
              .map(f -> new Described.ResultColumn(f.getColumnLabel(), f.getOID(), f.getMod()))
              .toList();
    }

    /** Warnings of a parse speak to who wrote the text. */
    @Override
    public void handleWarning(SQLWarning warning) {}
  }
}

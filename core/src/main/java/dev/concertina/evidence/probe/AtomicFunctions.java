package dev.concertina.evidence.probe;

import com.grack.nanojson.JsonArray;
import com.grack.nanojson.JsonObject;
import com.grack.nanojson.JsonParser;
import com.grack.nanojson.JsonParserException;
import com.grack.nanojson.JsonWriter;
import dev.concertina.evidence.tree.TreeUses;
import dev.concertina.session.Jdbc;
import dev.concertina.session.SqlState;
import dev.concertina.sql.Sql;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Lets PostgreSQL resolve queries by making each the body of a {@code BEGIN ATOMIC} function
 * ("CREATE FUNCTION" in the documentation), which is undone at once and never called.
 *
 * <p>All of it is one DO block whose text never changes, so that {@code pg_stat_statements} sees
 * one statement. The queries travel in a setting. The block works as the owner of a SECURITY
 * DEFINER function, in which PostgreSQL refuses SET ROLE; for a superuser that owner is {@code
 * pg_read_all_data}. So even a text that all earlier checks have misread would have no right that
 * counts. Belongs to one connection in autocommit; not thread-safe.
 */
final class AtomicFunctions {

  /**
   * One query.
   *
   * @param arguments the types of its parameters, as a list of SQL
   * @param path the search path, as the setting is written
   */
  record Query(String sql, String arguments, String path) {}

  private static final Sql RESOLVE = Sql.of(Block.TEXT);

  private static final Sql GIVE =
      Sql.of("SELECT pg_catalog.set_config('concertina.evidence_work', ?, true)");

  private static final Sql TAKE =
      Sql.of("SELECT pg_catalog.current_setting('concertina.evidence_found') AS found");

  private final Connection connection;

  AtomicFunctions(Connection connection) {
    this.connection = connection;
  }

  /**
   * What each is made of, in their order. A batch that the server breaks off is tried one by one.
   *
   * @throws SQLException if the connection is lost
   */
  List<Resolved> resolve(List<Query> queries) throws SQLException {
    try {
      return ask(queries);
    } catch (SQLException e) {
      if (SqlState.isConnectionLost(e)) {
        throw e;
      }
      if (queries.size() == 1) {
        return List.of(new Resolved.Refused(SqlState.of(e), String.valueOf(e.getMessage())));
      }
      List<Resolved> alone = new ArrayList<>();
      for (Query query : queries) {
        alone.addAll(resolve(List.of(query)));
      }
      return alone;
    }
  }

  private List<Resolved> ask(List<Query> queries) throws SQLException {
    connection.setAutoCommit(false);
    try {
      Jdbc.list(connection, GIVE, row -> "", written(queries));
      Jdbc.run(connection, RESOLVE);
      return read(Jdbc.first(connection, TAKE, row -> row.getString("found")).orElseThrow());
    } finally {
      connection.rollback();
      connection.setAutoCommit(true);
    }
  }

  private static String written(List<Query> queries) {
    return JsonWriter.string(
        queries.stream()
            .map(q -> Map.of("sql", q.sql(), "arguments", q.arguments(), "path", q.path()))
            .toList());
  }

  private static List<Resolved> read(String json) {
    try {
      JsonArray found = JsonParser.array().from(json);
      List<Resolved> resolved = new ArrayList<>();
      for (int i = 0; i < found.size(); i++) {
        resolved.add(read(found.getObject(i)));
      }
      return resolved;
    } catch (JsonParserException e) {
      throw new IllegalStateException("PostgreSQL wrote JSON that is none", e);
    }
  }

  private static Resolved read(JsonObject found) {
    return found.has("state")
        ? new Resolved.Refused(found.getString("state"), found.getString("message"))
        : new Resolved.Body(TreeUses.of(found.getString("tree")), found.getString("sql"));
  }
}

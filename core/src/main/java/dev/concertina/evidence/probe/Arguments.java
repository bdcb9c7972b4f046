package dev.concertina.evidence.probe;

import dev.concertina.evidence.text.Parameters;
import dev.concertina.evidence.text.QueryText;
import dev.concertina.session.Jdbc;
import dev.concertina.sql.Sql;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Turns the parameters of a query into arguments of a function. Not thread-safe. */
final class Arguments {

  /** Arguments that a function may have ({@code FUNC_MAX_ARGS}). */
  private static final int MOST = 100;

  /** The type of a constant whose type nothing tells: as a column of a result it is text. */
  private static final int UNKNOWN = 705;

  private final Connection connection;
  private final Map<Integer, String> names = new HashMap<>();

  Arguments(Connection connection) {
    this.connection = connection;
  }

  /** Reads the names of types, qualified where they have to be. */
  void read(Collection<Integer> types) throws SQLException {
    List<Long> unread =
        types.stream()
            .filter(t -> !names.containsKey(t))
            .distinct()
            .map(Integer::toUnsignedLong)
            .toList();
    if (!unread.isEmpty()) {
      Jdbc.list(
          connection,
          Sql.of(
              """
              SELECT t.oid, CASE WHEN n.nspname = 'pg_catalog' THEN pg_catalog.format_type(t.oid, NULL)
                            ELSE pg_catalog.quote_ident(n.nspname) || '.'
                                 || pg_catalog.quote_ident(t.typname) END AS name
              FROM pg_catalog.pg_type t
              JOIN pg_catalog.pg_namespace n ON n.oid = t.typnamespace
              WHERE t.oid = ANY (?)"""),
          row -> names.put((int) row.getLong("oid"), row.getString("name")),
          Jdbc.oids(connection, unread));
    }
  }

  /** The list of types, of as many parameters as a function may have. */
  String list(List<Integer> types) {
    return types.stream().limit(MOST).map(this::name).collect(Collectors.joining(", "));
  }

  /** The query; parameters beyond what a function may have become NULLs of their types. */
  String bound(QueryText query, List<Integer> types) {
    if (types.size() <= MOST) {
      return query.sql();
    }
    return Parameters.replace(
        query.sql(),
        query.places(),
        token -> {
          int number = Parameters.number(token.text());
          return number <= MOST ? token.text() : "(NULL::" + name(types.get(number - 1)) + ")";
        });
  }

  private String name(int type) {
    return type == UNKNOWN || type == 0 ? "text" : names.getOrDefault(type, "text");
  }
}

package dev.concertina.evidence.probe;

import dev.concertina.evidence.text.Reading;
import dev.concertina.session.Jdbc;
import dev.concertina.sql.Identifier;
import dev.concertina.sql.Sql;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The numbers under which PostgreSQL counts queries. It makes them of what the names mean, not of
 * the text ("pg_stat_statements" in the documentation), and shows that of a session's last query in
 * {@code pg_stat_activity.query_id}, also of one that was only parsed: nothing runs. So one session
 * parses, and another one looks at it. Belongs to two connections in autocommit.
 */
public final class QueryNumbers implements AutoCloseable {

  private final Connection watcher;
  private final ServerParse parse;
  private final PinnedSession session;
  private final long pid;

  /**
   * Pins the settings of the first one until it is closed.
   *
   * @param asking sends the texts
   * @param watcher of the same role, so that it may see what the other does
   */
  public QueryNumbers(Connection asking, Connection watcher) throws SQLException {
    this.watcher = watcher;
    this.parse = new ServerParse(asking);
    this.pid =
        Jdbc.first(
                asking,
                Sql.of("SELECT pg_catalog.pg_backend_pid() AS pid"),
                row -> row.getLong("pid"))
            .orElseThrow();
    this.session = new PinnedSession(asking);
  }

  /**
   * Under which of the search paths the query has the number, in one of the {@linkplain Spellings
   * ways} in which it may have been sent. Under several where PostgreSQL makes no difference: from
   * 18 on it numbers a table by its name without the schema.
   */
  public Set<List<Identifier>> paths(
      Reading.Query query, Collection<List<Identifier>> paths, long number) throws SQLException {
    Map<List<Identifier>, List<Spellings.Spelling>> open = new LinkedHashMap<>();
    for (List<Identifier> path : paths) {
      open.put(path, spellings(query, path));
    }
    int most = open.values().stream().mapToInt(List::size).max().orElse(0);
    for (int i = 0; i < most; i++) {
      for (Map.Entry<List<Identifier>, List<Spellings.Spelling>> entry : open.entrySet()) {
        if (i < entry.getValue().size()) {
          Spellings.Spelling spelling = entry.getValue().get(i);
          if (has(spelling, entry.getKey(), number)) {
            return having(spelling, open.keySet(), number);
          }
        }
      }
    }
    return Set.of();
  }

  private List<Spellings.Spelling> spellings(Reading.Query query, List<Identifier> path)
      throws SQLException {
    session.path(path);
    Described described = parse.describe(query.text());
    session.catalogOnly();
    return described instanceof Described.Accepted accepted
        ? new Spellings(query, accepted.parameters()).all()
        : List.of();
  }

  /** One text under all of them: sent in another way it has another number. */
  private Set<List<Identifier>> having(
      Spellings.Spelling spelling, Set<List<Identifier>> paths, long number) throws SQLException {
    Set<List<Identifier>> having = new HashSet<>();
    for (List<Identifier> path : paths) {
      if (has(spelling, path, number)) {
        having.add(path);
      }
    }
    return having;
  }

  private boolean has(Spellings.Spelling spelling, List<Identifier> path, long number)
      throws SQLException {
    session.path(path);
    boolean has = parse.accepts(spelling.sql(), spelling.types()) && last() == number;
    session.catalogOnly();
    return has;
  }

  /** 0 where PostgreSQL gives no numbers. */
  private long last() throws SQLException {
    return Jdbc.first(
            watcher,
            Sql.of("SELECT a.query_id FROM pg_catalog.pg_stat_activity a WHERE a.pid = ?"),
            row -> row.getLong("query_id"),
            pid)
        .orElse(0L);
  }

  @Override
  public void close() throws SQLException {
    session.close();
  }
}

package dev.concertina.trace;

import dev.concertina.hazard.Statement;
import dev.concertina.hazard.action.Action;
import dev.concertina.hazard.action.SessionAction;
import dev.concertina.plan.LockMode;
import dev.concertina.session.Jdbc;
import dev.concertina.sql.QualifiedName;
import dev.concertina.sql.Sql;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Runs statements one after the other, each in a transaction of its own, and looks before COMMIT at
 * the locks that it holds ("pg_locks" in the documentation). For a database that may be thrown
 * away, and for one thread.
 */
public final class Tracer {

  private static final Sql RELATIONS =
      Sql.of(
          "SELECT c.oid, n.nspname, c.relname, pg_catalog.pg_relation_filenode(c.oid)"
              + " FROM pg_catalog.pg_class c"
              + " JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace"
              + " WHERE c.relkind IN ('r', 'p', 'm', 'v')"
              + " AND n.nspname NOT IN ('pg_catalog', 'information_schema', 'pg_toast')");

  private static final Sql LOCKS =
      Sql.of(
          "SELECT relation, mode FROM pg_catalog.pg_locks"
              + " WHERE locktype = 'relation' AND granted AND pid = pg_catalog.pg_backend_pid()");

  private final Connection connection;

  /**
   * A tracer of one session.
   *
   * @param connection in autocommit; the caller closes it
   */
  public Tracer(Connection connection) {
    this.connection = connection;
  }

  /** Runs a statement and commits it; one that fails leaves nothing. */
  public Traced run(Statement statement) throws SQLException {
    if (statement.actions().stream().anyMatch(Tracer::isBoundary)) {
      return unwatched(statement, Optional.empty());
    }
    Sql sql = Sql.verbatim(statement.origin().statement());
    if (statement.actions().stream().anyMatch(Action::refusesTransaction)) {
      return alone(statement, sql);
    }
    Map<Long, Seen> before = relations();
    Map<Long, LockMode> held = new HashMap<>();
    try {
      Jdbc.inTransaction(
          connection,
          () -> {
            Jdbc.run(connection, sql);
            locks().forEach(lock -> held.merge(lock.relation(), lock.mode(), Tracer::stronger));
            return held;
          });
    } catch (SQLException e) {
      connection.setAutoCommit(true);
      return unwatched(statement, Optional.of(String.valueOf(e.getMessage())));
    }
    Map<QualifiedName, LockMode> locks = new HashMap<>();
    held.forEach(
        (relation, mode) -> {
          Seen seen = before.get(relation);
          if (seen != null) {
            locks.put(seen.name(), mode);
          }
        });
    return new Traced(statement, true, locks, rewritten(before), Optional.empty());
  }

  /** BEGIN and COMMIT of the script would hide which statement holds what. */
  private static boolean isBoundary(Action action) {
    return action instanceof SessionAction.Begin
        || action instanceof SessionAction.End
        || action instanceof SessionAction.Divide;
  }

  private Traced alone(Statement statement, Sql sql) {
    try {
      Jdbc.run(connection, sql);
      return unwatched(statement, Optional.empty());
    } catch (SQLException e) {
      return unwatched(statement, Optional.of(String.valueOf(e.getMessage())));
    }
  }

  private static Traced unwatched(Statement statement, Optional<String> failure) {
    return new Traced(statement, false, Map.of(), Set.of(), failure);
  }

  private record Seen(QualifiedName name, long file) {}

  private record Held(long relation, LockMode mode) {}

  private Map<Long, Seen> relations() throws SQLException {
    Map<Long, Seen> relations = new HashMap<>();
    Jdbc.list(
        connection,
        RELATIONS,
        row ->
            relations.put(
                row.getLong(1),
                new Seen(QualifiedName.of(row.getString(2), row.getString(3)), row.getLong(4))));
    return relations;
  }

  private List<Held> locks() throws SQLException {
    return Jdbc.list(connection, LOCKS, row -> new Held(row.getLong(1), mode(row.getString(2))));
  }

  private Set<QualifiedName> rewritten(Map<Long, Seen> before) throws SQLException {
    Set<QualifiedName> rewritten = new HashSet<>();
    relations()
        .forEach(
            (relation, now) -> {
              Seen was = before.get(relation);
              if (was != null && was.file() != now.file()) {
                rewritten.add(was.name());
              }
            });
    return rewritten;
  }

  /** {@code AccessExclusiveLock} is ACCESS EXCLUSIVE. */
  private static LockMode mode(String name) {
    String words = name.replaceAll("Lock$", "").replaceAll("(?<=[a-z])(?=[A-Z])", "_");
    return LockMode.valueOf(words.toUpperCase(Locale.ROOT));
  }

  private static LockMode stronger(LockMode one, LockMode other) {
    return one.compareTo(other) >= 0 ? one : other;
  }
}

package dev.concertina.engine;

import dev.concertina.plan.LockMode;
import dev.concertina.plan.TableLock;
import dev.concertina.session.Jdbc;
import dev.concertina.session.Sessions;
import dev.concertina.session.SqlState;
import dev.concertina.sql.QualifiedName;
import dev.concertina.sql.Sql;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Takes several table locks without ever waiting while it holds one: it waits for one table, the
 * rest must be free at once. The caller rolls back after a refusal and names the refusing table as
 * the first of the next try.
 *
 * <p>Waiting while holding would stall the application for the sum of the time-outs, and could make
 * it the victim of a deadlock.
 */
final class LockRotation {

  private LockRotation() {}

  /**
   * The locks as they are taken: of tables that exist, each once in its strongest mode, with their
   * partitions and child tables, because DDL on the parent locks those too.
   */
  static List<TableLock> targets(Connection connection, List<TableLock> locks) throws SQLException {
    Map<QualifiedName, LockMode> strongest = new TreeMap<>();
    for (TableLock lock : locks) {
      for (QualifiedName table : family(connection, lock.table())) {
        strongest.merge(table, lock.mode(), (a, b) -> a.compareTo(b) >= 0 ? a : b);
      }
    }
    List<TableLock> targets = new ArrayList<>();
    strongest.forEach((table, mode) -> targets.add(new TableLock(table, mode)));
    return targets;
  }

  /**
   * Takes the locks in the open transaction. Its commit waits for the own disk alone: locks are
   * held until a commit has ended, and a standby may be slow or away. The phase's own commit, which
   * comes after it in the log, waits for standbys as the server is told to.
   *
   * @param first the table to wait for, if it is one of the targets
   * @param patience how long to wait for it
   * @throws LockRefusedException if one of them cannot be had
   */
  static void take(
      Connection connection,
      List<TableLock> targets,
      Optional<QualifiedName> first,
      Duration patience)
      throws SQLException {
    List<TableLock> order = new ArrayList<>(targets);
    first.ifPresent(
        name -> order.sort(Comparator.comparing(lock -> lock.table().equals(name) ? 0 : 1)));
    Jdbc.run(
        connection,
        Sql.of(
            "SET LOCAL lock_timeout = {}; SET LOCAL idle_in_transaction_session_timeout = {};"
                + " SET LOCAL synchronous_commit = local",
            Sql.number(patience.toMillis()),
            Sql.number(Sessions.LONGEST_SILENCE.toMillis())));
    for (int i = 0; i < order.size(); i++) {
      TableLock lock = order.get(i);
      try {
        Jdbc.run(
            connection,
            Sql.of(
                "LOCK TABLE ONLY {} IN {} MODE{}",
                lock.table(),
                Sql.verbatim(lock.mode().words()),
                i == 0 ? Sql.of("") : Sql.of(" NOWAIT")));
      } catch (SQLException e) {
        throw SqlState.isRetryable(e) ? new LockRefusedException(lock, e) : e;
      }
    }
  }

  private static List<QualifiedName> family(Connection connection, QualifiedName table)
      throws SQLException {
    return Jdbc.list(
        connection,
        Sql.of(
            """
            WITH RECURSIVE family(oid) AS (
              SELECT c.oid FROM pg_catalog.pg_class c
              JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
              WHERE n.nspname = ? AND c.relname = ? AND c.relkind IN ('r', 'p', 'v')
              UNION
              SELECT i.inhrelid FROM pg_catalog.pg_inherits i JOIN family f ON i.inhparent = f.oid)
            SELECT n.nspname, c.relname FROM family
            JOIN pg_catalog.pg_class c USING (oid)
            JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
            WHERE c.relkind IN ('r', 'p', 'v')\
            """),
        row -> QualifiedName.of(row.getString("nspname"), row.getString("relname")),
        table.schema().value(),
        table.name().value());
  }
}

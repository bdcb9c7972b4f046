package dev.concertina.engine;

import dev.concertina.session.Jdbc;
import dev.concertina.session.OtherSession;
import dev.concertina.session.SessionWatch;
import dev.concertina.session.SqlState;
import dev.concertina.sql.QualifiedName;
import dev.concertina.sql.Sql;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An ordinary autovacuum gives way only to one who has waited for its deadlock_timeout ("Routine
 * Vacuuming" in PostgreSQL's documentation), and behind who waits for a table, the application
 * waits. So where it is all that is in the way it is cancelled at first sight, as the server would
 * do later. A role that may not do so lets the server do it: it waits in a mode that only the
 * autovacuum is in the way of. Thread-safe.
 */
final class AutovacuumInTheWay implements SessionWatch.Answer {

  private static final Logger LOG = LoggerFactory.getLogger(AutovacuumInTheWay.class);

  private volatile boolean mayNot;

  @Override
  public void to(List<OtherSession> blockers, Connection watch) throws SQLException {
    if (mayNot || !isAll(blockers)) {
      return;
    }
    for (OtherSession autovacuum : blockers) {
      try {
        Jdbc.run(
            watch, Sql.of("SELECT pg_catalog.pg_cancel_backend({})", Sql.number(autovacuum.pid())));
      } catch (SQLException e) {
        if (!SqlState.is(e, SqlState.INSUFFICIENT_PRIVILEGE)) {
          throw e;
        }
        mayNot = true;
        LOG.debug("may not cancel an autovacuum: the server has to", e);
      }
    }
  }

  /**
   * After a try that was refused: waits until the server has cancelled it, where nobody else was in
   * the way and the role may not. No statement of an application waits meanwhile: none takes a mode
   * that conflicts with SHARE UPDATE EXCLUSIVE ("Explicit Locking").
   *
   * @param connection in no transaction
   * @param besides how long to wait in addition to the server's deadlock_timeout
   */
  void letGiveWay(
      Connection connection, QualifiedName table, List<OtherSession> blockers, Duration besides)
      throws SQLException {
    if (!mayNot || !isAll(blockers)) {
      return;
    }
    try {
      Jdbc.inTransaction(
          connection,
          () -> {
            Jdbc.run(
                connection,
                Sql.of(
                    "SELECT pg_catalog.set_config('lock_timeout', ({} + setting::bigint)::text,"
                        + " true) FROM pg_catalog.pg_settings WHERE name = 'deadlock_timeout'",
                    Sql.number(besides.toMillis())));
            Jdbc.run(
                connection, Sql.of("LOCK TABLE ONLY {} IN SHARE UPDATE EXCLUSIVE MODE", table));
            return table;
          });
    } catch (SQLException e) {
      if (!SqlState.isRetryable(e)) {
        throw e;
      }
      LOG.debug("the autovacuum of {} has not given way", table, e);
    }
  }

  private static boolean isAll(List<OtherSession> blockers) {
    return !blockers.isEmpty() && blockers.stream().allMatch(OtherSession::isYieldingAutovacuum);
  }
}

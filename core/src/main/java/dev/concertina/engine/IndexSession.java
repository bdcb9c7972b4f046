package dev.concertina.engine;

import dev.concertina.session.Jdbc;
import dev.concertina.session.StopRequest;
import dev.concertina.sql.Sql;
import java.sql.SQLException;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The session of a concurrent build or drop. It waits for its locks without a time-out: they stop
 * nobody, and a time-out would leave an invalid index behind. It notices a dead client by itself,
 * where the platform lets it.
 */
final class IndexSession implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(IndexSession.class);

  private final Session session;
  private final StopRequest stop;

  private IndexSession(Session session, StopRequest stop) {
    this.session = session;
    this.stop = stop;
  }

  static IndexSession open(Run run, String step) throws SQLException {
    Session session = run.open(step);
    try {
      Jdbc.run(session.connection(), Sql.of("SET lock_timeout = 0"));
    } catch (SQLException e) {
      session.close();
      throw e;
    }
    try {
      Jdbc.run(session.connection(), Sql.of("SET client_connection_check_interval = '2s'"));
    } catch (SQLException e) {
      LOG.debug("this platform cannot check whether the client lives", e);
    }
    return new IndexSession(session, run.stop());
  }

  int pid() {
    return session.pid();
  }

  /** Runs until the statement has ended, or the run is asked to end. */
  void run(String sql) throws SQLException {
    stop.during(session.connection(), () -> Jdbc.run(session.connection(), Sql.verbatim(sql)));
  }

  /** Runs at most so long, also in a run that was asked to end. */
  void runFor(Duration limit, String sql) throws SQLException {
    Jdbc.run(
        session.connection(), Sql.of("SET statement_timeout = {}", Sql.number(limit.toMillis())));
    Jdbc.run(session.connection(), Sql.verbatim(sql));
  }

  @Override
  public void close() {
    session.close();
  }
}

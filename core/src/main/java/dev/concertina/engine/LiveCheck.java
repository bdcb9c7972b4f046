package dev.concertina.engine;

import dev.concertina.change.MigrationException;
import dev.concertina.evidence.LiveStatement;
import dev.concertina.evidence.PgStatStatements;
import dev.concertina.evidence.SqlScript;
import dev.concertina.evidence.check.CheckReport;
import dev.concertina.evidence.check.Checker;
import dev.concertina.evidence.twin.Scratch;
import dev.concertina.parser.PostgresParser;
import dev.concertina.parser.SqlSyntaxException;
import dev.concertina.plan.Plan;
import dev.concertina.session.SqlState;
import dev.concertina.sql.Identifier;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/** Tries a plan on a twin, with the statements that run now or that a script holds. */
final class LiveCheck {

  private final PostgresParser parser;
  private final Identifier home;
  private final Optional<String> script;

  LiveCheck(PostgresParser parser, Identifier home, Optional<String> script) {
    this.parser = parser;
    this.home = home;
    this.script = script;
  }

  CheckReport of(Connection session, Plan plan, Scratch.Server server) throws SQLException {
    List<LiveStatement> statements = statements(session);
    try (Scratch scratch = scratch(server)) {
      return new Checker(parser, home).check(session, scratch.connection(), plan, statements);
    }
  }

  private List<LiveStatement> statements(Connection session) throws SQLException {
    if (script.isPresent()) {
      return written(session, script.get());
    }
    PgStatStatements live = new PgStatStatements(session);
    if (!live.isThere()) {
      throw new MigrationException(
          "no-statements",
          "nothing tells which statements run: pg_stat_statements is not there",
          "put it into shared_preload_libraries and CREATE EXTENSION pg_stat_statements, or give"
              + " --statements FILE",
          Optional.empty());
    }
    return LiveStatement.byText(live.observe().statements());
  }

  private List<LiveStatement> written(Connection session, String sql) throws SQLException {
    try {
      return new SqlScript(parser, session.getCatalog(), sql).observe().statements();
    } catch (SqlSyntaxException e) {
      MigrationException bad =
          new MigrationException(
              "bad-statements",
              "line " + e.line() + " of the statements cannot be read: " + e.getMessage(),
              "correct it, and end each statement with a semicolon",
              Optional.empty());
      bad.initCause(e);
      throw bad;
    }
  }

  private static Scratch scratch(Scratch.Server server) throws SQLException {
    try {
      return Scratch.make(server);
    } catch (SQLException e) {
      if (!SqlState.is(e, SqlState.INSUFFICIENT_PRIVILEGE)) {
        throw e;
      }
      MigrationException refused =
          new MigrationException(
              "no-scratch-database",
              "this role may not create the database that the migration is tried in",
              "ALTER ROLE … CREATEDB, or name another server of the same version with --scratch URL",
              Optional.empty());
      refused.initCause(e);
      throw refused;
    }
  }
}

package dev.concertina.engine;

import dev.concertina.change.MigrationException;
import dev.concertina.evidence.LiveStatement;
import dev.concertina.evidence.PgStatStatements;
import dev.concertina.evidence.check.CheckReport;
import dev.concertina.evidence.check.Checker;
import dev.concertina.evidence.twin.Scratch;
import dev.concertina.parser.PostgresParser;
import dev.concertina.plan.Plan;
import dev.concertina.session.SqlState;
import dev.concertina.sql.Identifier;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/** Tries a plan on a twin, with the statements that run now or that were given. */
final class LiveCheck {

  private final PostgresParser parser;
  private final Identifier home;
  private final Optional<List<String>> given;

  LiveCheck(PostgresParser parser, Identifier home, Optional<List<String>> given) {
    this.parser = parser;
    this.home = home;
    this.given = given;
  }

  CheckReport of(Connection session, Plan plan, Scratch.Server server) throws SQLException {
    List<LiveStatement> statements = statements(session);
    try (Scratch scratch = scratch(server)) {
      return new Checker(parser, home).check(session, scratch.connection(), plan, statements);
    }
  }

  private List<LiveStatement> statements(Connection session) throws SQLException {
    if (given.isPresent()) {
      String database = session.getCatalog();
      return given.get().stream().map(text -> LiveStatement.written(database, text)).toList();
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

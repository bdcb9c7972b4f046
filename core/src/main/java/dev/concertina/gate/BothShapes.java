package dev.concertina.gate;

import dev.concertina.evidence.CountedMeanings;
import dev.concertina.evidence.Verdict;
import dev.concertina.evidence.probe.QueryNumbers;
import dev.concertina.parser.PostgresParser;
import dev.concertina.session.Jdbc;
import dev.concertina.session.Sessions;
import dev.concertina.sql.Identifier;
import dev.concertina.sql.Sql;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Statements that need the old shape under one search path and not under another. By version, old
 * and new application send the same text, and a session may set any path: neither the text nor the
 * role tells. The number under which the server counts the statement does, where it differs. Where
 * it does not, a role whose live instances report themselves is taken at their word: one of them
 * that does not know the migration shuts the gate by itself. All others are nobody's to call
 * harmless.
 */
final class BothShapes {

  private static final String NEITHER =
      "Under one search path it means the old shape, under another one it does not, and the number"
          + " under which the server counts it fits neither.";

  private static final String BOTH =
      "Under one search path it means the old shape, under another one it does not, and the server"
          + " counts both under one number.";

  private static final String WAY_ON =
      " Heartbeats of its role would tell that only the new application is alive; if you know it, go"
          + " on with --override.";

  private final CountedMeanings meanings;
  private final Identifier home;
  private final Sessions sessions;

  /**
   * Asks nothing yet.
   *
   * @param home the schema of Concertina's own objects
   * @param sessions of the role that asks
   */
  BothShapes(Identifier home, PostgresParser parser, Sessions sessions) {
    this.meanings = new CountedMeanings(parser);
    this.home = home;
    this.sessions = sessions;
  }

  /** Each with the meaning that it has; what cannot be told becomes unknown. */
  List<Verdict> told(Connection connection, List<Verdict> verdicts) throws SQLException {
    if (verdicts.stream().noneMatch(Verdict::dependsOnPath)) {
      return verdicts;
    }
    Set<String> reporting = reporting(connection);
    List<Verdict> told = new ArrayList<>();
    try (Connection watcher = sessions.open();
        QueryNumbers numbers = new QueryNumbers(connection, watcher)) {
      for (Verdict verdict : verdicts) {
        told.add(
            verdict.dependsOnPath()
                ? told(verdict, meanings.of(verdict, numbers), reporting)
                : verdict);
      }
    }
    return told;
  }

  private static Verdict told(
      Verdict verdict, List<Verdict.Meaning> having, Set<String> reporting) {
    Verdict counted = new Verdict(verdict.statement(), having, verdict.unknown());
    if (!having.isEmpty() && !counted.dependsOnPath()) {
      return counted;
    }
    boolean reported = verdict.statement().key().user().filter(reporting::contains).isPresent();
    List<String> unknown = new ArrayList<>(verdict.unknown());
    if (!reported) {
      unknown.add((having.isEmpty() ? NEITHER : BOTH) + WAY_ON);
    }
    return new Verdict(verdict.statement(), List.of(), unknown);
  }

  /** The roles of instances that are alive. */
  private Set<String> reporting(Connection connection) throws SQLException {
    return new HashSet<>(
        Jdbc.list(
            connection,
            Sql.of(
                """
                SELECT DISTINCT role FROM {}.instance
                WHERE expires_at > pg_catalog.clock_timestamp()""",
                home),
            row -> row.getString("role")));
  }
}

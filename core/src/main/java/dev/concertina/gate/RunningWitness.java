package dev.concertina.gate;

import dev.concertina.evidence.DoomedObjects;
import dev.concertina.evidence.LiveStatement;
import dev.concertina.evidence.StatementAnalyst;
import dev.concertina.evidence.StatementText;
import dev.concertina.evidence.Takeaway;
import dev.concertina.evidence.Verdict;
import dev.concertina.parser.PostgresParser;
import dev.concertina.plan.Step.GateKind;
import dev.concertina.session.Jdbc;
import dev.concertina.session.Sessions;
import dev.concertina.sql.Identifier;
import dev.concertina.sql.Sql;
import dev.concertina.words.Amounts;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The statements that run at this moment ({@code pg_stat_activity}). The server counts a call when
 * it ends: a report that runs for longer than the soak time has not been called, to the statistics.
 *
 * <p>It speaks only against what is certain. What it cannot read or tell is counted when it ends.
 */
final class RunningWitness implements Witness {

  private static final String ABOUT = "running";

  private final GatePolicy policy;
  private final Identifier home;
  private final PostgresParser parser;
  private final BothShapes bothShapes;

  private record Running(int pid, Duration age, LiveStatement statement) {}

  /**
   * Asks nothing yet.
   *
   * @param sessions of the role that asks
   */
  RunningWitness(GatePolicy policy, Identifier home, PostgresParser parser, Sessions sessions) {
    this.policy = policy;
    this.home = home;
    this.parser = parser;
    this.bothShapes = new BothShapes(home, parser, sessions);
  }

  @Override
  public Testimony testify(Question question) throws SQLException {
    if (question.kind() != GateKind.OLD_SHAPE_UNUSED) {
      return Testimony.open(ABOUT, "not asked: a statement of the new shape may be old, too");
    }
    List<Running> running = running(question.connection());
    Takeaway takeaway = DoomedObjects.in(question.connection(), parser).of(question.plan());
    if (running.isEmpty() || takeaway.isNothing()) {
      return Testimony.open(ABOUT, "nothing runs now that could use what goes");
    }
    return Testimony.judged(
        ABOUT,
        "cannot be judged",
        "What runs now",
        () -> judged(question.connection(), running, takeaway));
  }

  private Testimony judged(Connection connection, List<Running> running, Takeaway takeaway)
      throws SQLException {
    List<Verdict> verdicts =
        bothShapes.told(
            connection,
            new StatementAnalyst(parser, home)
                .verdicts(connection, running.stream().map(Running::statement).toList(), takeaway));
    List<Reason> reasons = new ArrayList<>();
    for (int i = 0; i < running.size(); i++) {
      Verdict verdict = verdicts.get(i);
      if (policy.isSureOf(verdict)) {
        reasons.add(reason(running.get(i), verdict));
      }
    }
    return new Testimony(
        ABOUT,
        running.size()
            + (running.size() == 1 ? " statement runs" : " statements run")
            + " now, of which "
            + (reasons.isEmpty() ? "none" : reasons.size())
            + " can be seen to use what goes",
        reasons);
  }

  private static Reason reason(Running running, Verdict verdict) {
    return new Reason(
        "`"
            + Cut.line(verdict.statement().text().words())
            + "` has been running for "
            + Amounts.duration(running.age())
            + " in session "
            + running.pid()
            + " of "
            + verdict.statement().who()
            + "; it "
            + verdict.words()
            + ".",
        "SELECT pg_cancel_backend(" + running.pid() + ")");
  }

  /** Of clients of this database; a text that the server has cut short is told by nobody. */
  private static List<Running> running(Connection connection) throws SQLException {
    return Jdbc.list(
        connection,
        Sql.of(
            """
            SELECT a.pid, a.usename, a.usesysid::bigint AS userid, a.datname, a.query_id, a.query,
                   extract(epoch FROM pg_catalog.clock_timestamp() - a.query_start) * 1000 AS age
            FROM pg_catalog.pg_stat_activity a
            WHERE a.datname = pg_catalog.current_database()
              AND a.pid <> pg_catalog.pg_backend_pid()
              AND a.state = 'active' AND a.backend_type = 'client backend'
              AND a.application_name NOT LIKE 'concertina:%'
              AND pg_catalog.octet_length(a.query)
                  < pg_catalog.pg_size_bytes(
                      pg_catalog.current_setting('track_activity_query_size')) - 4
            ORDER BY a.query_start, a.pid"""),
        RunningWitness::seen);
  }

  private static Running seen(ResultSet row) throws SQLException {
    long number = row.getLong("query_id");
    Optional<Long> queryId = row.wasNull() ? Optional.empty() : Optional.of(number);
    return new Running(
        row.getInt("pid"),
        Duration.ofMillis(Math.max(0, row.getLong("age"))),
        new LiveStatement(
            new LiveStatement.Key(
                Jdbc.text(row, "usename"),
                row.getLong("userid"),
                row.getString("datname"),
                queryId,
                true),
            new StatementText.Shown(row.getString("query")),
            0,
            0,
            Optional.empty()));
  }
}

package dev.concertina.gate;

import dev.concertina.evidence.DoomedObjects;
import dev.concertina.evidence.LiveStatement;
import dev.concertina.evidence.Need;
import dev.concertina.evidence.Observation;
import dev.concertina.evidence.PgStatStatements;
import dev.concertina.evidence.StatementAnalyst;
import dev.concertina.evidence.StatementSource;
import dev.concertina.evidence.StatementText;
import dev.concertina.evidence.Takeaway;
import dev.concertina.evidence.Verdict;
import dev.concertina.parser.PostgresParser;
import dev.concertina.plan.Step.GateKind;
import dev.concertina.session.Jdbc;
import dev.concertina.session.Sessions;
import dev.concertina.sql.Identifier;
import dev.concertina.sql.OwnWords;
import dev.concertina.sql.Sql;
import dev.concertina.words.OneLine;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The statements that a server has counted ("pg_stat_statements" in the documentation): none that
 * needs what CONTRACT takes away may have been called within the soak time.
 *
 * <p>A call counts when it ends. What is running, what fails, and what a session has prepared and
 * not called since cannot be seen here: sessions and heartbeats answer for that.
 */
final class StatementWitness implements Witness {

  static final String ABOUT = "statements";
  private static final String PRIMARY = "primary";

  private final GatePolicy policy;
  private final Identifier home;
  private final PostgresParser parser;
  private final BothShapes bothShapes;
  private final SoakLog log;

  /**
   * Asks nothing yet.
   *
   * @param sessions of the role that asks, to the primary
   */
  StatementWitness(GatePolicy policy, Identifier home, PostgresParser parser, Sessions sessions) {
    this.policy = policy;
    this.home = home;
    this.parser = parser;
    this.bothShapes = new BothShapes(home, parser, sessions);
    this.log = new SoakLog(home);
  }

  @Override
  public Testimony testify(Question question) throws SQLException {
    if (question.kind() != GateKind.OLD_SHAPE_UNUSED) {
      return Testimony.open(ABOUT, "not asked: a statement of the new shape may be old, too");
    }
    PgStatStatements source = new PgStatStatements(question.connection());
    if (!source.isThere()) {
      return new Blind(policy).testify(question);
    }
    return testify(question, PRIMARY, question.connection());
  }

  /** Of a standby. Where it does not count, only a time that somebody gives stands for it. */
  Testimony ofStandby(Question question, String name, Connection standby) throws SQLException {
    if (new PgStatStatements(standby).isThere()) {
      return testify(question, "standby " + name, standby);
    }
    Blind blind = new Blind(policy);
    return new Testimony(
        ABOUT,
        "unknown: pg_stat_statements is not loaded",
        blind.isGiven()
            ? blind.early(question)
            : List.of(
                new Reason(
                    "Nobody counts there what is read. Load pg_stat_statements there"
                        + " (shared_preload_libraries), or give blind-soak, the time after SWITCH"
                        + " that stands for what nobody counts.",
                    "")));
  }

  /** Of one server, which counts statements; what they mean is asked of the primary. */
  Testimony testify(Question question, String server, Connection counting) throws SQLException {
    Testimony counted = testify(question, server, new PgStatStatements(counting));
    List<Reason> uncounted = Uncounted.of(counting, server.equals(PRIMARY) ? "" : " on " + server);
    if (uncounted.isEmpty()) {
      return counted;
    }
    if (question.records()) {
      log.forget(question.connection(), question.version(), counters(question, server));
    }
    Blind blind = new Blind(policy);
    List<Reason> reasons = new ArrayList<>(blind.isGiven() ? blind.early(question) : uncounted);
    reasons.addAll(counted.reasons());
    return new Testimony(ABOUT, counted.words() + "; not all are counted", reasons);
  }

  Testimony testify(Question question, String server, StatementSource source) throws SQLException {
    Takeaway takeaway = DoomedObjects.in(question.connection(), parser).of(question.plan());
    if (takeaway.isNothing()) {
      return Testimony.open(ABOUT, "CONTRACT takes nothing away that a statement could name");
    }
    return Testimony.judged(
        ABOUT,
        "cannot be asked",
        "The statements",
        () -> soaked(question, server, source, takeaway));
  }

  private Testimony soaked(
      Question question, String server, StatementSource source, Takeaway takeaway)
      throws SQLException {
    Observation observation = source.observe();
    String role = role(question.connection());
    String counters = counters(question, server);
    Optional<Soak> before = log.read(question.connection(), question.version(), counters);
    List<LiveStatement> ofOthers =
        observation.statements().stream().filter(statement -> !isOwn(statement, role)).toList();
    List<Verdict> needing =
        bothShapes
            .told(
                question.connection(),
                new StatementAnalyst(parser, home)
                    .verdicts(question.connection(), ofOthers, takeaway))
            .stream()
            .filter(verdict -> policy.minds(verdict.need()))
            .toList();
    var statements = needing.stream().map(Verdict::statement).toList();
    Soak soak =
        before
            .map(earlier -> earlier.next(observation, statements))
            .orElseGet(() -> Soak.begin(observation, statements));
    if (question.records()) {
      log.write(question.connection(), question.version(), counters, soak);
    }
    return new SoakWords(policy.soak(), applications(question.connection()), server)
        .testimony(soak, observation, needing);
  }

  /**
   * Whose counters they are. A standby that was promoted has counted for itself, also where its
   * statistics began as a copy of the primary's: what was called there since the last look, nobody
   * knows. Each promotion begins a timeline ("Timelines" in the documentation); its number is in
   * one place until the first checkpoint, then in the other.
   */
  private static String counters(Question question, String server) throws SQLException {
    if (!server.equals(PRIMARY)) {
      return server;
    }
    long timeline =
        Jdbc.first(
                question.connection(),
                Sql.of(
                    """
                    SELECT greatest(c.timeline_id, r.min_recovery_end_timeline) AS timeline
                    FROM pg_catalog.pg_control_checkpoint() c, pg_catalog.pg_control_recovery() r"""),
                row -> row.getLong("timeline"))
            .orElse(1L);
    return timeline > 1 ? server + " of timeline " + timeline : server;
  }

  private static String role(Connection connection) throws SQLException {
    return Jdbc.first(
            connection, Sql.of("SELECT current_user::text AS role"), row -> row.getString("role"))
        .orElseThrow();
  }

  /** The backfill and the proof of parity, not what an application of another role calls so. */
  private static boolean isOwn(LiveStatement statement, String role) {
    return statement.key().user().filter(role::equals).isPresent()
        && statement.text() instanceof StatementText.Shown shown
        && OwnWords.mark(shown.sql());
  }

  /** What runs under each role now, as it calls itself: statistics do not know it. */
  private SoakWords.Applications applications(Connection connection) throws SQLException {
    return new SoakWords.Applications(
        Jdbc.list(
            connection,
            Sql.of(
                """
                SELECT usename::text AS role, application_name AS application
                FROM pg_catalog.pg_stat_activity
                WHERE datname = pg_catalog.current_database() AND application_name <> ''
                  AND application_name NOT LIKE 'concertina:%' AND usename IS NOT NULL
                UNION
                SELECT role, application || ' ' || release
                FROM {}.instance WHERE expires_at > pg_catalog.clock_timestamp()
                ORDER BY 1, 2\
                """,
                home),
            row ->
                new SoakWords.Runs(
                    row.getString("role"), OneLine.of(row.getString("application")))));
  }

  /** Needs that are told in the order of their weight. */
  static boolean isCertain(Verdict verdict) {
    return verdict.need() != Need.UNKNOWN;
  }
}

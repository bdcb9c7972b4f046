package dev.concertina.evidence.check;

import dev.concertina.evidence.Chunks;
import dev.concertina.evidence.LiveStatement;
import dev.concertina.evidence.body.BodyReader;
import dev.concertina.evidence.closure.Closure;
import dev.concertina.evidence.closure.Exempt;
import dev.concertina.evidence.probe.Probe;
import dev.concertina.evidence.probe.Question;
import dev.concertina.evidence.probe.Sighting;
import dev.concertina.evidence.text.Command;
import dev.concertina.evidence.text.QueryText;
import dev.concertina.evidence.text.Reading;
import dev.concertina.evidence.text.StatementReader;
import dev.concertina.evidence.twin.Twin;
import dev.concertina.parser.PostgresParser;
import dev.concertina.plan.Phase;
import dev.concertina.plan.Plan;
import dev.concertina.session.Jdbc;
import dev.concertina.sql.Identifier;
import dev.concertina.sql.Sql;
import dev.concertina.sql.UsersPath;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Tells before EXPAND which live statements each phase of a migration would break or change: by
 * running the phases on a twin of the database, and asking PostgreSQL after each what the
 * statements mean there. No statement runs, neither here nor there. Thread-safe, each thread with
 * connections of its own.
 */
public final class Checker {

  private static final List<Phase> PHASES =
      List.of(Phase.EXPAND, Phase.MIGRATE, Phase.SWITCH, Phase.CONTRACT);

  private final StatementReader reader;
  private final BodyReader bodies;
  private final Identifier home;

  /**
   * Asks nothing yet.
   *
   * @param home the schema of Concertina's own objects
   */
  public Checker(PostgresParser parser, Identifier home) {
    this.reader = new StatementReader(parser);
    this.bodies = new BodyReader(parser);
    this.home = home;
  }

  /**
   * What the migration does to each statement.
   *
   * @param production to the database that the plan was made for, in autocommit; only read
   * @param empty to a database that nobody else uses, in autocommit; it is left as CONTRACT leaves
   *     it
   * @throws SQLException if a connection is lost, or the plan fails on the twin
   */
  public CheckReport check(
      Connection production, Connection empty, Plan plan, List<LiveStatement> statements)
      throws SQLException {
    List<Impact> impacts = new ArrayList<>();
    List<Asked> asked = asked(production, statements, impacts);
    Twin twin = Twin.of(production, empty);
    Jdbc.list(
        empty,
        Sql.of("SELECT pg_catalog.set_config('search_path', ?, false)"),
        row -> "",
        Jdbc.first(
                production,
                Sql.of("SELECT {} AS path", UsersPath.VALUE),
                row -> row.getString("path"))
            .orElseThrow());
    new Phases(empty, asked, impacts).run(new Replay(empty, plan, home));
    return new CheckReport(
        plan.version(), plan.description(), statements.size(), impacts, twin.missing());
  }

  /** A statement under one search path under which it works today. */
  private record Asked(LiveStatement statement, QueryText text, List<Identifier> path) {}

  private List<Asked> asked(
      Connection production, List<LiveStatement> statements, List<Impact> impacts)
      throws SQLException {
    List<Asked> asked = new ArrayList<>();
    try (Probe probe = new Probe(production, home, List.of())) {
      for (List<LiveStatement> chunk : Chunks.of(statements)) {
        asked.addAll(asked(probe, chunk, impacts));
      }
    }
    return asked;
  }

  private List<Asked> asked(Probe probe, List<LiveStatement> statements, List<Impact> impacts)
      throws SQLException {
    List<LiveStatement> queries = new ArrayList<>();
    List<Question> questions = new ArrayList<>();
    for (LiveStatement statement : statements) {
      Reading reading = reader.read(statement.text());
      if (reading instanceof Reading.Query query && query.command() == Command.BY_PLACE) {
        impacts.add(unknown(statement, "It writes columns by their place: name them in COPY."));
      } else if (reading instanceof Reading.Query query) {
        queries.add(statement);
        questions.add(new Question(query, statement.key().user()));
      } else if (reading instanceof Reading.Unreadable unreadable) {
        impacts.add(unknown(statement, unreadable.reason()));
      } else if (reading instanceof Reading.Names names) {
        impacts.add(unknown(statement, names.reason()));
      }
    }
    List<Sighting> sightings = probe.look(questions);
    List<Asked> asked = new ArrayList<>();
    for (int i = 0; i < queries.size(); i++) {
      LiveStatement statement = queries.get(i);
      QueryText text = questions.get(i).query().text();
      sightings.get(i).unknown().forEach(reason -> impacts.add(unknown(statement, reason)));
      sightings.get(i).understood().stream()
          .map(understood -> new Asked(statement, text, understood.path()))
          .forEach(asked::add);
    }
    return asked;
  }

  /** What it means on the twin before the first phase. */
  private record Before(Asked asked, Sighting sighting) {}

  private static Impact unknown(LiveStatement statement, String reason) {
    return new Impact(statement, Phase.EXPAND, Effect.UNKNOWN, reason);
  }

  /** The way of the statements through the phases. */
  private final class Phases {
    private final Connection twin;
    private final List<Asked> asked;
    private final List<Impact> impacts;
    private final Set<Object> told = new LinkedHashSet<>();

    private Phases(Connection twin, List<Asked> asked, List<Impact> impacts) {
      this.twin = twin;
      this.asked = asked;
      this.impacts = impacts;
    }

    private void run(Replay replay) throws SQLException {
      Moment before = moment();
      List<Before> first = first(before);
      for (Phase phase : PHASES) {
        if (replay.run(phase)) {
          Moment after = moment();
          compare(phase, new Comparison(before, after, replay.filled()), first, after);
        }
      }
    }

    private Moment moment() throws SQLException {
      return new Moment(
          new FactReader(twin, home).read(), new Closure(twin, home, Exempt.NOTHING, bodies));
    }

    private List<Before> first(Moment before) throws SQLException {
      List<Before> first = new ArrayList<>();
      try (Probe probe = new Probe(twin, home, List.of())) {
        for (List<Asked> chunk : Chunks.of(asked)) {
          List<Sighting> sightings = look(probe, chunk, before);
          for (int i = 0; i < chunk.size(); i++) {
            first.add(new Before(chunk.get(i), sightings.get(i)));
          }
        }
      }
      return first;
    }

    private static List<Sighting> look(Probe probe, List<Asked> asked, Moment moment)
        throws SQLException {
      List<Sighting> sightings =
          probe.lookUnder(
              asked.stream().map(Asked::text).toList(), asked.stream().map(Asked::path).toList());
      moment
          .closure()
          .read(
              sightings.stream()
                  .flatMap(sighting -> sighting.understood().stream())
                  .map(understood -> understood.body().uses())
                  .toList());
      return sightings;
    }

    private void compare(Phase phase, Comparison comparison, List<Before> first, Moment after)
        throws SQLException {
      try (Probe probe = new Probe(twin, home, List.of())) {
        for (List<Before> chunk : Chunks.of(first)) {
          List<Sighting> now = look(probe, chunk.stream().map(Before::asked).toList(), after);
          for (int i = 0; i < chunk.size(); i++) {
            tell(phase, chunk.get(i), comparison, now.get(i));
          }
        }
      }
    }

    private void tell(Phase phase, Before before, Comparison comparison, Sighting now)
        throws SQLException {
      List<Finding> findings =
          before.sighting().understood().isEmpty()
              ? before.sighting().unknown().stream()
                  .map(reason -> new Finding(Effect.UNKNOWN, "On the twin: " + reason))
                  .toList()
              : comparison.of(before.sighting().understood().get(0), now);
      LiveStatement statement = before.asked().statement();
      for (Finding finding : findings) {
        if (told.add(Map.entry(statement, finding))) {
          impacts.add(new Impact(statement, phase, finding.effect(), finding.reason()));
        }
      }
    }
  }
}

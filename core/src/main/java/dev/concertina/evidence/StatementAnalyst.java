package dev.concertina.evidence;

import dev.concertina.evidence.body.Body;
import dev.concertina.evidence.body.BodyReader;
import dev.concertina.evidence.closure.BodyPieces;
import dev.concertina.evidence.closure.Closure;
import dev.concertina.evidence.closure.Reach;
import dev.concertina.evidence.probe.Probe;
import dev.concertina.evidence.probe.Question;
import dev.concertina.evidence.probe.Sighting;
import dev.concertina.evidence.text.Command;
import dev.concertina.evidence.text.Reading;
import dev.concertina.evidence.text.StatementReader;
import dev.concertina.evidence.tree.TreeUses;
import dev.concertina.parser.PostgresParser;
import dev.concertina.sql.Identifier;
import dev.concertina.sql.QualifiedName;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Tells which live statements use doomed objects, exactly, or that it is unknown. It runs none of
 * them, whatever their text says; it holds at most ROW EXCLUSIVE on their tables for a moment,
 * waits at most 100 ms for a lock, and leaves nothing behind. Thread-safe, each thread with a
 * connection of its own.
 */
public final class StatementAnalyst {

  private final PostgresParser parser;
  private final StatementReader reader;
  private final BodyReader bodies;
  private final Identifier home;

  /**
   * Asks nothing yet.
   *
   * @param home the schema of Concertina's own objects: its sync is no use
   */
  public StatementAnalyst(PostgresParser parser, Identifier home) {
    this.parser = parser;
    this.reader = new StatementReader(parser);
    this.bodies = new BodyReader(parser);
    this.home = home;
  }

  /**
   * One verdict for each statement, in their order.
   *
   * @param connection to the database of the statements, in autocommit; its settings are put back.
   *     Its role needs TEMPORARY on the database and USAGE on the schemas of the statements
   * @param takeaway what CONTRACT takes away; may be nothing, to learn all uses
   * @throws SQLException if the connection is lost, or is one that cannot be used for this; never
   *     because of a statement
   */
  public List<Verdict> verdicts(
      Connection connection, List<LiveStatement> statements, Takeaway takeaway)
      throws SQLException {
    List<DoomedObject> doomed = takeaway.doomed();
    Matching matching = new Matching(new Targets(connection, home).of(doomed), takeaway.renewed());
    Closure closure =
        new Closure(connection, home, new RenewedLookup(connection).of(takeaway), bodies);
    List<Verdict> verdicts = new ArrayList<>();
    try (Probe probe = new Probe(connection, home, relations(doomed))) {
      Judge judge =
          new Judge(
              probe,
              closure,
              matching,
              new BodyPieces(connection, bodies),
              TemporaryTables.of(statements, parser));
      for (List<LiveStatement> chunk : Chunks.of(statements)) {
        verdicts.addAll(judge.verdicts(chunk));
      }
    }
    return verdicts;
  }

  /**
   * The same of texts that stand in a file or in a record, and not in a server: nobody's, never
   * called.
   *
   * @param owner what they are of
   */
  public List<Verdict> written(
      Connection connection, String owner, List<String> texts, Takeaway takeaway)
      throws SQLException {
    List<LiveStatement> statements =
        texts.stream().map(sql -> LiveStatement.written(owner, sql)).toList();
    return verdicts(connection, statements, takeaway);
  }

  /** Each look at the gate asks again: what it asks by must not keep the gate shut. */
  private Reading reading(StatementText text) {
    return text instanceof StatementText.Shown shown && Probe.isOwn(shown.sql())
        ? new Reading.Idle()
        : reader.read(text);
  }

  private static List<String> unknown(Reading reading) {
    if (reading instanceof Reading.Names names) {
      return List.of(names.reason());
    }
    return reading instanceof Reading.Unreadable unreadable
        ? List.of(unreadable.reason())
        : List.of();
  }

  private static Set<QualifiedName> relations(List<DoomedObject> doomed) {
    Set<QualifiedName> names = new LinkedHashSet<>();
    doomed.forEach(object -> names.add(object.relation()));
    return names;
  }

  /** The number of a command is that of its text: it tells no path from another. */
  private static List<Verdict.Meaning> heaviest(List<Verdict.Meaning> meanings) {
    List<Verdict.Meaning> using =
        meanings.stream().filter(meaning -> !meaning.uses().isEmpty()).toList();
    return using.isEmpty() ? meanings : using;
  }

  /** Puts together what is known of some statements. */
  private final class Judge {
    private final Probe probe;
    private final Closure closure;
    private final Matching matching;
    private final BodyPieces pieces;
    private final TemporaryTables temporary;

    private Judge(
        Probe probe,
        Closure closure,
        Matching matching,
        BodyPieces pieces,
        TemporaryTables temporary) {
      this.temporary = temporary;
      this.probe = probe;
      this.closure = closure;
      this.matching = matching;
      this.pieces = pieces;
    }

    private List<Verdict> verdicts(List<LiveStatement> statements) throws SQLException {
      List<Reading> readings =
          statements.stream().map(statement -> reading(statement.text())).toList();
      List<Question> questions = new ArrayList<>();
      for (int i = 0; i < statements.size(); i++) {
        if (readings.get(i) instanceof Reading.Query query) {
          questions.add(new Question(query, statements.get(i).key().user()));
        }
      }
      Iterator<Sighting> sightings =
          read(new Overloads(closure).with(questions, probe.look(questions))).iterator();
      Map<Integer, Verdict> byNames = byNames(statements, readings);
      List<Verdict> verdicts = new ArrayList<>();
      for (int i = 0; i < statements.size(); i++) {
        Verdict otherwise = new Verdict(statements.get(i), List.of(), unknown(readings.get(i)));
        Verdict verdict =
            readings.get(i) instanceof Reading.Query query
                ? verdict(statements.get(i), query, sightings.next())
                : byNames.getOrDefault(i, otherwise);
        verdicts.add(
            verdict.meanings().isEmpty() && !verdict.unknown().isEmpty()
                ? otherwise(verdict, readings.get(i))
                : verdict);
      }
      return verdicts;
    }

    /** Of commands that run code, by their place; none where the procedure is nowhere. */
    private Map<Integer, Verdict> byNames(List<LiveStatement> statements, List<Reading> readings)
        throws SQLException {
      Map<Integer, Reading.Names> commands = new LinkedHashMap<>();
      for (int i = 0; i < readings.size(); i++) {
        if (readings.get(i) instanceof Reading.Names names) {
          commands.put(i, names);
        }
      }
      List<Body> texts =
          commands.values().stream().map(c -> bodies.read(c.language(), c.text())).toList();
      Iterator<Set<Long>> called = closure.callable(texts).iterator();
      Iterator<Reach> reached = closure.named(texts).iterator();
      Map<Integer, Verdict> verdicts = new HashMap<>();
      for (Map.Entry<Integer, Reading.Names> command : commands.entrySet()) {
        Reach reach = reached.next();
        if (!called.next().isEmpty() || !command.getValue().isCall()) {
          verdicts.put(command.getKey(), verdict(statements.get(command.getKey()), reach));
        }
      }
      return verdicts;
    }

    private Verdict verdict(LiveStatement statement, Reach reach) {
      return new Verdict(
          statement,
          List.of(
              new Verdict.Meaning(
                  List.of(),
                  matching.relations(closure, reach),
                  matching.uses(Optional.empty(), reach))),
          reach.unknown());
    }

    private List<Sighting> read(List<Sighting> sightings) throws SQLException {
      closure.read(
          sightings.stream()
              .flatMap(sighting -> sighting.understood().stream())
              .map(understood -> understood.body().uses())
              .toList());
      return sightings;
    }

    /** What PostgreSQL does not understand by itself may be about a session's own table. */
    private Verdict otherwise(Verdict verdict, Reading reading) throws SQLException {
      Optional<String> text = temporary.about(verdict.statement(), reading);
      if (text.isEmpty()) {
        return inBody(verdict);
      }
      Body body = bodies.read("sql", text.get());
      Reach reach = closure.named(List.of(body)).get(0);
      boolean isWhole =
          !(reading instanceof Reading.Query)
              || temporary.of(verdict.statement()).containsAll(closure.nowhere(body));
      return isWhole ? verdict(verdict.statement(), reach) : inBody(verdict);
    }

    /** Or it may be what a function runs. */
    private Verdict inBody(Verdict verdict) throws SQLException {
      Set<Long> functions =
          verdict.statement().text() instanceof StatementText.Shown shown
              ? pieces.of(shown.sql())
              : Set.of();
      if (functions.isEmpty()) {
        return verdict;
      }
      TreeUses calls = TreeUses.NOTHING.calling(functions);
      closure.read(List.of(calls));
      return verdict(verdict.statement(), closure.of(calls));
    }

    private Verdict verdict(LiveStatement statement, Reading.Query query, Sighting sighting)
        throws SQLException {
      List<Verdict.Meaning> meanings = new ArrayList<>();
      Set<String> unknown = new LinkedHashSet<>(sighting.unknown());
      for (Sighting.Understood understood : sighting.understood()) {
        Reach reach = closure.of(understood.body().uses());
        unknown.addAll(reach.unknown());
        unknown.addAll(matching.unknown(query, reach));
        meanings.add(
            new Verdict.Meaning(
                understood.path(),
                matching.relations(closure, reach),
                matching.uses(Optional.of(query), reach)));
      }
      return new Verdict(
          statement,
          query.command() == Command.NONE ? meanings : heaviest(meanings),
          List.copyOf(unknown));
    }
  }
}

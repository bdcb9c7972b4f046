package dev.concertina.evidence;

import dev.concertina.evidence.closure.Closure;
import dev.concertina.evidence.closure.Reach;
import dev.concertina.evidence.probe.Probe;
import dev.concertina.evidence.probe.Question;
import dev.concertina.evidence.probe.Sighting;
import dev.concertina.evidence.text.Reading;
import dev.concertina.evidence.text.StatementReader;
import dev.concertina.evidence.tree.TreeUses;
import dev.concertina.parser.PostgresParser;
import dev.concertina.sql.Identifier;
import dev.concertina.sql.QualifiedName;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Tells which live statements use doomed objects, exactly, or that it is unknown. It runs none of
 * them, whatever their text says; it holds at most ROW EXCLUSIVE on their tables for a moment,
 * waits at most 100 ms for a lock, and leaves nothing behind. Thread-safe, each thread with a
 * connection of its own.
 */
public final class StatementAnalyst {

  private final StatementReader reader;
  private final Identifier home;

  /**
   * Asks nothing yet.
   *
   * @param home the schema of Concertina's own objects: its sync is no use
   */
  public StatementAnalyst(PostgresParser parser, Identifier home) {
    this.reader = new StatementReader(parser);
    this.home = home;
  }

  /**
   * One verdict for each statement, in their order.
   *
   * @param connection to the database of the statements, in autocommit; its settings are put back.
   *     Its role needs TEMPORARY on the database and USAGE on the schemas of the statements
   * @param doomed what CONTRACT takes away; may be empty, to learn all uses
   * @throws SQLException if the connection is lost, or is one that cannot be used for this; never
   *     because of a statement
   */
  public List<Verdict> verdicts(
      Connection connection, List<LiveStatement> statements, List<DoomedObject> doomed)
      throws SQLException {
    List<Reading> readings =
        statements.parallelStream().map(statement -> read(statement.text())).toList();
    List<Question> questions = new ArrayList<>();
    for (int i = 0; i < statements.size(); i++) {
      if (readings.get(i) instanceof Reading.Query query) {
        questions.add(new Question(query, statements.get(i).key().user()));
      }
    }
    List<Sighting> sightings;
    try (Probe probe = new Probe(connection, relations(doomed))) {
      sightings = probe.look(questions);
    }
    Judge judge = judge(connection, sightings, doomed);
    List<Verdict> verdicts = new ArrayList<>();
    int asked = 0;
    for (int i = 0; i < statements.size(); i++) {
      LiveStatement statement = statements.get(i);
      if (readings.get(i) instanceof Reading.Query query) {
        verdicts.add(judge.verdict(statement, query, sightings.get(asked++)));
      } else {
        verdicts.add(new Verdict(statement, List.of(), unknown(readings.get(i))));
      }
    }
    return verdicts;
  }

  private Reading read(StatementText text) {
    if (text instanceof StatementText.Shown shown) {
      return reader.read(shown.sql());
    }
    return new Reading.Unreadable(
        text instanceof StatementText.Hidden
            ? "Its text is hidden from this role. Let an administrator run: GRANT"
                + " pg_read_all_stats TO the role that Concertina uses."
            : "pg_stat_statements has lost its text.");
  }

  private static List<String> unknown(Reading reading) {
    return reading instanceof Reading.Unreadable unreadable
        ? List.of(unreadable.reason())
        : List.of();
  }

  private static Set<QualifiedName> relations(List<DoomedObject> doomed) {
    Set<QualifiedName> names = new LinkedHashSet<>();
    doomed.forEach(object -> names.add(object.relation()));
    return names;
  }

  private Judge judge(Connection connection, List<Sighting> sightings, List<DoomedObject> doomed)
      throws SQLException {
    Closure closure = new Closure(connection, home);
    closure.read(
        sightings.stream()
            .flatMap(sighting -> sighting.understood().stream())
            .map(meaning -> TreeUses.of(meaning.body().tree()))
            .toList());
    return new Judge(closure, new Matching(closure, new Targets(connection).of(doomed)));
  }

  /** Puts together what is known of one statement. */
  private record Judge(Closure closure, Matching matching) {

    Verdict verdict(LiveStatement statement, Reading.Query query, Sighting sighting)
        throws SQLException {
      List<Verdict.Meaning> meanings = new ArrayList<>();
      Set<String> unknown = new LinkedHashSet<>(sighting.unknown());
      for (Sighting.Understood understood : sighting.understood()) {
        Reach reach = closure.of(TreeUses.of(understood.body().tree()));
        unknown.addAll(reach.unknown());
        meanings.add(
            new Verdict.Meaning(
                understood.path(), matching.relations(reach), matching.uses(query, reach)));
      }
      return new Verdict(statement, meanings, List.copyOf(unknown));
    }
  }
}

package dev.concertina.evidence;

import dev.concertina.evidence.probe.QueryNumbers;
import dev.concertina.evidence.text.Command;
import dev.concertina.evidence.text.Reading;
import dev.concertina.evidence.text.StatementReader;
import dev.concertina.parser.PostgresParser;
import dev.concertina.sql.Identifier;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Which of its meanings a counted statement has. Nobody knows under which search path a session has
 * sent a text; but PostgreSQL counts it under a number that it makes of what the names mean.
 */
public final class CountedMeanings {

  private final StatementReader reader;

  public CountedMeanings(PostgresParser parser) {
    this.reader = new StatementReader(parser);
  }

  /**
   * The meanings that have the statement's number; none if none can be shown to have it.
   *
   * @param numbers of the server that the verdict is of
   */
  public List<Verdict.Meaning> of(Verdict verdict, QueryNumbers numbers) throws SQLException {
    Optional<Long> number = verdict.statement().key().queryId();
    Reading reading = reader.read(verdict.statement().text());
    if (number.isEmpty()
        || !(reading instanceof Reading.Query query && query.command() == Command.NONE)) {
      return List.of();
    }
    List<List<Identifier>> paths = verdict.meanings().stream().map(Verdict.Meaning::path).toList();
    Set<List<Identifier>> having = numbers.paths(query, paths, number.get());
    return verdict.meanings().stream().filter(meaning -> having.contains(meaning.path())).toList();
  }
}

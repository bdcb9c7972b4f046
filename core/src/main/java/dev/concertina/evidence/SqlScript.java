package dev.concertina.evidence;

import dev.concertina.parser.ParsedStatement;
import dev.concertina.parser.PostgresParser;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Statements that stand in a script, as an application sends them: nobody's, never counted. Names
 * in them are looked for as the connection looks for them.
 *
 * @param database where they would run
 * @param sql the script
 */
public record SqlScript(PostgresParser parser, String database, String sql)
    implements StatementSource {

  /**
   * Reads the script.
   *
   * @throws dev.concertina.parser.SqlSyntaxException if it is none
   */
  @Override
  public Observation observe() {
    List<LiveStatement> statements =
        parser.parse(sql).statements().stream()
            .map(ParsedStatement::text)
            .map(text -> LiveStatement.written(database, text))
            .toList();
    return new Observation(Instant.now(), statements, Optional.empty());
  }
}

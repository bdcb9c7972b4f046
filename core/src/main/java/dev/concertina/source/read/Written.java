package dev.concertina.source.read;

import dev.concertina.change.Origin;
import dev.concertina.parser.Node;
import dev.concertina.parser.ParsedScript;
import dev.concertina.parser.ParsedStatement;
import dev.concertina.sql.Sql;

/**
 * One statement as the author wrote it.
 *
 * @param tree its tree; offsets count from the start of the script, as those of the tokens do
 */
public record Written(Node tree, Tokens tokens, Origin origin) {

  public static Written of(ParsedStatement statement, ParsedScript script, String file) {
    return at(statement, script, file, statement.line());
  }

  /** A statement that its file holds in another language, at a line that the parser did not see. */
  public static Written at(ParsedStatement statement, ParsedScript script, String file, int line) {
    return new Written(
        statement.tree(), Tokens.of(statement, script), new Origin(file, line, statement.text()));
  }

  /** The statement's own text. */
  public Sql sql() {
    return Sql.verbatim(origin.statement());
  }
}

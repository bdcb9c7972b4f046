package dev.concertina.throttle;

import dev.concertina.parser.ParsedStatement;
import dev.concertina.parser.PostgresParser;
import dev.concertina.parser.SqlSyntaxException;
import java.util.List;

/**
 * Whether a text is one SELECT. The driver would run {@code commit; delete …} as two statements, of
 * which the first ends the transaction that only reads.
 */
final class OneSelect {

  private static final String SELECT = "SelectStmt";

  private OneSelect() {}

  /** By PostgreSQL's own grammar; a text that it does not understand is none. */
  static boolean is(String text) {
    try {
      List<ParsedStatement> statements = new PostgresParser().parse(text).statements();
      return statements.size() == 1 && statements.get(0).tree().is(SELECT);
    } catch (SqlSyntaxException e) {
      return false;
    }
  }
}

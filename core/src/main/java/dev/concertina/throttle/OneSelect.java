package dev.concertina.throttle;

import dev.concertina.parser.Node;
import dev.concertina.parser.ParsedStatement;
import dev.concertina.parser.PostgresParser;
import dev.concertina.parser.SqlSyntaxException;
import java.util.List;
import java.util.Set;

/**
 * Whether a text is one SELECT that only reads. The driver would run {@code commit; delete …} as
 * two statements, of which the first ends the transaction that only reads; and SELECT INTO, a write
 * in WITH, or FOR UPDATE would fail in it each time, and hold the backfill for ever.
 */
final class OneSelect {

  private static final String SELECT = "SelectStmt";

  private static final Set<String> WRITING =
      Set.of("InsertStmt", "UpdateStmt", "DeleteStmt", "MergeStmt", "IntoClause", "LockingClause");

  private OneSelect() {}

  /** By PostgreSQL's own grammar; a text that it does not understand is none. */
  static boolean is(String text) {
    try {
      List<ParsedStatement> statements = new PostgresParser().parse(text).statements();
      return statements.size() == 1
          && statements.get(0).tree().is(SELECT)
          && statements.get(0).tree().descendants().noneMatch(OneSelect::writes);
    } catch (SqlSyntaxException e) {
      return false;
    }
  }

  private static boolean writes(Node node) {
    return WRITING.contains(node.kind()) || node.node("intoClause").isPresent();
  }
}

package dev.concertina.parser;

import java.util.List;
import java.util.function.Function;

/**
 * One SQL expression. Immutable.
 *
 * @param sql the text that was parsed
 * @param start char offset of the first token of the expression in {@code sql}
 * @param end char offset behind its last token
 * @param tree the expression node; its offsets count from the start of {@code sql}
 * @param columns every column reference in order of place, those inside subqueries included
 */
public record ParsedExpression(
    String sql, int start, int end, Node tree, List<ColumnReference> columns) {

  /** Copies the list. */
  public ParsedExpression {
    columns = List.copyOf(columns);
  }

  /**
   * The expression's text with each column reference replaced. Comments around the expression are
   * dropped, so that the result can stand inside parentheses on one line of SQL.
   *
   * @param replacement gives the SQL to write in place of a reference
   */
  public String render(Function<ColumnReference, String> replacement) {
    StringBuilder out = new StringBuilder(sql.length());
    int copied = start;
    for (ColumnReference column : columns) {
      out.append(sql, copied, column.start()).append(replacement.apply(column));
      copied = column.end();
    }
    return out.append(sql, copied, end).toString();
  }
}

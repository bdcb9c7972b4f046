package dev.concertina.parser;

import java.util.List;

/**
 * A place in an expression that names a column.
 *
 * @param names the parts as PostgreSQL understands them, for example {@code [t, Mixed]} for {@code
 *     T."Mixed"}; the column is the last part, unless a part before it is a composite column
 * @param start char offset of the first part in the expression's text
 * @param end char offset behind the last part
 * @param node the {@code ColumnRef} node
 */
public record ColumnReference(List<String> names, int start, int end, Node node) {

  /** Copies the list. */
  public ColumnReference {
    names = List.copyOf(names);
  }
}

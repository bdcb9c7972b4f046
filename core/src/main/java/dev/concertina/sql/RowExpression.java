package dev.concertina.sql;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/**
 * An expression over the columns of one row, kept as text and column references, so that it can be
 * written for {@code NEW}, for {@code OLD} or for a table without touching its text.
 *
 * @param fragments the expression from left to right
 */
public record RowExpression(List<Fragment> fragments) {

  /** A piece of an expression. */
  public sealed interface Fragment {}

  /** Text between column references, as PostgreSQL deparsed it: every name in it is qualified. */
  public record Text(String sql) implements Fragment {}

  /** A reference to a column of the row. */
  public record Column(Identifier name) implements Fragment {}

  public RowExpression {
    fragments = List.copyOf(fragments);
  }

  /** The expression that is just the column. */
  public static RowExpression column(Identifier name) {
    return new RowExpression(List.of(new Column(name)));
  }

  /** The expression that names no column. */
  public static RowExpression constant(String sql) {
    return new RowExpression(List.of(new Text(sql)));
  }

  /** Whether the expression is a bare column reference, which can never raise an error. */
  public boolean isPlainColumn() {
    return fragments.size() == 1 && fragments.get(0) instanceof Column;
  }

  /** The columns that the expression reads, in order of appearance. */
  public Set<Identifier> columns() {
    Set<Identifier> columns = new LinkedHashSet<>();
    for (Fragment fragment : fragments) {
      if (fragment instanceof Column column) {
        columns.add(column.name());
      }
    }
    return columns;
  }

  /** The expression with each column written as the binding says. */
  public Sql bind(Function<Identifier, ? extends SqlPart> binding) {
    StringBuilder out = new StringBuilder();
    for (Fragment fragment : fragments) {
      if (fragment instanceof Column column) {
        out.append(binding.apply(column.name()).sql());
      } else if (fragment instanceof Text text) {
        out.append(text.sql());
      }
    }
    return Sql.verbatim(out.toString());
  }

  /** The same expression over columns of other names. */
  public RowExpression renamed(UnaryOperator<Identifier> names) {
    return new RowExpression(
        fragments.stream()
            .map(
                fragment ->
                    fragment instanceof Column column
                        ? new Column(names.apply(column.name()))
                        : fragment)
            .toList());
  }

  /** The expression over the columns of the table itself. */
  public Sql sql() {
    return bind(name -> name);
  }
}

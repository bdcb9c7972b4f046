package dev.concertina.catalog;

import dev.concertina.change.MigrationException;
import dev.concertina.parser.ColumnReference;
import dev.concertina.parser.ParsedExpression;
import dev.concertina.parser.PostgresParser;
import dev.concertina.parser.SqlSyntaxException;
import dev.concertina.sql.Identifier;
import dev.concertina.sql.QualifiedName;
import dev.concertina.sql.RowExpression;
import dev.concertina.sql.RowExpression.Fragment;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Finds the column references in the texts of expressions over one table's rows. Safe for any
 * number of threads.
 *
 * @param columns all columns of the table
 */
record RowExpressions(PostgresParser parser, QualifiedName table, Set<Identifier> columns) {

  /** The one system column that a CHECK constraint may name. */
  private static final Identifier TABLE_OID = new Identifier("tableoid");

  /**
   * Takes a text apart that PostgreSQL deparsed.
   *
   * @throws MigrationException if the expression reads the row as a whole or another table's column
   */
  RowExpression read(String text) {
    ParsedExpression parsed = parse(text);
    List<Fragment> fragments = new ArrayList<>();
    int copied = parsed.start();
    for (ColumnReference reference : parsed.columns()) {
      addText(fragments, text, copied, reference.start());
      fragments.add(new RowExpression.Column(column(reference, text)));
      copied = reference.end();
    }
    addText(fragments, text, copied, parsed.end());
    return new RowExpression(fragments);
  }

  private ParsedExpression parse(String text) {
    try {
      return parser.parseExpression(text);
    } catch (SqlSyntaxException e) {
      throw refused(text, e);
    }
  }

  private static void addText(List<Fragment> fragments, String text, int from, int to) {
    if (from < to) {
      fragments.add(new RowExpression.Text(text.substring(from, to)));
    }
  }

  private Identifier column(ColumnReference reference, String text) {
    List<String> names = reference.names();
    boolean ofTable = names.size() == 2 && names.get(0).equals(table.name().value());
    if (names.size() == 1 || ofTable) {
      Identifier column = new Identifier(names.get(names.size() - 1));
      if (columns.contains(column) || column.equals(TABLE_OID)) {
        return column;
      }
    }
    throw refused(text, null);
  }

  private MigrationException refused(String text, @Nullable Exception cause) {
    MigrationException refused =
        new MigrationException(
            "row-expression",
            "The expression " + text + " on " + table + " does not read its columns one by one.",
            "Write it with the columns' own names, without the row as a whole.",
            Optional.empty());
    if (cause != null) {
      refused.initCause(cause);
    }
    return refused;
  }
}

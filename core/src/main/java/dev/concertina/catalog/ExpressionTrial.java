package dev.concertina.catalog;

import dev.concertina.catalog.Trial.ResolvedExpression;
import dev.concertina.catalog.TrialTable.ColumnFacts;
import dev.concertina.parser.PostgresParser;
import dev.concertina.sql.Identifier;
import dev.concertina.sql.QualifiedName;
import dev.concertina.sql.RowExpression;
import dev.concertina.sql.Sql;
import dev.concertina.sql.TypeName;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A view tells the type of the expression; a stored generated column of this type whether the
 * expression is immutable and reads one row only. Unlike an index it accepts every type.
 */
final class ExpressionTrial implements TrialRunner.Kind<Trial.Expression, ResolvedExpression> {

  private static final String INVALID_COLUMN_REFERENCE = "42P10";

  private static final Identifier VALUE = new Identifier("value").derived("trial");

  private final TrialTables tables;
  private final TrialSyntax syntax;
  private final PostgresParser parser;
  private final CallRights rights;

  ExpressionTrial(
      TrialTables tables, TrialSyntax syntax, PostgresParser parser, CallRights rights) {
    this.rights = rights;
    this.tables = tables;
    this.syntax = syntax;
    this.parser = parser;
  }

  @Override
  public ResolvedExpression run(Trial.Expression trial) throws SQLException, RefusedTrialException {
    Sql expression = syntax.expression(trial.text());
    TrialTable table = tables.bare(trial.table());
    for (Map.Entry<Identifier, Identifier> name : trial.renamed().entrySet()) {
      table.rename(name.getKey(), name.getValue());
    }
    for (Map.Entry<Identifier, String> column : trial.columns().entrySet()) {
      replace(table, column.getKey(), column.getValue());
    }
    RowExpressions expressions = new RowExpressions(parser, table.name(), table.columns());

    QualifiedName view = table.name().sibling(table.name().name().derived("trial"));
    table.execute(
        Sql.of("CREATE VIEW {} AS SELECT {} AS {} FROM {}", view, expression, VALUE, table.name()));
    TypeName type = table.column(view, VALUE).orElseThrow().type();
    table.execute(
        Sql.of(
            "ALTER TABLE {} ADD COLUMN {} {} GENERATED ALWAYS AS {} STORED",
            table.name(),
            VALUE,
            type,
            expression));
    String resolved = table.column(VALUE).flatMap(ColumnFacts::value).orElseThrow();
    rights.check(tables.model(trial.table()), table.name(), VALUE);
    RowExpression read = expressions.read(resolved);
    Map<Identifier, Identifier> before = new HashMap<>();
    trial.renamed().forEach((name, other) -> before.put(other, name));
    refuseGenerated(
        tables.generated(trial.table()), read.renamed(name -> before.getOrDefault(name, name)));
    return new ResolvedExpression(read, type);
  }

  /** BEFORE triggers run before PostgreSQL computes them ("Generated Columns"). */
  private static void refuseGenerated(Set<Identifier> generated, RowExpression expression)
      throws RefusedTrialException {
    for (Identifier column : expression.columns()) {
      if (generated.contains(column)) {
        throw new RefusedTrialException(
            INVALID_COLUMN_REFERENCE,
            "it reads the generated column " + column + ", which no trigger can see yet");
      }
    }
  }

  private void replace(TrialTable table, Identifier column, String type)
      throws SQLException, RefusedTrialException {
    if (table.columns().contains(column)) {
      table.execute(Sql.of("ALTER TABLE {} DROP COLUMN {}", table.name(), column));
    }
    table.execute(syntax.addColumn(table.name(), column, type, Optional.empty()));
  }
}

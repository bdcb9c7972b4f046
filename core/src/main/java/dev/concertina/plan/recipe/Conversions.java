package dev.concertina.plan.recipe;

import dev.concertina.catalog.Column;
import dev.concertina.catalog.Generation;
import dev.concertina.catalog.Table;
import dev.concertina.catalog.Trial;
import dev.concertina.change.Change;
import dev.concertina.sql.Identifier;
import dev.concertina.sql.RowExpression;
import dev.concertina.sql.TypeName;
import dev.concertina.sync.Conversion;
import java.util.Map;
import java.util.stream.Collectors;

/** Conversions of a table's rows, made of what PostgreSQL said of the user's expressions. */
record Conversions(PlanContext context, Table table) {

  /**
   * A user's expression over the table as it is.
   *
   * @param directive {@code up} or {@code down}, for the refusal and for the helper's name
   */
  Conversion of(
      Change change, String directive, Trial.Expression trial, Identifier column, TypeName type) {
    RowExpression expression = resolved(change, directive, trial);
    return of(change, directive, expression, column, type, Map.of());
  }

  /**
   * A resolved expression.
   *
   * @param changed types of columns that differ from the table's
   */
  Conversion of(
      Change change,
      String directive,
      RowExpression expression,
      Identifier column,
      TypeName type,
      Map<Identifier, TypeName> changed) {
    refuseGenerated(change, directive, expression);
    Map<Identifier, TypeName> inputs =
        table.columns().stream().collect(Collectors.toMap(Column::name, Column::type));
    inputs.putAll(changed);
    return new Conversion(
        expression, type, false, context.function(table, column, directive), inputs);
  }

  /** In a BEFORE trigger a generated column has no value yet ("Generated Columns"). */
  private void refuseGenerated(Change change, String directive, RowExpression expression) {
    table.columns().stream()
        .filter(
            column ->
                column.generation() == Generation.STORED
                    || column.generation() == Generation.VIRTUAL)
        .filter(column -> expression.columns().contains(column.name()))
        .findFirst()
        .ifPresent(
            column -> {
              throw context.refusal(
                  change.origin(),
                  directive + "-refused",
                  "`"
                      + directive
                      + "` reads "
                      + column.name()
                      + ", which PostgreSQL generates only after the sync has run.",
                  "Write the expression over the columns that " + column.name() + " is made of.");
            });
  }

  private RowExpression resolved(Change change, String directive, Trial.Expression trial) {
    return context
        .catalog()
        .answer(trial)
        .orThrow(
            reason ->
                context.refusal(
                    change.origin(),
                    directive + "-refused",
                    "`" + directive + "` cannot be used in a sync: " + reason + ".",
                    "Give a value that depends on the row alone."))
        .expression();
  }
}

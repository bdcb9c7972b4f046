package dev.concertina.plan.recipe;

import dev.concertina.catalog.Column;
import dev.concertina.catalog.Table;
import dev.concertina.catalog.Trial;
import dev.concertina.change.Change;
import dev.concertina.sql.Identifier;
import dev.concertina.sql.RowExpression;
import dev.concertina.sql.TypeName;
import dev.concertina.sync.Conversion;
import java.util.HashMap;
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
    return of(change, directive, trial, column, type, Map.of());
  }

  /**
   * A user's expression over another shape of the table.
   *
   * @param changed types of columns that differ from the table's, or that it has not
   */
  Conversion of(
      Change change,
      String directive,
      Trial.Expression trial,
      Identifier column,
      TypeName type,
      Map<Identifier, TypeName> changed) {
    return of(directive, resolved(change, directive, trial), column, type, changed);
  }

  /**
   * A resolved expression.
   *
   * @param changed types of columns that differ from the table's
   */
  Conversion of(
      String directive,
      RowExpression expression,
      Identifier column,
      TypeName type,
      Map<Identifier, TypeName> changed) {
    Map<Identifier, TypeName> inputs = new HashMap<>(inputs());
    inputs.putAll(changed);
    return new Conversion(
        expression, type, false, context.function(table, column, directive), inputs);
  }

  /** A resolved expression that can never raise. */
  Conversion total(String directive, RowExpression expression, Identifier column, TypeName type) {
    return new Conversion(
        expression, type, true, context.function(table, column, directive), Map.of());
  }

  /** The types of the table's columns. */
  Map<Identifier, TypeName> inputs() {
    return table.columns().stream().collect(Collectors.toMap(Column::name, Column::type));
  }

  /** What the text means, by the names that it uses. */
  RowExpression resolved(Change change, String directive, Trial.Expression trial) {
    return context
        .catalog()
        .answer(trial)
        .orThrow(
            reason ->
                context.refusal(
                    change.origin(),
                    directive + "-refused",
                    "`" + directive + "` cannot be used in a sync: " + reason + ".",
                    hint(directive)))
        .expression();
  }

  /** What to write instead of an expression that is not immutable. */
  static String hint(String directive) {
    return "Give "
        + (directive.equals("up") ? "an `up`" : "a `" + directive + "`")
        + " that depends on the row alone, for instance at AT TIME ZONE 'UTC' instead of"
        + " at::timestamptz; of an enum, CASE mood WHEN 'sad' THEN 'blue'::moods END instead of"
        + " mood::text::moods.";
  }
}

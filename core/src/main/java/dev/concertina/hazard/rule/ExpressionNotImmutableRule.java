package dev.concertina.hazard.rule;

import static dev.concertina.hazard.Axis.NEW_CODE;
import static dev.concertina.hazard.Severity.ERROR;

import dev.concertina.hazard.About;
import dev.concertina.hazard.Situation;
import dev.concertina.hazard.Verdicts;
import dev.concertina.hazard.action.Action;
import dev.concertina.hazard.action.ColumnAction;
import dev.concertina.hazard.action.IndexAction;
import dev.concertina.hazard.action.TableAction;
import dev.concertina.hazard.model.ColumnSpec;
import dev.concertina.hazard.model.Expression;
import dev.concertina.hazard.model.Immutability;
import dev.concertina.hazard.model.Type;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** An index or a generated column calls what is not immutable. */
final class ExpressionNotImmutableRule extends ActionRule<Action> {

  ExpressionNotImmutableRule() {
    super(
        Action.class,
        About.of(
            "expression-not-immutable",
            "an index or a generated column calls what is not immutable",
            ERROR,
            NEW_CODE));
  }

  @Override
  void judge(Action action, Situation at, Verdicts verdicts) {
    if (action instanceof IndexAction.Create create) {
      judge(create.spec().expression(), at.schema().typesIn(create.table()), at, verdicts);
    }
    if (action instanceof ColumnAction.Add add) {
      judge(List.of(add.spec()), at.schema().typesIn(add.table()), at, verdicts);
    }
    if (action instanceof TableAction.Create create) {
      judge(create.spec().columns(), create.spec()::type, at, verdicts);
    }
  }

  private static void judge(
      List<ColumnSpec> columns,
      Function<String, Optional<Type>> types,
      Situation at,
      Verdicts verdicts) {
    columns.stream()
        .flatMap(column -> column.generatedBy().stream())
        .forEach(expression -> judge(expression, types, at, verdicts));
  }

  private static void judge(
      Expression expression,
      Function<String, Optional<Type>> types,
      Situation at,
      Verdicts verdicts) {
    Immutability.brokenBy(expression, types, at.schema())
        .ifPresent(
            broken ->
                Refusal.tell(
                    "%s is not immutable".formatted(broken),
                    "an expression whose result depends on its arguments alone, such as AT TIME ZONE with a constant; or a column that code writes",
                    verdicts));
  }
}

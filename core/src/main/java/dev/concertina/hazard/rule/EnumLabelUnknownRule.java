package dev.concertina.hazard.rule;

import static dev.concertina.hazard.Axis.NEW_CODE;
import static dev.concertina.hazard.Names.words;
import static dev.concertina.hazard.Severity.ERROR;

import dev.concertina.hazard.About;
import dev.concertina.hazard.Situation;
import dev.concertina.hazard.Verdicts;
import dev.concertina.hazard.action.Action;
import dev.concertina.hazard.action.ColumnAction;
import dev.concertina.hazard.action.DataAction;
import dev.concertina.hazard.action.TableAction;
import dev.concertina.hazard.model.Column;
import dev.concertina.hazard.model.ColumnSpec;
import dev.concertina.hazard.model.Type;
import dev.concertina.hazard.model.Value;
import dev.concertina.sql.QualifiedName;
import java.util.List;

/** A default or a row has a label that the enum does not have. */
final class EnumLabelUnknownRule extends ActionRule<Action> {

  EnumLabelUnknownRule() {
    super(
        Action.class,
        About.of(
            "enum-label-unknown",
            "a default or a row has a label that the enum does not have",
            ERROR,
            NEW_CODE));
  }

  @Override
  void judge(Action action, Situation at, Verdicts verdicts) {
    if (action instanceof ColumnAction.Add add) {
      judge(add.table(), List.of(add.spec()), at, verdicts);
    }
    if (action instanceof TableAction.Create create) {
      judge(create.table(), create.spec().columns(), at, verdicts);
    }
    if (action instanceof ColumnAction.SetDefault set) {
      judge(set.table(), set.column(), List.of(set.value()), at, verdicts);
    }
    if (action instanceof DataAction.Insert insert) {
      insert
          .given(at.schema())
          .forEach((column, values) -> judge(insert.table(), column, values, at, verdicts));
    }
    if (action instanceof DataAction.Update update) {
      update
          .sets()
          .forEach((column, value) -> judge(update.table(), column, List.of(value), at, verdicts));
    }
  }

  private static void judge(
      QualifiedName table, List<ColumnSpec> columns, Situation at, Verdicts verdicts) {
    for (ColumnSpec column : columns) {
      judge(
          words(table) + "." + column.name(),
          column.type(),
          column.defaultValue().stream().toList(),
          at,
          verdicts);
    }
  }

  private static void judge(
      QualifiedName table, String column, List<Value> values, Situation at, Verdicts verdicts) {
    at.schema()
        .column(table, column)
        .flatMap(Column::type)
        .ifPresent(type -> judge(words(table) + "." + column, type, values, at, verdicts));
  }

  private static void judge(
      String column, Type type, List<Value> values, Situation at, Verdicts verdicts) {
    List<String> labels =
        at.schema().labels(type.name()).filter(any -> !type.array()).orElse(List.of());
    values.stream()
        .flatMap(value -> value.literal().stream())
        .filter(label -> !labels.isEmpty() && !labels.contains(label))
        .findFirst()
        .ifPresent(
            label ->
                Refusal.tell(
                    "%s is of the enum %s, which has no label '%s'"
                        .formatted(column, type.name(), label),
                    "one of its labels: %s; or ALTER TYPE … ADD VALUE in a migration before"
                        .formatted(String.join(", ", labels)),
                    verdicts));
  }
}

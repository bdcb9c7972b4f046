package dev.concertina.hazard.rule;

import static dev.concertina.hazard.Axis.NEW_CODE;
import static dev.concertina.hazard.Names.words;
import static dev.concertina.hazard.Severity.WARNING;

import dev.concertina.hazard.About;
import dev.concertina.hazard.Situation;
import dev.concertina.hazard.Topic;
import dev.concertina.hazard.Verdicts;
import dev.concertina.hazard.action.Action;
import dev.concertina.hazard.action.ColumnAction;
import dev.concertina.hazard.action.ConstraintAction;
import dev.concertina.hazard.action.SessionAction;
import dev.concertina.hazard.action.SessionAction.Opaque.Sight;
import dev.concertina.hazard.model.Column;
import dev.concertina.hazard.model.ConstraintSpec;
import dev.concertina.hazard.model.ConstraintSpec.Kind;
import dev.concertina.sql.QualifiedName;
import java.util.Collection;
import java.util.List;

/** A new column must not be NULL, and nothing has filled it in the rows that are there. */
final class RequiredBeforeFilledRule extends ActionRule<Action> {

  private static final Topic<SessionAction.Opaque> SEEN_WHOLE =
      Topic.of(SessionAction.Opaque.class, opaque -> opaque.sight() == Sight.WHOLE);

  RequiredBeforeFilledRule() {
    super(
        Action.class,
        About.of(
            "required-before-filled",
            "a new column must not be NULL before anything has filled it",
            WARNING,
            NEW_CODE));
  }

  @Override
  void judge(Action action, Situation at, Verdicts verdicts) {
    if (action instanceof ColumnAction.SetNotNull set) {
      judge(set.table(), List.of(set.column()), at, verdicts);
    }
    if (action instanceof ConstraintAction.Add add && !add.spec().notValid()) {
      boolean key = add.spec().is(Kind.PRIMARY_KEY);
      judge(add.table(), key ? add.keyed(at.schema()) : add.spec().proven(), at, verdicts);
    }
    if (action instanceof ConstraintAction.Validate validate) {
      at.schema()
          .constraint(validate.table(), validate.name())
          .map(ConstraintSpec::proven)
          .ifPresent(columns -> judge(validate.table(), columns, at, verdicts));
    }
  }

  private static void judge(
      QualifiedName table, Collection<String> columns, Situation at, Verdicts verdicts) {
    columns.stream()
        .filter(column -> isEmpty(table, column, at))
        .findFirst()
        .ifPresent(
            column ->
                verdicts.add(
                    NEW_CODE,
                    WARNING,
                    "%s.%s is new, and nothing here has filled it: if the table has a row, PostgreSQL refuses this. The migration fails here, and the release stops half-way."
                        .formatted(words(table), column),
                    Recipes.codeFirst("writes the column; fill the rows that are there")));
  }

  private static boolean isEmpty(QualifiedName table, String column, Situation at) {
    return at.isNewColumn(table, column)
        && at.mayHaveRows(table)
        && at.schema()
            .column(table, column)
            .filter(known -> !known.written() && !known.fillsItself())
            .filter(known -> !known.notNull().orElse(false))
            .map(Column::name)
            .isPresent()
        && at.earlier(SEEN_WHOLE, false).findAny().isEmpty();
  }
}

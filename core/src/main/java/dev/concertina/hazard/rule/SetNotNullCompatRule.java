package dev.concertina.hazard.rule;

import static dev.concertina.hazard.Axis.OLD_CODE;
import static dev.concertina.hazard.Names.words;
import static dev.concertina.hazard.Severity.NOTICE;
import static dev.concertina.hazard.Severity.WARNING;

import dev.concertina.hazard.About;
import dev.concertina.hazard.Situation;
import dev.concertina.hazard.Verdicts;
import dev.concertina.hazard.action.Action;
import dev.concertina.hazard.action.ColumnAction;
import dev.concertina.hazard.action.ConstraintAction;
import dev.concertina.hazard.model.Column;
import dev.concertina.hazard.model.ConstraintSpec.Kind;
import dev.concertina.sql.QualifiedName;

/** Running code may still write NULL. */
final class SetNotNullCompatRule extends ActionRule<Action> {

  SetNotNullCompatRule() {
    super(
        Action.class,
        About.of("set-not-null-compat", "running code may still write NULL", WARNING, OLD_CODE));
  }

  @Override
  void judge(Action action, Situation at, Verdicts verdicts) {
    if (action instanceof ColumnAction.SetNotNull set && !at.isNew(set.table())) {
      tell(set.table(), set.column(), set.isProven(at.schema()), at, verdicts);
    }
    if (action instanceof ConstraintAction.Add add
        && add.spec().is(Kind.PRIMARY_KEY)
        && !at.isNew(add.table())) {
      add.keyed(at.schema()).stream()
          .filter(column -> isNullable(add.table(), column, at))
          .findFirst()
          .ifPresent(column -> tell(add.table(), column, false, at, verdicts));
    }
  }

  private static boolean isNullable(QualifiedName table, String column, Situation at) {
    return !at.schema().provesNotNull(table, column)
        && at.schema()
            .column(table, column)
            .flatMap(Column::notNull)
            .filter(refuses -> !refuses)
            .isPresent();
  }

  private static void tell(
      QualifiedName table, String column, boolean proven, Situation at, Verdicts verdicts) {
    verdicts.add(
        OLD_CODE,
        proven ? NOTICE : WARNING,
        "Where the version that runs now writes NULL into %s.%s, or leaves it out without a default, it fails from here until its last process has stopped."
            .formatted(words(table), column),
        proven || at.isQuick(table)
            ? Recipes.codeFirst("always writes " + column).orConcertina(Recipes.NOT_NULL)
            : Recipes.notNull(at.schema(), table, column, at.context().server()));
  }
}

package dev.concertina.hazard.rule;

import static dev.concertina.hazard.Axis.OLD_CODE;
import static dev.concertina.hazard.Names.words;
import static dev.concertina.hazard.Severity.ERROR;
import static dev.concertina.hazard.Severity.NOTICE;
import static dev.concertina.hazard.Severity.WARNING;

import dev.concertina.hazard.About;
import dev.concertina.hazard.Situation;
import dev.concertina.hazard.Verdicts;
import dev.concertina.hazard.action.Action;
import dev.concertina.hazard.action.ColumnAction;
import dev.concertina.hazard.action.ObjectAction;
import dev.concertina.hazard.model.Column;
import java.util.Optional;

/** A column gets another default, or loses it. */
final class DefaultChangedRule extends ActionRule<Action> {

  DefaultChangedRule() {
    super(
        Action.class,
        About.of("default-changed", "a column gets another default, or loses it", ERROR, OLD_CODE));
  }

  @Override
  void judge(Action action, Situation at, Verdicts verdicts) {
    if (action instanceof ObjectAction.ChangeDomainDefault change
        && !at.isNewObject(change.name())) {
      judge(change, verdicts);
    }
    if (action instanceof ColumnAction column) {
      judge(column, at, verdicts);
    }
  }

  private static void judge(ObjectAction.ChangeDomainDefault change, Verdicts verdicts) {
    String domain = words(change.name());
    verdicts.add(
        OLD_CODE,
        change.drops() ? WARNING : NOTICE,
        (change.drops()
                ? "Where the version that runs now leaves a column of the domain %s out, it gets NULL from here on, or fails if NULL is refused."
                : "Where the version that runs now leaves a column of the domain %s out, its rows get the new default from here on.")
            .formatted(domain),
        Recipes.codeFirst("writes the columns of " + domain + " itself"));
  }

  private static void judge(ColumnAction action, Situation at, Verdicts verdicts) {
    if (at.isNew(action.table()) || at.isNewColumn(action.table(), action.column())) {
      return;
    }
    String column = words(action.table()) + "." + action.column();
    if (action instanceof ColumnAction.SetDefault set && at.isPassing(set)) {
      // What it had before is gone when its passing default is.
      at.schema()
          .column(set.table(), set.column())
          .filter(Column::hasDefault)
          .ifPresent(known -> dropped(set, known.notNull(), verdicts));
    } else if (action instanceof ColumnAction.SetDefault) {
      verdicts.add(
          OLD_CODE,
          NOTICE,
          "Where the version that runs now leaves %s out, its rows get the new default from here on."
              .formatted(column),
          Recipes.codeFirst("writes " + action.column() + " itself"));
    }
    if (action instanceof ColumnAction.DropDefault drop
        && !at.isPassing(drop)
        && !at.getsDefaultLater(drop.table(), drop.column())) {
      dropped(
          drop, at.schema().column(drop.table(), drop.column()).flatMap(Column::notNull), verdicts);
    }
  }

  private static void dropped(ColumnAction action, Optional<Boolean> notNull, Verdicts verdicts) {
    String column = words(action.table()) + "." + action.column();
    verdicts.add(
        OLD_CODE,
        notNull.map(required -> required ? ERROR : NOTICE).orElse(WARNING),
        notNull.orElse(false)
            ? "%s is NOT NULL: where the version that runs now leaves it out, its INSERT fails from here on."
                .formatted(column)
            : "Where the version that runs now leaves %s out, it gets NULL from here on, or fails if the column is NOT NULL."
                .formatted(column),
        Recipes.codeFirst("writes " + action.column() + " itself"));
  }
}

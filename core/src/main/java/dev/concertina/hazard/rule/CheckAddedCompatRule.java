package dev.concertina.hazard.rule;

import static dev.concertina.hazard.Axis.OLD_CODE;
import static dev.concertina.hazard.Names.words;
import static dev.concertina.hazard.Severity.ERROR;
import static dev.concertina.hazard.Severity.NOTICE;
import static dev.concertina.hazard.Severity.WARNING;

import dev.concertina.hazard.About;
import dev.concertina.hazard.Situation;
import dev.concertina.hazard.Verdicts;
import dev.concertina.hazard.action.ConstraintAction;
import dev.concertina.hazard.model.ConstraintSpec.Kind;
import dev.concertina.sql.QualifiedName;

/** Running code may write what the check refuses. */
final class CheckAddedCompatRule extends ActionRule<ConstraintAction.Add> {

  CheckAddedCompatRule() {
    super(
        ConstraintAction.Add.class,
        About.of(
            "check-added-compat",
            "running code may write what the check refuses",
            ERROR,
            OLD_CODE));
  }

  private static boolean isLeftOut(QualifiedName table, String column, Situation at) {
    return at.isNewColumn(table, column)
        && at.schema().column(table, column).filter(known -> !known.fillsItself()).isPresent();
  }

  @Override
  void judge(ConstraintAction.Add add, Situation at, Verdicts verdicts) {
    if (!add.spec().is(Kind.CHECK) || at.isNew(add.table())) {
      return;
    }
    if (add.spec().proven().stream().anyMatch(column -> isLeftOut(add.table(), column, at))) {
      verdicts.add(
          OLD_CODE,
          ERROR,
          "The version that runs now does not know the new column, so each of its INSERTs into %s leaves NULL there, and fails from here on, NOT VALID or not."
              .formatted(words(add.table())),
          Recipes.codeFirst("writes the column; or give it a default first"));
      return;
    }
    boolean careful = add.spec().notValid() && !at.isValidatedAtOnce(add);
    verdicts.add(
        OLD_CODE,
        careful ? NOTICE : WARNING,
        careful
            ? "NOT VALID spares rows that are there, but not writes: a write that the check refuses fails, and every UPDATE of a row that breaks it already, whatever it changes."
            : "Where the version that runs now writes what the check refuses, it fails from here on.",
        Recipes.codeFirst("respects the check; mend the rows that break it"));
  }
}

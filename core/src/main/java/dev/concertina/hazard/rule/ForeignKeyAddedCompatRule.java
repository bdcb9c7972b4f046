package dev.concertina.hazard.rule;

import static dev.concertina.hazard.Axis.OLD_CODE;
import static dev.concertina.hazard.Names.words;
import static dev.concertina.hazard.Severity.NOTICE;
import static dev.concertina.hazard.Severity.WARNING;

import dev.concertina.hazard.About;
import dev.concertina.hazard.Names;
import dev.concertina.hazard.Situation;
import dev.concertina.hazard.Verdicts;
import dev.concertina.hazard.action.ConstraintAction;
import dev.concertina.hazard.model.ConstraintSpec.Kind;

/** Running code may write children without parents. */
final class ForeignKeyAddedCompatRule extends ActionRule<ConstraintAction.Add> {

  ForeignKeyAddedCompatRule() {
    super(
        ConstraintAction.Add.class,
        About.of(
            "foreign-key-added-compat",
            "running code may write children without parents",
            WARNING,
            OLD_CODE));
  }

  @Override
  void judge(ConstraintAction.Add add, Situation at, Verdicts verdicts) {
    if (!add.spec().is(Kind.FOREIGN_KEY) || at.isNew(add.table())) {
      return;
    }
    String parent = add.spec().references().map(Names::words).orElse("the parent");
    verdicts.add(
        OLD_CODE,
        add.spec().notValid() ? NOTICE : WARNING,
        "Where the version that runs now inserts a row of %s before its parent, or deletes from %s what is still referred to, it fails from here on, NOT VALID or not."
            .formatted(words(add.table()), parent),
        Recipes.codeFirst("writes parents first and deletes them last")
            .say("DEFERRABLE INITIALLY DEFERRED if the order varies"));
  }
}

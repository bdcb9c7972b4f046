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
final class ForeignKeyAddedCompatRule extends ActionRule<ConstraintAction> {

  private static final String WRITES_PARENTS_FIRST = "writes parents first and deletes them last";

  ForeignKeyAddedCompatRule() {
    super(
        ConstraintAction.class,
        About.of(
            "foreign-key-added-compat",
            "running code may write children without parents",
            WARNING,
            OLD_CODE));
  }

  @Override
  void judge(ConstraintAction action, Situation at, Verdicts verdicts) {
    if (at.isNew(action.table())) {
      return;
    }
    if (action instanceof ConstraintAction.Add add && add.spec().is(Kind.FOREIGN_KEY)) {
      added(add, at, verdicts);
    }
    if (action instanceof ConstraintAction.Alter alter && alter.scans()) {
      altered(
          "Where the version that runs now inserts a row of %s before its parent, or deletes a parent that is still referred to, it fails from here on: %s was not enforced.",
          alter, verdicts);
    }
    if (action instanceof ConstraintAction.Alter alter && alter.strict()) {
      altered(
          "Where the version that runs now writes a row of %s before its parent and commits with both, it fails from here on, and so does SET CONSTRAINTS %s DEFERRED.",
          alter, verdicts);
    }
  }

  private static void altered(String told, ConstraintAction.Alter alter, Verdicts verdicts) {
    verdicts.add(
        OLD_CODE,
        WARNING,
        String.format(told, words(alter.table()), alter.name()),
        Recipes.codeFirst(WRITES_PARENTS_FIRST));
  }

  private static void added(ConstraintAction.Add add, Situation at, Verdicts verdicts) {
    String parent = add.spec().references().map(Names::words).orElse("the parent");
    verdicts.add(
        OLD_CODE,
        add.spec().notValid() && !at.isValidatedAtOnce(add) ? NOTICE : WARNING,
        "Where the version that runs now inserts a row of %s before its parent, or deletes from %s what is still referred to, it fails from here on, NOT VALID or not."
            .formatted(words(add.table()), parent),
        Recipes.codeFirst(WRITES_PARENTS_FIRST)
            .say("DEFERRABLE INITIALLY DEFERRED if the order varies"));
  }
}

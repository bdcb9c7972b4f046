package dev.concertina.hazard.rule;

import static dev.concertina.hazard.Axis.LOCKS;
import static dev.concertina.hazard.Names.words;
import static dev.concertina.hazard.Severity.ERROR;

import dev.concertina.hazard.About;
import dev.concertina.hazard.Situation;
import dev.concertina.hazard.Verdicts;
import dev.concertina.hazard.action.ConstraintAction;
import dev.concertina.hazard.model.ConstraintSpec.Kind;
import dev.concertina.sql.Sql;

/** A unique constraint builds its index under a lock that stops readers. */
final class UniqueConstraintBuildsIndexRule extends ActionRule<ConstraintAction.Add> {

  UniqueConstraintBuildsIndexRule() {
    super(
        ConstraintAction.Add.class,
        About.of(
            "unique-constraint-builds-index",
            "a unique constraint builds its index under a lock that stops readers",
            ERROR,
            LOCKS));
  }

  @Override
  void judge(ConstraintAction.Add add, Situation at, Verdicts verdicts) {
    if (!add.spec().is(Kind.UNIQUE) || add.spec().index().isPresent() || at.isQuick(add.table())) {
      return;
    }
    String name = add.spec().nameIn(add.table());
    verdicts.add(
        LOCKS,
        ERROR,
        "Nobody can read or write %s until the index of the constraint is built."
            .formatted(words(add.table())),
        Recipes.usingIndex(add.table(), name, add.spec().columns(), Sql.of("UNIQUE")));
  }
}

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

/** A primary key builds its index under a lock that stops readers. */
final class PrimaryKeyBuildsIndexRule extends ActionRule<ConstraintAction.Add> {

  PrimaryKeyBuildsIndexRule() {
    super(
        ConstraintAction.Add.class,
        About.of(
            "primary-key-builds-index",
            "a primary key builds its index under a lock that stops readers",
            ERROR,
            LOCKS));
  }

  @Override
  void judge(ConstraintAction.Add add, Situation at, Verdicts verdicts) {
    if (!add.spec().is(Kind.PRIMARY_KEY)
        || add.spec().index().isPresent()
        || at.isQuick(add.table())) {
      return;
    }
    String name = add.spec().nameIn(add.table());
    verdicts.add(
        LOCKS,
        ERROR,
        "Nobody can read or write %s until its key is proven free of NULL and the index is built."
            .formatted(words(add.table())),
        Recipes.usingIndex(add.table(), name, add.spec().columns(), Sql.of("PRIMARY KEY"))
            .say("before that, make the columns NOT NULL as set-not-null-scan says"));
  }
}

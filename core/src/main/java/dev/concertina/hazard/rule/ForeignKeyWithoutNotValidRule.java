package dev.concertina.hazard.rule;

import static dev.concertina.hazard.Axis.LOCKS;
import static dev.concertina.hazard.Names.words;
import static dev.concertina.hazard.Severity.ERROR;

import dev.concertina.hazard.About;
import dev.concertina.hazard.Situation;
import dev.concertina.hazard.Verdicts;
import dev.concertina.hazard.action.ConstraintAction;
import dev.concertina.hazard.model.ConstraintSpec.Kind;
import dev.concertina.sql.QualifiedName;
import dev.concertina.sql.Sql;

/** A foreign key reads the whole table while writers of both tables wait. */
final class ForeignKeyWithoutNotValidRule extends ActionRule<ConstraintAction.Add> {

  ForeignKeyWithoutNotValidRule() {
    super(
        ConstraintAction.Add.class,
        About.of(
            "foreign-key-without-not-valid",
            "a foreign key reads the whole table while writers of both tables wait",
            ERROR,
            LOCKS));
  }

  @Override
  void judge(ConstraintAction.Add add, Situation at, Verdicts verdicts) {
    if (!add.spec().is(Kind.FOREIGN_KEY) || add.spec().notValid() || at.isQuick(add.table())) {
      return;
    }
    QualifiedName parent = add.spec().references().orElse(add.table());
    verdicts.add(
        LOCKS,
        ERROR,
        "Nobody can write to %s or %s while every row of %s looks for its parent."
            .formatted(words(add.table()), words(parent), words(add.table())),
        Recipes.notValidThenValidate(
            add.table(), add.spec().nameIn(add.table()), Sql.verbatim(add.written())));
  }
}

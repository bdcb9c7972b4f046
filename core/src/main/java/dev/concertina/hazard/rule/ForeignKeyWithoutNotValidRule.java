package dev.concertina.hazard.rule;

import static dev.concertina.hazard.Axis.LOCKS;
import static dev.concertina.hazard.Names.sql;
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
final class ForeignKeyWithoutNotValidRule extends ActionRule<ConstraintAction> {

  ForeignKeyWithoutNotValidRule() {
    super(
        ConstraintAction.class,
        About.of(
            "foreign-key-without-not-valid",
            "a foreign key reads the whole table while writers of both tables wait",
            ERROR,
            LOCKS));
  }

  @Override
  void judge(ConstraintAction action, Situation at, Verdicts verdicts) {
    if (at.isQuick(action.table())) {
      return;
    }
    if (action instanceof ConstraintAction.Add add
        && add.spec().is(Kind.FOREIGN_KEY)
        && !add.spec().notValid()) {
      added(add, verdicts);
    }
    if (action instanceof ConstraintAction.Alter alter && alter.scans()) {
      enforced(alter, verdicts);
    }
  }

  private static void enforced(ConstraintAction.Alter alter, Verdicts verdicts) {
    verdicts.add(
        LOCKS,
        ERROR,
        "Nobody can read or write %s, or write to the table that it refers to, while every row of it looks for its parent."
            .formatted(words(alter.table())),
        Recipes.notValidThenValidate(
                alter.table(),
                alter.name() + "_enforced",
                Sql.of("FOREIGN KEY (…) REFERENCES … (…)"))
            .say("next migration:")
            .run(
                Sql.of(
                    "ALTER TABLE {} DROP CONSTRAINT {}", sql(alter.table()), sql(alter.name()))));
  }

  private static void added(ConstraintAction.Add add, Verdicts verdicts) {
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

package dev.concertina.hazard.rule;

import static dev.concertina.hazard.Axis.LOCKS;
import static dev.concertina.hazard.Names.sql;
import static dev.concertina.hazard.Names.words;
import static dev.concertina.hazard.Severity.ERROR;

import dev.concertina.hazard.About;
import dev.concertina.hazard.Recipe;
import dev.concertina.hazard.Situation;
import dev.concertina.hazard.Verdicts;
import dev.concertina.hazard.action.ColumnAction;
import dev.concertina.sql.Sql;

/** A new column of a domain with a constraint rewrites the table. */
final class AddColumnConstrainedDomainRule extends ActionRule<ColumnAction.Add> {

  AddColumnConstrainedDomainRule() {
    super(
        ColumnAction.Add.class,
        About.of(
            "add-column-constrained-domain",
            "a new column of a domain with a constraint rewrites the table",
            ERROR,
            LOCKS));
  }

  @Override
  void judge(ColumnAction.Add add, Situation at, Verdicts verdicts) {
    String type = add.spec().type().name();
    if (!at.schema().isConstrainedDomain(type) || at.isQuick(add.table())) {
      return;
    }
    verdicts.add(
        LOCKS,
        ERROR,
        "Nobody can read or write %s while all of it is written anew: %s is a domain with a constraint, and PostgreSQL then checks every row, although the column is NULL."
            .formatted(words(add.table()), type),
        Recipe.empty()
            .run(
                Sql.of(
                    "ALTER TABLE {} ADD COLUMN {} … -- the domain's base type",
                    sql(add.table()),
                    sql(add.column())))
            .say("then CHECK … NOT VALID, and VALIDATE in its own transaction"));
  }
}

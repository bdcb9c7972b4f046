package dev.concertina.hazard.rule;

import static dev.concertina.hazard.Axis.LOCKS;
import static dev.concertina.hazard.Names.sql;
import static dev.concertina.hazard.Names.words;
import static dev.concertina.hazard.Severity.ERROR;
import static dev.concertina.hazard.Severity.WARNING;

import dev.concertina.hazard.About;
import dev.concertina.hazard.Recipe;
import dev.concertina.hazard.Situation;
import dev.concertina.hazard.Verdicts;
import dev.concertina.hazard.action.ColumnAction;
import dev.concertina.hazard.model.Value;
import dev.concertina.sql.Sql;
import java.util.Optional;

/** A new column whose default differs for each row rewrites the table. */
final class AddColumnVolatileDefaultRule extends ActionRule<ColumnAction.Add> {

  AddColumnVolatileDefaultRule() {
    super(
        ColumnAction.Add.class,
        About.of(
            "add-column-volatile-default",
            "a new column whose default differs for each row rewrites the table",
            ERROR,
            LOCKS));
  }

  @Override
  void judge(ColumnAction.Add add, Situation at, Verdicts verdicts) {
    Optional<Value> value = add.spec().defaultValue().filter(Value::mayRewrite);
    if (value.isEmpty() || at.isQuick(add.table())) {
      return;
    }
    boolean certain = value.get().kind() == Value.Kind.VOLATILE;
    String reason =
        certain
            ? "the default is another one for each row"
            : "the default calls a function that is volatile unless it was declared otherwise";
    verdicts.add(
        LOCKS,
        certain ? ERROR : WARNING,
        "Nobody can read or write %s while all of it is written anew, indexes too: %s."
            .formatted(words(add.table()), reason),
        Recipe.empty()
            .run(Recipes.columnAlone(add))
            .run(
                Sql.of(
                    "ALTER TABLE {} ALTER COLUMN {} SET DEFAULT …",
                    sql(add.table()),
                    sql(add.column())))
            .say("then fill the rows that are there, in batches of their own transactions")
            .orConcertina(Recipes.asItIs("it fills the rows in throttled batches.")));
  }
}

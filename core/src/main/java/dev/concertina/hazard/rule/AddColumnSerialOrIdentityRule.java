package dev.concertina.hazard.rule;

import static dev.concertina.hazard.Axis.LOCKS;
import static dev.concertina.hazard.Axis.OLD_CODE;
import static dev.concertina.hazard.Names.sql;
import static dev.concertina.hazard.Names.words;
import static dev.concertina.hazard.Severity.ERROR;
import static dev.concertina.hazard.Severity.NOTICE;

import dev.concertina.hazard.About;
import dev.concertina.hazard.Recipe;
import dev.concertina.hazard.Situation;
import dev.concertina.hazard.Verdicts;
import dev.concertina.hazard.action.ColumnAction;
import dev.concertina.hazard.model.ColumnSpec;
import dev.concertina.sql.Sql;

/** A new numbered column rewrites the table. */
final class AddColumnSerialOrIdentityRule extends ActionRule<ColumnAction.Add> {

  AddColumnSerialOrIdentityRule() {
    super(
        ColumnAction.Add.class,
        About.of(
            "add-column-serial-or-identity",
            "a new numbered column rewrites the table",
            ERROR,
            LOCKS,
            OLD_CODE));
  }

  @Override
  void judge(ColumnAction.Add add, Situation at, Verdicts verdicts) {
    if (!add.spec().filling().isNumbered() || at.isQuick(add.table())) {
      return;
    }
    Recipe recipe =
        Recipe.empty()
            .run(
                Sql.of("CREATE SEQUENCE {}", sql(add.table().name() + "_" + add.column() + "_seq")))
            .run(Sql.of("ALTER TABLE {} ADD COLUMN {} bigint", sql(add.table()), sql(add.column())))
            .run(
                Sql.of(
                    "ALTER TABLE {} ALTER COLUMN {} SET DEFAULT nextval('…')",
                    sql(add.table()),
                    sql(add.column())))
            .say("then number the rows that are there, in batches");
    verdicts.add(
        LOCKS,
        ERROR,
        "Nobody can read or write %s while all of it is written anew to number its rows."
            .formatted(words(add.table())),
        recipe);
    if (add.spec().filling() == ColumnSpec.Filling.IDENTITY_ALWAYS) {
      verdicts.add(
          OLD_CODE,
          NOTICE,
          "An INSERT that gives %s a value of its own fails; without a column list it does."
              .formatted(add.column()),
          recipe);
    }
  }
}

package dev.concertina.hazard.rule;

import static dev.concertina.hazard.Axis.LOCKS;
import static dev.concertina.hazard.Axis.OLD_CODE;
import static dev.concertina.hazard.Names.sql;
import static dev.concertina.hazard.Names.words;
import static dev.concertina.hazard.Severity.ERROR;
import static dev.concertina.hazard.Severity.WARNING;

import dev.concertina.hazard.About;
import dev.concertina.hazard.Recipe;
import dev.concertina.hazard.Situation;
import dev.concertina.hazard.Verdicts;
import dev.concertina.hazard.action.TableAction;
import dev.concertina.sql.Sql;

/** TRUNCATE empties a table that code uses. */
final class TruncateRule extends ActionRule<TableAction.Truncate> {

  TruncateRule() {
    super(
        TableAction.Truncate.class,
        About.of("truncate", "TRUNCATE empties a table that code uses", ERROR, LOCKS, OLD_CODE));
  }

  @Override
  void judge(TableAction.Truncate truncate, Situation at, Verdicts verdicts) {
    if (at.isNew(truncate.table()) || at.isTemporary(truncate.table())) {
      return;
    }
    String table = words(truncate.table());
    Recipe recipe =
        Recipe.empty()
            .run(
                Sql.of(
                    "DELETE FROM {} WHERE id BETWEEN … AND … -- in batches",
                    sql(truncate.table())));
    verdicts.add(
        LOCKS,
        WARNING,
        "TRUNCATE waits for every running query of %s, and all later ones wait behind it."
            .formatted(table),
        recipe);
    verdicts.add(
        OLD_CODE,
        ERROR,
        truncate.cascade()
            ? "All rows of %s are gone for code that runs now, and those of every table that refers to it."
                .formatted(table)
            : "All rows of %s are gone for code that runs now, even for transactions that began before."
                .formatted(table),
        recipe);
  }
}

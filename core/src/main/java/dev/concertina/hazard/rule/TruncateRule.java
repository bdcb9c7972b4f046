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
import dev.concertina.hazard.action.Action;
import dev.concertina.hazard.action.DataAction;
import dev.concertina.hazard.action.TableAction;
import dev.concertina.hazard.model.Schema;
import dev.concertina.sql.QualifiedName;
import dev.concertina.sql.Sql;

/** A statement empties a table that code uses. */
final class TruncateRule extends ActionRule<Action> {

  TruncateRule() {
    super(
        Action.class,
        About.of("truncate", "a statement empties a table that code uses", ERROR, LOCKS, OLD_CODE));
  }

  @Override
  void judge(Action action, Situation at, Verdicts verdicts) {
    if (action instanceof TableAction.Truncate truncate && isUsed(truncate.table(), at)) {
      truncated(truncate, at.schema(), verdicts);
    }
    if (action instanceof DataAction.Delete delete
        && !delete.filtered()
        && isUsed(delete.table(), at)) {
      verdicts.add(
          OLD_CODE,
          WARNING,
          "All rows of %s are gone for code that runs now, as soon as this commits."
              .formatted(words(delete.table())),
          recipe(delete.table(), at.schema()));
    }
  }

  private static boolean isUsed(QualifiedName table, Situation at) {
    return !at.isNew(table) && !at.isTemporary(table);
  }

  private static Recipe recipe(QualifiedName table, Schema schema) {
    return Recipe.empty()
        .run(Sql.of("DELETE FROM {} WHERE {}", sql(table), Batch.of(schema, table)))
        .say("in batches, each in its own transaction, of rows that no code needs");
  }

  private static void truncated(TableAction.Truncate truncate, Schema schema, Verdicts verdicts) {
    String table = words(truncate.table());
    verdicts.add(
        LOCKS,
        WARNING,
        "TRUNCATE waits for every running query of %s, and all later ones wait behind it."
            .formatted(table),
        recipe(truncate.table(), schema));
    verdicts.add(
        OLD_CODE,
        ERROR,
        truncate.cascade()
            ? "All rows of %s are gone for code that runs now, and those of every table that refers to it."
                .formatted(table)
            : "All rows of %s are gone for code that runs now, even for transactions that began before."
                .formatted(table),
        recipe(truncate.table(), schema));
  }
}

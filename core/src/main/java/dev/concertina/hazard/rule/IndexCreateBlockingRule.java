package dev.concertina.hazard.rule;

import static dev.concertina.hazard.Axis.LOCKS;
import static dev.concertina.hazard.Names.sql;
import static dev.concertina.hazard.Names.words;
import static dev.concertina.hazard.Severity.ERROR;

import dev.concertina.hazard.About;
import dev.concertina.hazard.Recipe;
import dev.concertina.hazard.Situation;
import dev.concertina.hazard.Verdicts;
import dev.concertina.hazard.action.IndexAction;
import dev.concertina.sql.Sql;

/** An index is built while writers wait. */
final class IndexCreateBlockingRule extends ActionRule<IndexAction.Create> {

  IndexCreateBlockingRule() {
    super(
        IndexAction.Create.class,
        About.of("index-create-blocking", "an index is built while writers wait", ERROR, LOCKS));
  }

  @Override
  void judge(IndexAction.Create create, Situation at, Verdicts verdicts) {
    if (create.concurrently() || create.only() || at.isQuick(create.table())) {
      return;
    }
    if (at.isPartitioned(create.table())) {
      return;
    }
    verdicts.add(
        LOCKS,
        ERROR,
        "Nobody can write to %s until the index is built: it holds SHARE on the table for the whole scan, minutes on a large one."
            .formatted(words(create.table())),
        Recipe.empty()
            .say("alone in its migration, outside of a transaction, with lock_timeout 0:")
            .run(
                Sql.of(
                    "CREATE {}INDEX CONCURRENTLY {} ON {} {}",
                    Sql.verbatim(create.unique() ? "UNIQUE " : ""),
                    sql(create.name().name().value()),
                    sql(create.table()),
                    Sql.verbatim(create.written())))
            .say("if it fails: drop the invalid index that it leaves, then run it again")
            .orConcertina(
                Recipes.asItIs("it builds the index concurrently and mends a failed build.")));
  }
}

package dev.concertina.hazard.rule;

import static dev.concertina.hazard.Axis.LOCKS;
import static dev.concertina.hazard.Names.sql;
import static dev.concertina.hazard.Names.words;
import static dev.concertina.hazard.Severity.WARNING;

import dev.concertina.hazard.About;
import dev.concertina.hazard.Recipe;
import dev.concertina.hazard.Situation;
import dev.concertina.hazard.Verdicts;
import dev.concertina.hazard.action.IndexAction;
import dev.concertina.sql.Sql;

/** An index is dropped under a lock that stops readers. */
final class IndexDropBlockingRule extends ActionRule<IndexAction.Drop> {

  IndexDropBlockingRule() {
    super(
        IndexAction.Drop.class,
        About.of(
            "index-drop-blocking",
            "an index is dropped under a lock that stops readers",
            WARNING,
            LOCKS));
  }

  @Override
  void judge(IndexAction.Drop drop, Situation at, Verdicts verdicts) {
    if (drop.concurrently() || at.isNewIndex(drop.index()) || at.isOfQuickTable(drop.index())) {
      return;
    }
    verdicts.add(
        LOCKS,
        WARNING,
        "Dropping %s waits for every running query of its table, and every query that comes after waits behind it."
            .formatted(words(drop.index())),
        Recipe.empty()
            .say("alone in its migration, outside of a transaction:")
            .run(Sql.of("DROP INDEX CONCURRENTLY {}", sql(drop.index())))
            .orConcertina(
                Recipes.asItIs("it drops the index concurrently, once nothing needs it.")));
  }
}

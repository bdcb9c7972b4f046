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

/** An index is built anew while writers wait. */
final class ReindexBlockingRule extends ActionRule<IndexAction.Reindex> {

  ReindexBlockingRule() {
    super(
        IndexAction.Reindex.class,
        About.of("reindex-blocking", "an index is built anew while writers wait", ERROR, LOCKS));
  }

  @Override
  void judge(IndexAction.Reindex reindex, Situation at, Verdicts verdicts) {
    if (reindex.concurrently() || at.isQuick(reindex.name()) || at.isOfQuickTable(reindex.name())) {
      return;
    }
    verdicts.add(
        LOCKS,
        ERROR,
        "Writers of the table wait until %s is built anew, and so does every query that would use the index."
            .formatted(words(reindex.name())),
        Recipe.empty()
            .say("outside of a transaction:")
            .run(
                Sql.of(
                    "REINDEX {} CONCURRENTLY {}",
                    Sql.verbatim(
                        reindex.target() == IndexAction.Reindex.Target.INDEX ? "INDEX" : "TABLE"),
                    sql(reindex.name()))));
  }
}

package dev.concertina.hazard.rule;

import static dev.concertina.hazard.Axis.OLD_CODE;
import static dev.concertina.hazard.Names.words;
import static dev.concertina.hazard.Severity.WARNING;

import dev.concertina.hazard.About;
import dev.concertina.hazard.Recipe;
import dev.concertina.hazard.Situation;
import dev.concertina.hazard.Verdicts;
import dev.concertina.hazard.action.IndexAction;
import dev.concertina.hazard.action.ObjectAction;
import dev.concertina.sql.Sql;

/** A collation is called up to date while indexes may still be in the old order. */
final class CollationRefreshedRule extends ActionRule<ObjectAction.RefreshVersion> {

  CollationRefreshedRule() {
    super(
        ObjectAction.RefreshVersion.class,
        About.of(
            "collation-refreshed",
            "a collation is called up to date while indexes may still be in the old order",
            WARNING,
            OLD_CODE));
  }

  @Override
  void judge(ObjectAction.RefreshVersion refresh, Situation at, Verdicts verdicts) {
    boolean rebuilt =
        at.earlier().stream()
            .anyMatch(statement -> !statement.actions(IndexAction.Reindex.class).isEmpty());
    if (rebuilt) {
      return;
    }
    verdicts.add(
        OLD_CODE,
        WARNING,
        "This only stops PostgreSQL's warning. Indexes that were built in the old order of %s miss rows and let duplicates in, and nothing says so any more."
            .formatted(words(refresh.name())),
        Recipe.empty()
            .say("before it, outside of a transaction, for each index on text of that collation:")
            .run(Sql.of("REINDEX INDEX CONCURRENTLY …")));
  }
}

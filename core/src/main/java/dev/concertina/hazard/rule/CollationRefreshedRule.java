package dev.concertina.hazard.rule;

import static dev.concertina.hazard.Axis.OLD_CODE;
import static dev.concertina.hazard.Names.words;
import static dev.concertina.hazard.Severity.WARNING;

import dev.concertina.hazard.About;
import dev.concertina.hazard.Recipe;
import dev.concertina.hazard.Situation;
import dev.concertina.hazard.Topic;
import dev.concertina.hazard.Verdicts;
import dev.concertina.hazard.action.IndexAction;
import dev.concertina.hazard.action.ObjectAction;
import dev.concertina.sql.Sql;

/** A collation is called up to date while indexes may still be in the old order. */
final class CollationRefreshedRule extends ActionRule<ObjectAction.RefreshVersion> {

  private static final Topic<IndexAction.Reindex> REBUILT =
      Topic.of(IndexAction.Reindex.class, any -> true);

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
    if (at.earlier(REBUILT, true).findAny().isPresent()) {
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

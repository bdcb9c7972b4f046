package dev.concertina.hazard.rule;

import static dev.concertina.hazard.Axis.OLD_CODE;
import static dev.concertina.hazard.Names.words;
import static dev.concertina.hazard.Severity.NOTICE;

import dev.concertina.hazard.About;
import dev.concertina.hazard.Recipe;
import dev.concertina.hazard.Situation;
import dev.concertina.hazard.Verdicts;
import dev.concertina.hazard.action.IndexAction;

/** An index goes that queries of running code need. */
final class IndexNeededByOldCodeRule extends ActionRule<IndexAction.Drop> {

  IndexNeededByOldCodeRule() {
    super(
        IndexAction.Drop.class,
        About.of(
            "index-needed-by-old-code",
            "an index goes that queries of running code need",
            NOTICE,
            OLD_CODE));
  }

  @Override
  void judge(IndexAction.Drop drop, Situation at, Verdicts verdicts) {
    if (!at.isNewIndex(drop.index())) {
      verdicts.add(
          OLD_CODE,
          NOTICE,
          "A query of the version that runs now that uses %s reads the whole table from here on."
              .formatted(words(drop.index())),
          Recipe.empty()
              .say(
                  "look at idx_scan of pg_stat_user_indexes for some days first, on replicas too"));
    }
  }
}

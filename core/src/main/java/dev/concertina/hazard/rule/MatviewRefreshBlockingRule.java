package dev.concertina.hazard.rule;

import static dev.concertina.hazard.Axis.LOCKS;
import static dev.concertina.hazard.Axis.OLD_CODE;
import static dev.concertina.hazard.Names.sql;
import static dev.concertina.hazard.Names.words;
import static dev.concertina.hazard.Severity.WARNING;

import dev.concertina.hazard.About;
import dev.concertina.hazard.Recipe;
import dev.concertina.hazard.Situation;
import dev.concertina.hazard.Verdicts;
import dev.concertina.hazard.action.ViewAction;
import dev.concertina.sql.Sql;

/** A materialized view is refreshed while nobody can read it. */
final class MatviewRefreshBlockingRule extends ActionRule<ViewAction.Refresh> {

  MatviewRefreshBlockingRule() {
    super(
        ViewAction.Refresh.class,
        About.of(
            "matview-refresh-blocking",
            "a materialized view is refreshed while nobody can read it",
            WARNING,
            LOCKS,
            OLD_CODE));
  }

  @Override
  void judge(ViewAction.Refresh refresh, Situation at, Verdicts verdicts) {
    if (refresh.concurrently() || at.isNew(refresh.view())) {
      return;
    }
    Recipe recipe =
        Recipe.empty()
            .say("with a unique index on the view:")
            .run(Sql.of("REFRESH MATERIALIZED VIEW CONCURRENTLY {}", sql(refresh.view())));
    if (refresh.empties()) {
      verdicts.add(
          OLD_CODE,
          WARNING,
          "Until somebody refreshes it again, each query of %s fails with `materialized view \"%s\" has not been populated`."
              .formatted(words(refresh.view()), refresh.view().name().value()),
          recipe);
      return;
    }
    verdicts.add(
        LOCKS,
        WARNING,
        "Nobody can read %s until it is computed anew.".formatted(words(refresh.view())),
        recipe);
  }
}

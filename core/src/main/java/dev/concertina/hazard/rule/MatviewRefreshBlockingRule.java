package dev.concertina.hazard.rule;

import static dev.concertina.hazard.Axis.LOCKS;
import static dev.concertina.hazard.Axis.OLD_CODE;
import static dev.concertina.hazard.Names.sql;
import static dev.concertina.hazard.Names.words;
import static dev.concertina.hazard.Severity.WARNING;

import dev.concertina.hazard.About;
import dev.concertina.hazard.Recipe;
import dev.concertina.hazard.Situation;
import dev.concertina.hazard.Topic;
import dev.concertina.hazard.Verdicts;
import dev.concertina.hazard.action.ViewAction;
import dev.concertina.sql.QualifiedName;
import dev.concertina.sql.Sql;

/** A materialized view is refreshed while nobody can read it. */
final class MatviewRefreshBlockingRule extends ActionRule<ViewAction> {

  private static final Topic<ViewAction.Drop> DROPPED =
      Topic.of(ViewAction.Drop.class, ViewAction.Drop::view);

  MatviewRefreshBlockingRule() {
    super(
        ViewAction.class,
        About.of(
            "matview-refresh-blocking",
            "a materialized view is refreshed while nobody can read it",
            WARNING,
            LOCKS,
            OLD_CODE));
  }

  @Override
  void judge(ViewAction action, Situation at, Verdicts verdicts) {
    if (action instanceof ViewAction.Refresh refresh
        && !refresh.concurrently()
        && !at.isNew(refresh.view())) {
      refreshed(refresh, verdicts);
    }
    if (action instanceof ViewAction.Create create
        && create.materialized()
        && at.transaction().open()
        && isDropped(create.view(), at)) {
      verdicts.add(
          LOCKS,
          WARNING,
          "The transaction has dropped %s: whoever reads it waits until it is computed anew."
              .formatted(words(create.view())),
          Recipe.empty()
              .say("compute the new one under another name")
              .say("then, in a short transaction, drop the old one and rename the new one"));
    }
  }

  private static boolean isDropped(QualifiedName view, Situation at) {
    return at.earlier(DROPPED, view).findAny().isPresent();
  }

  private static void refreshed(ViewAction.Refresh refresh, Verdicts verdicts) {
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

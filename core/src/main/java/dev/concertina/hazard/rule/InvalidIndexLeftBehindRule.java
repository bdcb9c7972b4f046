package dev.concertina.hazard.rule;

import static dev.concertina.hazard.Axis.NEW_CODE;
import static dev.concertina.hazard.Names.sql;
import static dev.concertina.hazard.Names.words;
import static dev.concertina.hazard.Severity.NOTICE;
import static dev.concertina.hazard.Severity.WARNING;

import dev.concertina.hazard.About;
import dev.concertina.hazard.Recipe;
import dev.concertina.hazard.Situation;
import dev.concertina.hazard.Verdicts;
import dev.concertina.hazard.action.IndexAction;
import dev.concertina.sql.Sql;

/** IF NOT EXISTS takes an invalid index for a finished one. */
final class InvalidIndexLeftBehindRule extends ActionRule<IndexAction.Create> {

  InvalidIndexLeftBehindRule() {
    super(
        IndexAction.Create.class,
        About.of(
            "invalid-index-left-behind",
            "IF NOT EXISTS takes an invalid index for a finished one",
            WARNING,
            NEW_CODE));
  }

  @Override
  void judge(IndexAction.Create create, Situation at, Verdicts verdicts) {
    if (create.concurrently() && create.ifNotExists()) {
      verdicts.add(
          NEW_CODE,
          create.unique() ? WARNING : NOTICE,
          "If an earlier build was interrupted, an invalid %s is there: this skips it in silence, and nothing is unique or fast that code relies on."
              .formatted(words(create.name())),
          Recipe.empty()
              .say("ask first whether pg_index.indisvalid is false for it; if so:")
              .run(Sql.of("DROP INDEX CONCURRENTLY {}", sql(create.name())))
              .say("then create it without IF NOT EXISTS")
              .orConcertina(Recipes.asItIs("it drops what an interrupted build has left.")));
    }
  }
}

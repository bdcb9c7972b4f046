package dev.concertina.hazard.rule;

import static dev.concertina.hazard.Axis.OLD_CODE;
import static dev.concertina.hazard.Names.words;
import static dev.concertina.hazard.Severity.ERROR;

import dev.concertina.hazard.About;
import dev.concertina.hazard.Names;
import dev.concertina.hazard.Recipe;
import dev.concertina.hazard.Situation;
import dev.concertina.hazard.Verdicts;
import dev.concertina.hazard.action.DataAction;

/** The catalog is written by hand. */
final class CatalogWrittenRule extends ActionRule<DataAction> {

  CatalogWrittenRule() {
    super(
        DataAction.class,
        About.of("catalog-written", "the catalog is written by hand", ERROR, OLD_CODE));
  }

  @Override
  void judge(DataAction data, Situation at, Verdicts verdicts) {
    if (Names.isOfServer(data.table())) {
      verdicts.add(
          OLD_CODE,
          ERROR,
          "PostgreSQL believes whatever is written to %s: no row is checked, no lock taken, no session told. Rows and plans of the version that runs now may stand against it, and a dump may not load again."
              .formatted(words(data.table())),
          Recipe.empty()
              .say("the statement of ALTER that does the same, by the safe way of its own rule"));
    }
  }
}

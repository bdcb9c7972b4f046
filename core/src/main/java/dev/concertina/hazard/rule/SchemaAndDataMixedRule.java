package dev.concertina.hazard.rule;

import static dev.concertina.hazard.Axis.LOCKS;
import static dev.concertina.hazard.Names.words;
import static dev.concertina.hazard.Severity.WARNING;

import dev.concertina.hazard.About;
import dev.concertina.hazard.Recipe;
import dev.concertina.hazard.Situation;
import dev.concertina.hazard.Verdicts;
import dev.concertina.hazard.action.DataAction;

/** One transaction changes a table and writes its rows. */
final class SchemaAndDataMixedRule extends ActionRule<DataAction> {

  SchemaAndDataMixedRule() {
    super(
        DataAction.class,
        About.of(
            "schema-and-data-mixed",
            "one transaction changes a table and writes its rows",
            WARNING,
            LOCKS));
  }

  @Override
  void judge(DataAction data, Situation at, Verdicts verdicts) {
    boolean large =
        (data instanceof DataAction.Update update && !update.bounded())
            || (data instanceof DataAction.Delete delete && !delete.bounded())
            || (data instanceof DataAction.Insert insert && insert.fromQuery());
    boolean mixed = at.transaction().open() && !at.transaction().stopped().isEmpty();
    if (large && mixed && !at.isQuick(data.table()) && !isToldAlready(data, at)) {
      verdicts.add(
          LOCKS,
          WARNING,
          "The transaction holds its locks on the schema until the rows of %s are written."
              .formatted(words(data.table())),
          Recipe.empty().say("the data in a migration of its own, in batches"));
    }
  }

  /**
   * Of what is written under ACCESS EXCLUSIVE, statement-while-holding-access-exclusive says more.
   */
  private static boolean isToldAlready(DataAction data, Situation at) {
    return at.transaction().exclusivelyHeld().isPresent() && !(data instanceof DataAction.Insert);
  }
}

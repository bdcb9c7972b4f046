package dev.concertina.hazard.rule;

import static dev.concertina.hazard.Axis.LOCKS;
import static dev.concertina.hazard.Names.words;
import static dev.concertina.hazard.Severity.ERROR;
import static dev.concertina.hazard.Severity.WARNING;

import dev.concertina.hazard.About;
import dev.concertina.hazard.Situation;
import dev.concertina.hazard.Verdicts;
import dev.concertina.hazard.action.ColumnAction;
import dev.concertina.plan.Work;

/** A type change rewrites the table. */
final class ColumnTypeRewriteRule extends ActionRule<ColumnAction.ChangeType> {

  ColumnTypeRewriteRule() {
    super(
        ColumnAction.ChangeType.class,
        About.of("column-type-rewrite", "a type change rewrites the table", ERROR, LOCKS));
  }

  @Override
  void judge(ColumnAction.ChangeType change, Situation at, Verdicts verdicts) {
    Work work = change.work(at.schema());
    if (at.isQuick(change.table()) || (work == Work.METADATA && change.isKnown(at.schema()))) {
      return;
    }
    boolean known = change.isKnown(at.schema());
    String message =
        !known
            ? "Unless PostgreSQL stores both types alike, nobody can read or write the table while all of it is written anew to turn %s.%s into %s."
            : work == Work.BUILD
                ? "Nobody can read or write the table while the indexes of %s.%s are built anew as %s."
                : "Nobody can read or write the table while all of it is written anew to turn %s.%s into %s.";
    verdicts.add(
        LOCKS,
        known ? ERROR : WARNING,
        message.formatted(words(change.table()), change.column(), change.type().words()),
        Recipes.otherType(change, at.schema())
            .orConcertina(
                Recipes.asItIs(
                    "it keeps both types in step, and old and new code each see theirs.")));
  }
}

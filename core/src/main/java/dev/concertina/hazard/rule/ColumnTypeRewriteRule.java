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
import java.util.Optional;

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
    Optional<String> alike = change.alike(at.schema());
    String message =
        work == Work.BUILD
            ? "Nobody can read or write the table while the indexes of %s.%s are built anew as %s."
            : "Nobody can read or write the table while all of it is written anew to turn %s.%s into %s.";
    String column = words(change.table()) + "." + change.column();
    String sure = message.formatted(words(change.table()), change.column(), change.type().words());
    verdicts.add(
        LOCKS,
        alike.isPresent() ? WARNING : ERROR,
        alike
            .map(
                types ->
                    "If %s is %s so far, this takes a moment. If it is anything else, nobody can read or write the table while all of it is written anew as %s."
                        .formatted(column, types, change.type().words()))
            .orElse(sure),
        Recipes.otherType(change, at.schema())
            .orConcertina(
                Recipes.asItIs(
                    "it keeps both types in step, and old and new code each see theirs.")));
  }
}

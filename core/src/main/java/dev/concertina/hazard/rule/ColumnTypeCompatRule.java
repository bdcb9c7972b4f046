package dev.concertina.hazard.rule;

import static dev.concertina.hazard.Axis.NEW_CODE;
import static dev.concertina.hazard.Axis.OLD_CODE;
import static dev.concertina.hazard.Names.words;
import static dev.concertina.hazard.Severity.ERROR;
import static dev.concertina.hazard.Severity.NOTICE;
import static dev.concertina.hazard.Severity.WARNING;

import dev.concertina.hazard.About;
import dev.concertina.hazard.Recipe;
import dev.concertina.hazard.Situation;
import dev.concertina.hazard.Verdicts;
import dev.concertina.hazard.action.ColumnAction;
import dev.concertina.hazard.model.Schema;
import dev.concertina.hazard.model.Type;
import dev.concertina.plan.Work;
import java.util.Optional;

/** Running code sees another type, or its values no longer fit. */
final class ColumnTypeCompatRule extends ActionRule<ColumnAction.ChangeType> {

  ColumnTypeCompatRule() {
    super(
        ColumnAction.ChangeType.class,
        About.of(
            "column-type-compat",
            "running code sees another type, or its values no longer fit",
            ERROR,
            OLD_CODE,
            NEW_CODE));
  }

  @Override
  void judge(ColumnAction.ChangeType change, Situation at, Verdicts verdicts) {
    if (at.isNew(change.table()) || at.isNewColumn(change.table(), change.column())) {
      return;
    }
    Optional<Type> from = change.from(at.schema());
    boolean widens =
        from.filter(
                    known ->
                        known.fitsInto(change.type())
                            && known.isCharacter() == change.type().isCharacter())
                .isPresent()
            && !change.computes();
    boolean narrows = (from.isPresent() && !widens) || breaksAnyway(change, at.schema());
    String column = words(change.table()) + "." + change.column();
    Recipe recipe =
        Recipes.otherType(change, at.schema())
            .orConcertina(
                Recipes.asItIs("old code keeps seeing the old type, new code the new one."));
    if (from.filter(known -> comparesOtherwise(known, change.type())).isPresent()) {
      verdicts.add(
          OLD_CODE,
          WARNING,
          "Comparisons, unique keys and joins of %s %s from here on, for the version that runs now as well; prepared statements that return it fail once with `cached plan must not change result type`."
              .formatted(
                  column,
                  change.type().is("citext")
                      ? "do not tell upper from lower case"
                      : "tell upper from lower case"),
          recipe);
      return;
    }
    if (narrows) {
      verdicts.add(
          OLD_CODE,
          ERROR,
          from.isEmpty()
              ? "The version that runs now writes and compares %s as the type that it has so far: values that are no %s fail, so do operators of the old type, and prepared statements fail once with `cached plan must not change result type`."
                  .formatted(column, change.type().words())
              : shortens(from.get(), change.type())
                  ? "Where the version that runs now writes more than %s characters into %s, it fails with `value too long for type` from here until its last process has stopped; prepared statements fail once with `cached plan must not change result type`."
                      .formatted(change.type().limit().getAsInt(), column)
                  : "The version that runs now writes and compares %s as %s: values that do not fit %s fail, so do operators of the old type, and prepared statements fail once with `cached plan must not change result type`."
                      .formatted(column, from.get().words(), change.type().words()),
          recipe);
    } else {
      verdicts.add(
          OLD_CODE,
          widens && change.work(at.schema()) == Work.METADATA ? NOTICE : WARNING,
          widens
              ? "Prepared statements that return %s fail once with `cached plan must not change result type`; its values all fit."
                  .formatted(column)
              : ofUnknown(column, change.type()),
          recipe);
    }
    if (!widens) {
      verdicts.add(
          NEW_CODE,
          narrows ? WARNING : NOTICE,
          "The new version expects %s to be %s: what it writes and compares fails until this has run."
              .formatted(column, change.type().words()),
          recipe);
    }
  }

  /** Whatever the type was, its operators and texts are no longer those of the column. */
  private static boolean breaksAnyway(ColumnAction.ChangeType change, Schema schema) {
    return !change.isKnown(schema)
        && !change.type().isNumber()
        && change.alike(schema).isEmpty()
        && !change.type().isCharacter();
  }

  /** Both cases, as long as nobody knows which of them it is. */
  private static String ofUnknown(String column, Type to) {
    String once = "fail once with `cached plan must not change result type`";
    if (to.limit().isPresent()) {
      return "If %s was longer so far (or text), the version that runs now fails with `value too long for type` where it writes more than %s characters, until its last process has stopped. If it was shorter, only prepared statements that return it %s."
          .formatted(column, to.limit().getAsInt(), once);
    }
    if (to.isCharacter()) {
      return "If %s was a varchar so far, only prepared statements that return it %s. If it was no text, where the version that runs now compares it with a number or the like, it fails with `operator does not exist`."
          .formatted(column, once);
    }
    if (to.isNumber()) {
      return "If %s was a smaller number so far, only prepared statements that return it %s. If it was larger, what no longer fits fails in the version that runs now; if it was text, so does every comparison with a text."
          .formatted(column, once);
    }
    return "Where the version that runs now writes or compares %s as anything but %s, it fails from here until its last process has stopped; prepared statements that return the column %s."
        .formatted(column, to.words(), once);
  }

  private static boolean comparesOtherwise(Type from, Type to) {
    return (from.is("citext") && to.isCharacter() && to.limit().isEmpty())
        || (to.is("citext") && from.isCharacter());
  }

  private static boolean shortens(Type from, Type to) {
    return from.isCharacter() && to.limit().isPresent();
  }
}

package dev.concertina.hazard.rule;

import static dev.concertina.hazard.Axis.NEW_CODE;
import static dev.concertina.hazard.Axis.OLD_CODE;
import static dev.concertina.hazard.Names.words;
import static dev.concertina.hazard.Severity.ERROR;
import static dev.concertina.hazard.Severity.WARNING;

import dev.concertina.hazard.About;
import dev.concertina.hazard.Recipe;
import dev.concertina.hazard.Situation;
import dev.concertina.hazard.Verdicts;
import dev.concertina.hazard.action.ColumnAction;
import dev.concertina.hazard.model.Expression;
import dev.concertina.sql.QualifiedName;

/** A new column must be given, and running code does not know it. */
final class AddRequiredColumnRule extends ActionRule<ColumnAction.Add> {

  AddRequiredColumnRule() {
    super(
        ColumnAction.Add.class,
        About.of(
            "add-required-column",
            "a new column must be given, and running code does not know it",
            ERROR,
            OLD_CODE,
            NEW_CODE));
  }

  @Override
  void judge(ColumnAction.Add add, Situation at, Verdicts verdicts) {
    if (!add.spec().refusesNull()) {
      return;
    }
    if (add.spec().generatedBy().filter(value -> mayBeNull(value, add.table(), at)).isPresent()) {
      generated(add, at, verdicts);
    } else if (!add.spec().fillsItself()) {
      required(add, at, verdicts);
    }
  }

  private static void required(ColumnAction.Add add, Situation at, Verdicts verdicts) {
    if (!at.isNew(add.table())) {
      verdicts.add(
          OLD_CODE,
          ERROR,
          "The version that runs now does not know %s.%s: each of its INSERTs fails with a NOT NULL violation from here until its last process has stopped."
              .formatted(words(add.table()), add.column()),
          recipe(add));
    }
    if (at.mayHaveRows(add.table())) {
      verdicts.add(
          NEW_CODE,
          at.isNew(add.table()) ? ERROR : WARNING,
          "If %s has a row, PostgreSQL refuses this: the row has no value for %s. The migration fails here, and the release stops half-way."
              .formatted(words(add.table()), add.column()),
          recipe(add));
    }
  }

  private static void generated(ColumnAction.Add add, Situation at, Verdicts verdicts) {
    String nulls =
        "What %s.%s is computed of may be NULL".formatted(words(add.table()), add.column());
    Recipe recipe = Recipe.empty().say("without NOT NULL; or coalesce(…) in the expression");
    if (!at.isNew(add.table())) {
      verdicts.add(
          OLD_CODE,
          WARNING,
          nulls + ": where the version that runs now writes such a row, it fails from here on.",
          recipe);
    }
    if (at.mayHaveRows(add.table())) {
      verdicts.add(NEW_CODE, WARNING, nulls + ": if there is such a row, this fails.", recipe);
    }
  }

  private static boolean mayBeNull(Expression value, QualifiedName table, Situation at) {
    boolean fallsBack =
        value.calls().stream().anyMatch(call -> call.name().name().value().startsWith("concat"));
    return !fallsBack
        && value.columns().stream()
            .flatMap(column -> at.schema().column(table, column).stream())
            .anyMatch(column -> !column.notNull().orElse(true));
  }

  private static Recipe recipe(ColumnAction.Add add) {
    return Recipe.empty()
        .run(Recipes.columnAlone(add))
        .say("nullable, or NOT NULL with a DEFAULT that stays")
        .say("release 1: always write it; fill the rows that are there in batches")
        .say("release 2: NOT NULL as set-not-null-scan says")
        .orConcertina(
            Recipes.asItIs(
                "with `-- concertina: up = …` it fills the column for old code, and requires it at the end."));
  }
}

package dev.concertina.hazard.rule;

import static dev.concertina.hazard.Axis.OLD_CODE;
import static dev.concertina.hazard.Names.words;
import static dev.concertina.hazard.Severity.NOTICE;
import static dev.concertina.hazard.Severity.WARNING;

import dev.concertina.hazard.About;
import dev.concertina.hazard.Recipe;
import dev.concertina.hazard.Situation;
import dev.concertina.hazard.Verdicts;
import dev.concertina.hazard.action.Action;
import dev.concertina.hazard.action.ColumnAction;
import dev.concertina.hazard.action.TableAction;

/** A json column breaks DISTINCT, GROUP BY and UNION. */
final class JsonColumnRule extends ActionRule<Action> {

  JsonColumnRule() {
    super(
        Action.class,
        About.of(
            "json-column", "a json column breaks DISTINCT, GROUP BY and UNION", WARNING, OLD_CODE));
  }

  @Override
  void judge(Action action, Situation at, Verdicts verdicts) {
    if (action instanceof ColumnAction.Add add
        && add.spec().type().is("json")
        && !at.isNew(add.table())) {
      verdicts.add(OLD_CODE, WARNING, message(words(add.table()), add.column()), recipe());
    }
    if (action instanceof TableAction.Create create) {
      create.spec().columns().stream()
          .filter(column -> column.type().is("json"))
          .forEach(
              column ->
                  verdicts.add(
                      OLD_CODE, NOTICE, message(words(create.table()), column.name()), recipe()));
    }
  }

  private static String message(String table, String column) {
    return "%s.%s has no equality as json: SELECT DISTINCT, UNION and GROUP BY over whole rows fail with it."
        .formatted(table, column);
  }

  private static Recipe recipe() {
    return Recipe.empty().say("jsonb");
  }
}

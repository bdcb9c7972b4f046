package dev.concertina.hazard.rule;

import static dev.concertina.hazard.Axis.OLD_CODE;
import static dev.concertina.hazard.Severity.WARNING;

import dev.concertina.hazard.About;
import dev.concertina.hazard.Recipe;
import dev.concertina.hazard.Situation;
import dev.concertina.hazard.Verdicts;
import dev.concertina.hazard.action.TableAction;

/** A new table hides another one of the same name. */
final class NameShadowedRule extends ActionRule<TableAction.Create> {

  NameShadowedRule() {
    super(
        TableAction.Create.class,
        About.of(
            "name-shadowed", "a new table hides another one of the same name", WARNING, OLD_CODE));
  }

  @Override
  void judge(TableAction.Create create, Situation at, Verdicts verdicts) {
    boolean twin =
        at.schema()
            .relationsCalled(create.table().name())
            .anyMatch(known -> !known.name().schema().equals(create.table().schema()));
    if (twin && !at.isTemporary(create.table())) {
      verdicts.add(
          OLD_CODE,
          WARNING,
          "There is a %s in another schema, too: code that finds it by search_path may silently read and write this one."
              .formatted(create.table().name()),
          Recipe.empty().say("qualify the name in code, or choose another"));
    }
  }
}

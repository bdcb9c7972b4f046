package dev.concertina.hazard.rule;

import static dev.concertina.hazard.Axis.NEW_CODE;
import static dev.concertina.hazard.Axis.OLD_CODE;
import static dev.concertina.hazard.Names.sql;
import static dev.concertina.hazard.Severity.ERROR;

import dev.concertina.hazard.About;
import dev.concertina.hazard.Recipe;
import dev.concertina.hazard.Situation;
import dev.concertina.hazard.Verdicts;
import dev.concertina.hazard.action.RenameAction;
import dev.concertina.sql.Sql;

/** A label of an enum gets another name. */
final class RenameEnumValueRule extends ActionRule<RenameAction.OfEnumValue> {

  RenameEnumValueRule() {
    super(
        RenameAction.OfEnumValue.class,
        About.of(
            "rename-enum-value",
            "a label of an enum gets another name",
            ERROR,
            OLD_CODE,
            NEW_CODE));
  }

  @Override
  void judge(RenameAction.OfEnumValue rename, Situation at, Verdicts verdicts) {
    if (at.isNewObject(rename.type())) {
      return;
    }
    Recipe recipe =
        Recipe.empty()
            .run(
                Sql.of(
                    "ALTER TYPE {} ADD VALUE {}",
                    sql(rename.type()),
                    Sql.literal(rename.newLabel())))
            .say("release 1: code that understands both labels")
            .say("when no older process is left, release 2: code that writes only the new one")
            .say(
                "when no process of release 1 is left, update the rows in batches; the old label stays in the type");
    verdicts.add(
        OLD_CODE,
        ERROR,
        "The version that runs now writes and compares '%s': those statements fail with `invalid input value for enum`, and it reads a label that it does not know."
            .formatted(rename.label()),
        recipe);
    verdicts.add(
        NEW_CODE,
        ERROR,
        "The new version writes '%s': it fails until this has run.".formatted(rename.newLabel()),
        recipe);
  }
}

package dev.concertina.hazard.rule;

import static dev.concertina.hazard.Axis.NEW_CODE;
import static dev.concertina.hazard.Axis.OLD_CODE;
import static dev.concertina.hazard.Severity.ERROR;

import dev.concertina.hazard.About;
import dev.concertina.hazard.Recipe;
import dev.concertina.hazard.Situation;
import dev.concertina.hazard.Verdicts;
import dev.concertina.hazard.action.RenameAction;
import dev.concertina.sql.Sql;

/** A schema gets another name. */
final class RenameSchemaRule extends ActionRule<RenameAction.OfSchema> {

  RenameSchemaRule() {
    super(
        RenameAction.OfSchema.class,
        About.of("rename-schema", "a schema gets another name", ERROR, OLD_CODE, NEW_CODE));
  }

  @Override
  void judge(RenameAction.OfSchema rename, Situation at, Verdicts verdicts) {
    if (at.isNewObject(rename.schema())) {
      return;
    }
    verdicts.add(
        OLD_CODE,
        ERROR,
        "Every statement that names something in %s, or finds it by its search_path, fails from here on."
            .formatted(rename.schema().name()),
        recipe(rename));
    verdicts.add(
        NEW_CODE,
        ERROR,
        "Code that names %s fails until this has run.".formatted(rename.newName().name()),
        recipe(rename));
  }

  private static Recipe recipe(RenameAction.OfSchema rename) {
    return Recipe.empty()
        .run(Sql.of("CREATE SCHEMA {}", rename.newName().name()))
        .say("views in it of all tables; release: use them; then move the tables");
  }
}

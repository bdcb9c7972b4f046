package dev.concertina.hazard.rule;

import static dev.concertina.hazard.Axis.NEW_CODE;
import static dev.concertina.hazard.Names.words;
import static dev.concertina.hazard.Severity.ERROR;

import dev.concertina.hazard.About;
import dev.concertina.hazard.Recipe;
import dev.concertina.hazard.Situation;
import dev.concertina.hazard.Verdicts;
import dev.concertina.hazard.action.Action;
import dev.concertina.hazard.action.ColumnAction;
import dev.concertina.hazard.action.IndexAction;
import dev.concertina.hazard.action.TableAction;
import dev.concertina.hazard.model.Column;
import dev.concertina.hazard.model.ColumnSpec;
import dev.concertina.hazard.model.IndexFacts;
import dev.concertina.hazard.model.Relation;
import dev.concertina.hazard.model.Type;
import dev.concertina.sql.QualifiedName;
import java.util.Optional;

/** IF NOT EXISTS leaves something of another shape as it is. */
final class IfNotExistsKeepsOldRule extends ActionRule<Action> {

  IfNotExistsKeepsOldRule() {
    super(
        Action.class,
        About.of(
            "if-not-exists-keeps-old",
            "IF NOT EXISTS leaves something of another shape as it is",
            ERROR,
            NEW_CODE));
  }

  @Override
  void judge(Action action, Situation at, Verdicts verdicts) {
    if (action instanceof TableAction.Create create && create.ifNotExists()) {
      at.schema()
          .relation(create.table())
          .filter(Relation::isComplete)
          .flatMap(old -> difference(create, old))
          .ifPresent(why -> tell(why, "ALTER TABLE for what is missing", verdicts));
    }
    if (action instanceof ColumnAction.Add add && add.ifNotExists()) {
      at.schema()
          .column(add.table(), add.column())
          .flatMap(Column::type)
          .filter(type -> !type.equals(add.spec().type().stored()))
          .ifPresent(
              type ->
                  tell(
                      isOfType(add.table(), add.column(), type),
                      "another name; or ALTER COLUMN … TYPE by its safe way",
                      verdicts));
    }
    if (action instanceof IndexAction.Create create && create.ifNotExists()) {
      at.schema()
          .index(create.name())
          .filter(old -> isOther(old, create))
          .ifPresent(
              old ->
                  tell(
                      "the index %s is another one".formatted(words(create.name())),
                      "another name, and DROP INDEX CONCURRENTLY for the old one",
                      verdicts));
    }
  }

  private static Optional<String> difference(TableAction.Create create, Relation old) {
    for (ColumnSpec column : create.spec().columns()) {
      Optional<Column> known = old.column(column.name());
      if (known.isEmpty()) {
        return Optional.of("%s has no column %s".formatted(words(create.table()), column.name()));
      }
      Optional<Type> other =
          known.get().type().filter(type -> !type.equals(column.type().stored()));
      if (other.isPresent()) {
        return Optional.of(isOfType(create.table(), column.name(), other.get()));
      }
    }
    return Optional.empty();
  }

  private static String isOfType(QualifiedName table, String column, Type type) {
    return "%s.%s is of type %s".formatted(words(table), column, type.words());
  }

  private static boolean isOther(IndexFacts old, IndexAction.Create create) {
    return old.table().filter(table -> !table.equals(create.table())).isPresent()
        || old.unique() != create.unique()
        || old.spec().partial() != create.spec().partial()
        || !old.columns().equals(create.spec().columns());
  }

  private static void tell(String why, String instead, Verdicts verdicts) {
    verdicts.add(
        NEW_CODE,
        ERROR,
        "An earlier script has made it, and this changes nothing: %s. What the new version counts on is not there."
            .formatted(why),
        Recipe.empty().say(instead));
  }
}

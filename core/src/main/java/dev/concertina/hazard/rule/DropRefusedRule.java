package dev.concertina.hazard.rule;

import static dev.concertina.hazard.Axis.NEW_CODE;
import static dev.concertina.hazard.Names.words;
import static dev.concertina.hazard.Severity.ERROR;

import dev.concertina.hazard.About;
import dev.concertina.hazard.Situation;
import dev.concertina.hazard.Verdicts;
import dev.concertina.hazard.action.Action;
import dev.concertina.hazard.action.ColumnAction;
import dev.concertina.hazard.action.ObjectAction;
import dev.concertina.hazard.action.TableAction;
import dev.concertina.hazard.action.ViewAction;
import dev.concertina.hazard.model.Dependent;
import dev.concertina.hazard.model.Dependent.Kind;
import dev.concertina.hazard.model.Schema;
import dev.concertina.sql.QualifiedName;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** Something else needs what is dropped, and CASCADE is not said. */
final class DropRefusedRule extends ActionRule<Action> {

  private static final int KEEPS_GENERATED_COLUMNS = 15;

  DropRefusedRule() {
    super(
        Action.class,
        About.of(
            "drop-refused",
            "something else needs what is dropped, and CASCADE is not said",
            ERROR,
            NEW_CODE));
  }

  @Override
  void judge(Action action, Situation at, Verdicts verdicts) {
    if (action.cascades()) {
      return;
    }
    if (action instanceof ColumnAction.Drop drop) {
      readers(needing(drop, at))
          .ifPresent(
              reader -> refused(words(drop.table()) + "." + drop.column(), reader, verdicts));
    }
    if (action instanceof TableAction.Drop drop) {
      readers(at.schema(), drop.table())
          .or(() -> child(drop.table(), at))
          .ifPresent(reader -> refused(words(drop.table()), reader, verdicts));
    }
    if (action instanceof ObjectAction.Drop drop && drop.kind() == ObjectAction.Kind.SCHEMA) {
      at.schema()
          .relations()
          .filter(known -> known.name().schema().equals(drop.name().name()))
          .findFirst()
          .ifPresent(
              inside ->
                  refused("the schema " + drop.name().name(), words(inside.name()), verdicts));
    }
    if (action instanceof ViewAction.Drop drop) {
      readers(at.schema(), drop.view())
          .ifPresent(reader -> refused(words(drop.view()), reader, verdicts));
    }
  }

  /** Until 14, a generated column went with what it was computed of. */
  private static List<Dependent> needing(ColumnAction.Drop drop, Situation at) {
    return at.schema().dependents(drop.table(), drop.column()).stream()
        .filter(
            each ->
                each.kind() != Kind.GENERATED_COLUMN
                    || at.context().server() >= KEEPS_GENERATED_COLUMNS)
        .toList();
  }

  private static Optional<String> readers(Schema schema, QualifiedName relation) {
    return schema
        .relation(relation)
        .flatMap(
            known ->
                readers(
                    known.dependents().stream().filter(each -> each.kind() == Kind.VIEW).toList()));
  }

  private static Optional<String> readers(Collection<Dependent> dependents) {
    return dependents.stream().map(Dependent::words).findFirst();
  }

  /** Tables that one statement drops may point to each other. */
  private static Optional<String> child(QualifiedName parent, Situation at) {
    List<QualifiedName> going =
        at.statement().actions(TableAction.Drop.class).stream()
            .map(TableAction.Drop::table)
            .toList();
    return at.schema()
        .referencing(parent)
        .filter(known -> !going.contains(known.name()))
        .map(known -> "a foreign key of " + words(known.name()))
        .findFirst();
  }

  private static void refused(String what, String reader, Verdicts verdicts) {
    Refusal.tell(
        "%s needs %s".formatted(reader, what),
        "drop %s first, in a migration that says so".formatted(reader),
        verdicts);
  }
}

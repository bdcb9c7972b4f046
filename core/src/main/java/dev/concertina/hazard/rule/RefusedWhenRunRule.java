package dev.concertina.hazard.rule;

import static dev.concertina.hazard.Axis.NEW_CODE;
import static dev.concertina.hazard.Names.words;
import static dev.concertina.hazard.Severity.ERROR;

import dev.concertina.hazard.About;
import dev.concertina.hazard.Recipe;
import dev.concertina.hazard.Situation;
import dev.concertina.hazard.Verdicts;
import dev.concertina.hazard.action.Action;
import dev.concertina.hazard.action.ConstraintAction;
import dev.concertina.hazard.action.DataAction;
import dev.concertina.hazard.action.IndexAction;
import dev.concertina.hazard.model.Column;
import dev.concertina.hazard.model.Relation;
import dev.concertina.hazard.model.Schema;
import dev.concertina.hazard.model.Shortened;
import dev.concertina.sql.QualifiedName;
import java.util.Optional;

/** PostgreSQL refuses the statement as the schema is, and the release stops. */
final class RefusedWhenRunRule extends ActionRule<Action> {

  RefusedWhenRunRule() {
    super(
        Action.class,
        About.of(
            "refused-when-run",
            "PostgreSQL refuses the statement as the schema is, and the release stops",
            ERROR,
            NEW_CODE));
  }

  @Override
  void judge(Action action, Situation at, Verdicts verdicts) {
    if (action instanceof IndexAction.Drop drop) {
      ownerOf(drop.index(), at.schema())
          .ifPresent(
              table ->
                  refused(
                      "the index belongs to the constraint %s of %s"
                          .formatted(drop.index().name(), words(table)),
                      "DROP CONSTRAINT, which drops the index as well",
                      verdicts));
    }
    if (action instanceof ConstraintAction.Add add
        && add.spec().hasIndex()
        && add.spec().index().isEmpty()) {
      QualifiedName index = add.table().sibling(Shortened.of(add.spec().nameIn(add.table())));
      if (isTaken(index, at.schema())) {
        refused(
            "there is an index, table or view %s already".formatted(words(index)),
            "another name",
            verdicts);
      }
    }
    if (action instanceof DataAction.Insert insert) {
      insert.gives().stream()
          .filter(
              name ->
                  at.schema()
                      .column(insert.table(), name)
                      .filter(Column::refusesValues)
                      .isPresent())
          .findFirst()
          .ifPresent(
              name ->
                  refused(
                      "%s.%s is GENERATED ALWAYS".formatted(words(insert.table()), name),
                      "leave the column out, or say OVERRIDING SYSTEM VALUE and advance its sequence",
                      verdicts));
    }
  }

  private static void refused(String why, String instead, Verdicts verdicts) {
    verdicts.add(
        NEW_CODE,
        ERROR,
        "PostgreSQL refuses this: %s. The migration fails here, and the release stops half-way."
            .formatted(why),
        Recipe.empty().say(instead));
  }

  private static boolean isTaken(QualifiedName name, Schema schema) {
    return schema.index(name).isPresent()
        || schema.relation(name).filter(Relation::isComplete).isPresent()
        || ownerOf(name, schema).isPresent();
  }

  /** The table whose constraint stands on an index of that name. */
  private static Optional<QualifiedName> ownerOf(QualifiedName index, Schema schema) {
    return schema
        .relations()
        .filter(table -> table.name().schema().equals(index.schema()))
        .filter(
            table ->
                table.constraints().values().stream()
                    .anyMatch(
                        constraint ->
                            constraint.hasIndex()
                                && constraint.nameIn(table.name()).equals(index.name().value())))
        .map(Relation::name)
        .findFirst();
  }
}

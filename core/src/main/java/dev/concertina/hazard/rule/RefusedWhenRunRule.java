package dev.concertina.hazard.rule;

import static dev.concertina.hazard.Axis.NEW_CODE;
import static dev.concertina.hazard.Names.words;
import static dev.concertina.hazard.Severity.ERROR;

import dev.concertina.hazard.About;
import dev.concertina.hazard.Situation;
import dev.concertina.hazard.Verdicts;
import dev.concertina.hazard.action.Action;
import dev.concertina.hazard.action.ConstraintAction;
import dev.concertina.hazard.action.DataAction;
import dev.concertina.hazard.action.DataAction.Insert.Overriding;
import dev.concertina.hazard.action.IndexAction;
import dev.concertina.hazard.model.ConstraintSpec.Kind;
import dev.concertina.hazard.model.Schema;
import dev.concertina.hazard.model.Shortened;
import dev.concertina.sql.QualifiedName;
import java.util.List;
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
    indexOfConstraint(action, at, verdicts);
    nameOfIndex(action, at, verdicts);
    columnTwice(action, verdicts);
    valueOfIdentity(action, at, verdicts);
    keyOfPartitions(action, at, verdicts);
  }

  private static void indexOfConstraint(Action action, Situation at, Verdicts verdicts) {
    if (action instanceof IndexAction.Drop drop) {
      at.schema()
          .ownerOfIndex(drop.index())
          .ifPresent(
              table ->
                  Refusal.tell(
                      "the index belongs to the constraint %s of %s"
                          .formatted(drop.index().name(), words(table)),
                      "DROP CONSTRAINT, which drops the index as well",
                      verdicts));
    }
  }

  private static void nameOfIndex(Action action, Situation at, Verdicts verdicts) {
    if (action instanceof ConstraintAction.Add add
        && add.spec().hasIndex()
        && add.spec().index().isEmpty()) {
      QualifiedName index = add.table().sibling(Shortened.of(add.spec().nameIn(add.table())));
      if (isTaken(index, at.schema())) {
        Refusal.tell(
            "there is an index, table or view %s already".formatted(words(index)),
            "another name",
            verdicts);
      }
    }
  }

  private static void columnTwice(Action action, Verdicts verdicts) {
    if (action instanceof DataAction data) {
      twice(data)
          .ifPresent(
              column ->
                  Refusal.tell(
                      "%s is written twice".formatted(column), "each column once", verdicts));
    }
  }

  private static void valueOfIdentity(Action action, Situation at, Verdicts verdicts) {
    if (action instanceof DataAction.Insert insert && insert.overriding() == Overriding.NOT_SAID) {
      insert.given(at.schema()).keySet().stream()
          .filter(
              name ->
                  at.schema()
                      .column(insert.table(), name)
                      .filter(known -> known.filling().refusesValues())
                      .isPresent())
          .findFirst()
          .ifPresent(
              name ->
                  Refusal.tell(
                      "%s.%s is GENERATED ALWAYS".formatted(words(insert.table()), name),
                      "leave the column out, or say OVERRIDING SYSTEM VALUE and advance its sequence",
                      verdicts));
    }
  }

  private static void keyOfPartitions(Action action, Situation at, Verdicts verdicts) {
    unkeyed(action, at.schema())
        .ifPresent(
            table ->
                Refusal.tell(
                    "what is unique in %s has to contain all columns that divide it into partitions (%s)"
                        .formatted(
                            words(table), String.join(", ", at.schema().partitionKey(table))),
                    "the columns of the partition key as well; or a unique index on each partition",
                    verdicts));
  }

  private static Optional<String> twice(DataAction data) {
    if (data instanceof DataAction.Insert insert) {
      return insert.rows().twice();
    }
    return data instanceof DataAction.Update update ? update.twice() : Optional.empty();
  }

  /** The partitioned table that gets a unique index without all of its partition key. */
  private static Optional<QualifiedName> unkeyed(Action action, Schema schema) {
    if (action instanceof IndexAction.Create create && create.unique()) {
      return lacking(create.table(), create.spec().columns(), schema);
    }
    return action instanceof ConstraintAction.Add add
            && (add.spec().is(Kind.UNIQUE) || add.spec().is(Kind.PRIMARY_KEY))
        ? lacking(add.table(), add.keyed(schema), schema)
        : Optional.empty();
  }

  private static Optional<QualifiedName> lacking(
      QualifiedName table, List<String> columns, Schema schema) {
    return columns.isEmpty() || columns.containsAll(schema.partitionKey(table))
        ? Optional.empty()
        : Optional.of(table);
  }

  private static boolean isTaken(QualifiedName name, Schema schema) {
    return schema.index(name).isPresent()
        || schema.createdIn(name).isPresent()
        || schema.ownerOfIndex(name).isPresent();
  }
}

package dev.concertina.hazard.rule;

import static dev.concertina.hazard.Axis.NEW_CODE;
import static dev.concertina.hazard.Names.words;
import static dev.concertina.hazard.Severity.ERROR;

import dev.concertina.hazard.About;
import dev.concertina.hazard.Situation;
import dev.concertina.hazard.Verdicts;
import dev.concertina.hazard.action.Action;
import dev.concertina.hazard.action.ColumnAction;
import dev.concertina.hazard.action.ConstraintAction;
import dev.concertina.hazard.action.TableAction;
import dev.concertina.hazard.model.Casts;
import dev.concertina.hazard.model.Column;
import dev.concertina.hazard.model.ConstraintSpec;
import dev.concertina.hazard.model.ConstraintSpec.Kind;
import dev.concertina.hazard.model.ConstraintSpec.Target;
import dev.concertina.hazard.model.Relation;
import dev.concertina.hazard.model.Schema;
import dev.concertina.hazard.model.Type;
import dev.concertina.sql.QualifiedName;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** A foreign key points to what is no key, or has another type. */
final class ForeignKeyRefusedRule extends ActionRule<Action> {

  ForeignKeyRefusedRule() {
    super(
        Action.class,
        About.of(
            "foreign-key-refused",
            "a foreign key points to what is no key, or is of another type",
            ERROR,
            NEW_CODE));
  }

  @Override
  void judge(Action action, Situation at, Verdicts verdicts) {
    if (action instanceof ConstraintAction.Add add) {
      judge(add.table(), add.spec(), at.schema().typesIn(add.table()), at, verdicts);
    }
    if (action instanceof ColumnAction.Add add) {
      for (ConstraintSpec constraint : add.spec().constraints()) {
        judge(add.table(), constraint, any -> Optional.of(add.spec().type()), at, verdicts);
      }
    }
    if (action instanceof TableAction.Create create) {
      for (ConstraintSpec constraint : create.constraints()) {
        judge(create.table(), constraint, create.spec()::type, at, verdicts);
      }
    }
  }

  private static void judge(
      QualifiedName child,
      ConstraintSpec key,
      Function<String, Optional<Type>> types,
      Situation at,
      Verdicts verdicts) {
    Optional<Target> target = key.target().filter(to -> !to.table().equals(child));
    Optional<Relation> parent =
        target
            .flatMap(to -> at.schema().relation(to.table()))
            .filter(known -> known.isComplete() && known.kind() != Relation.Kind.PARTITION);
    if (target.isEmpty() || parent.isEmpty()) {
      return;
    }
    if (!isKey(target.get(), parent.get(), at.schema())) {
      Refusal.tell(
          noKey(target.get()),
          "a unique index CONCURRENTLY first, then ADD CONSTRAINT … UNIQUE USING INDEX",
          verdicts);
    } else {
      List<String> columns = referenced(target.get(), parent.get());
      stranger(key, columns, types, parent.get(), at.schema())
          .ifPresent(why -> Refusal.tell(why, "a column of the type that it points to", verdicts));
    }
  }

  private static String noKey(Target target) {
    return target.columns().isEmpty()
        ? "%s has no primary key".formatted(words(target.table()))
        : "no unique constraint or index of %s is of (%s)"
            .formatted(words(target.table()), String.join(", ", target.columns()));
  }

  private static List<String> referenced(Target target, Relation parent) {
    return target.columns().isEmpty()
        ? parent.constraints().values().stream()
            .filter(constraint -> constraint.is(Kind.PRIMARY_KEY))
            .flatMap(key -> key.columns().stream())
            .toList()
        : target.columns();
  }

  private static boolean isKey(Target target, Relation parent, Schema schema) {
    Set<String> key = Set.copyOf(target.columns());
    return parent.constraints().values().stream().anyMatch(known -> mayBe(key, known))
        || schema.indexesOf(parent.name()).anyMatch(index -> index.spec().isKeyOf(key));
  }

  /**
   * Without columns the primary key is meant; of an index that no script has made nothing is known.
   */
  private static boolean mayBe(Set<String> key, ConstraintSpec known) {
    return key.isEmpty()
        ? known.is(Kind.PRIMARY_KEY)
        : (known.is(Kind.PRIMARY_KEY) || known.is(Kind.UNIQUE))
            && !known.deferrable()
            && (known.columns().isEmpty() || Set.copyOf(known.columns()).equals(key));
  }

  private static Optional<String> stranger(
      ConstraintSpec key,
      List<String> columns,
      Function<String, Optional<Type>> types,
      Relation parent,
      Schema schema) {
    for (int i = 0; i < Math.min(key.columns().size(), columns.size()); i++) {
      Optional<Type> from = types.apply(key.columns().get(i)).map(Type::stored);
      Optional<Type> to = parent.column(columns.get(i)).flatMap(Column::type);
      if (from.isPresent() && to.isPresent() && Casts.cannotRefer(from.get(), to.get(), schema)) {
        return Optional.of(
            "%s is of type %s, and %s.%s of type %s"
                .formatted(
                    key.columns().get(i),
                    from.get().words(),
                    words(parent.name()),
                    columns.get(i),
                    to.get().words()));
      }
    }
    return Optional.empty();
  }
}

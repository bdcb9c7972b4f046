package dev.concertina.plan.recipe;

import static dev.concertina.plan.recipe.Drafts.alter;

import dev.concertina.catalog.Index;
import dev.concertina.catalog.Index.IndexConstraint;
import dev.concertina.catalog.Table;
import dev.concertina.catalog.Trial;
import dev.concertina.catalog.Trial.NewConstraintResult;
import dev.concertina.change.AddUnique;
import dev.concertina.change.Change;
import dev.concertina.change.DropConstraint;
import dev.concertina.change.TableRef;
import dev.concertina.plan.Phase;
import dev.concertina.plan.Step;
import dev.concertina.sql.Identifier;
import dev.concertina.sql.Sql;
import java.util.List;
import java.util.Optional;

/**
 * A unique constraint or a primary key: its index is built while writers go on, and becomes the
 * constraint in a moment ("ALTER TABLE", ADD table_constraint_using_index).
 */
final class AddUniqueRecipe {

  private final PlanContext context;

  AddUniqueRecipe(PlanContext context) {
    this.context = context;
  }

  static Trial.NewConstraint trial(AddUnique change, List<Change> changes) {
    return NewConstraints.trial(change.table(), change.name(), change.definition(), changes);
  }

  /** The name that its index will have, which must be free. */
  static Optional<TableRef> target(AddUnique change) {
    return change.name().map(name -> new TableRef(change.table().schema(), name));
  }

  Contribution contribute(AddUnique change) {
    Table table = context.table(change.table(), change.origin());
    refuseSecondKey(change, table);
    NewConstraintResult result =
        NewConstraints.tried(context, trial(change, context.changes()), change.origin());
    refuse(change, table);
    NewConstraints rules = new NewConstraints(context, table);
    rules.refuse(result, change.origin());
    boolean harmless =
        result.holdsWhereLeftOut() && rules.areLeftOut(change.table(), result.columns());
    Index index = result.index().orElseThrow();
    Contribution.Builder parts = Contribution.to(table);
    Enforcement place = new Enforcement(NewConstraints.phase(change.phase(), harmless), parts);
    List<Identifier> keys = keys(index);
    if (change.primary()) {
      keys.forEach(key -> new NullsOfKey(context, table).forbid(key, parts));
    }
    if (!harmless) {
      place.step(lookForDuplicates(table, result.name(), keys, index.nullsNotDistinct()));
    }
    build(place, table, result.name(), index);
    if (place.isEarly()) {
      place.takeBack(table, result.name());
      parts.own(Phase.ABORT, Drafts.dropIndex(table.name().sibling(result.name()), table.name()));
    }
    place.tell("a second row with the same " + words(keys), harmless);
    if (!place.isEarly()) {
      parts.warn(
          "ON CONFLICT ("
              + words(keys)
              + ") works after CONTRACT"
              + (change.primary()
                  ? ""
                  : "; if the new application needs it earlier: -- concertina: phase = expand"));
    }
    return parts.build();
  }

  /** The old key is there until CONTRACT, and a table has only one. */
  private void refuseSecondKey(AddUnique change, Table table) {
    context
        .all(DropConstraint.class)
        .filter(drop -> change.primary() && context.means(drop.table(), table.name()))
        .filter(
            drop ->
                table.indexes().stream()
                    .filter(Index::primary)
                    .flatMap(index -> index.constraint().stream())
                    .anyMatch(key -> key.name().equals(drop.name())))
        .findFirst()
        .ifPresent(
            drop -> {
              throw context.refusal(
                  change.origin(),
                  "split-migration",
                  table.name()
                      + " has its primary key "
                      + drop.name()
                      + " until CONTRACT, which drops it for "
                      + drop.origin()
                      + ".",
                  "Put the new primary key into a migration of its own, behind this one; its unique"
                      + " index can be built in this one, and become the key by USING INDEX.");
            });
  }

  private void refuse(AddUnique change, Table table) {
    if (table.isPartitioned()) {
      throw context.refusal(
          change.origin(),
          "unsupported-table",
          table.name() + " is partitioned, and PostgreSQL makes no constraint of an index there.",
          "Write CREATE UNIQUE INDEX instead: it refuses the same rows.");
    }
    target(change)
        .flatMap(context.catalog()::relation)
        .ifPresent(
            taken -> {
              throw context.refusal(
                  change.origin(),
                  "index-exists",
                  "there is already " + taken.kind().words() + " " + taken.name() + ".",
                  "Choose another name for the constraint: its index has the same.");
            });
  }

  private static List<Identifier> keys(Index index) {
    return index.keys().stream().flatMap(key -> key.expression().columns().stream()).toList();
  }

  private static Draft lookForDuplicates(
      Table table, Identifier name, List<Identifier> keys, boolean nullsEqual) {
    return id ->
        new Step.FindDuplicates(
            id,
            "look for rows that share " + words(keys),
            table.name(),
            keys,
            nullsEqual,
            "Remove or change the rows that "
                + name
                + " forbids, then run the same command again.");
  }

  private static void build(Enforcement place, Table table, Identifier name, Index index) {
    IndexCopy copy = new IndexCopy(index, table.name(), name, column -> column);
    place.step(
        Drafts.buildIndex(
            "build the index of " + name, copy.qualifiedName(), table.name(), copy.create()));
    IndexConstraint constraint = index.constraint().orElseThrow();
    place.last(
        "make " + name + " a constraint",
        List.of(
            alter(
                table.name(),
                Sql.of(
                    "ALTER TABLE {} ADD CONSTRAINT {} {} USING INDEX {}{}",
                    table.name(),
                    name,
                    constraint.kind() == 'p' ? Sql.of("PRIMARY KEY") : Sql.of("UNIQUE"),
                    name,
                    constraint.timing()))));
  }

  private static String words(List<Identifier> keys) {
    return String.join(", ", keys.stream().map(Identifier::value).toList());
  }
}

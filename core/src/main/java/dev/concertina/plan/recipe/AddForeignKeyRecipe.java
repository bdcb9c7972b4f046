package dev.concertina.plan.recipe;

import static dev.concertina.plan.recipe.Drafts.alter;

import dev.concertina.catalog.Table;
import dev.concertina.catalog.Trial;
import dev.concertina.catalog.Trial.NewForeignKeyResult;
import dev.concertina.change.AddForeignKey;
import dev.concertina.change.Change;
import dev.concertina.change.Reference;
import dev.concertina.plan.LockMode;
import dev.concertina.plan.Phase;
import dev.concertina.plan.Statement;
import dev.concertina.plan.TableLock;
import dev.concertina.sql.Identifier;
import dev.concertina.sql.Sql;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** A foreign key: enforced once no old writer can fail by it, proven while writers go on. */
final class AddForeignKeyRecipe {

  private final PlanContext context;

  AddForeignKeyRecipe(PlanContext context) {
    this.context = context;
  }

  static Trial.NewForeignKey trial(AddForeignKey change, List<Change> changes) {
    return new Trial.NewForeignKey(
        change.table(),
        NewConstraints.columns(changes, change.table()),
        change.name(),
        change.reference());
  }

  Contribution contribute(AddForeignKey change) {
    Table table = context.table(change.table(), change.origin());
    Optional<Contribution> renamed = new ReplacedForeignKey(context, table).rename(change);
    if (renamed.isPresent()) {
      return renamed.get();
    }
    Reference reference = change.reference();
    boolean toNewTable = context.creates(reference.table());
    NewForeignKeyResult result = toNewTable ? toNewTable(change) : tried(change);
    refuse(change, table);
    NewConstraints rules = new NewConstraints(context, table);
    rules.refuseTaken(result.name(), change.origin());
    rules.refuseReshaped(reference.columns(), change.origin());
    boolean harmless =
        rules.areNull(change.table(), reference.columns())
            && (toNewTable || !reference.stopsParents());
    Contribution.Builder parts = Contribution.to(table).touches(result.referenced());
    Enforcement place = new Enforcement(NewConstraints.phase(change.phase(), harmless), parts);
    if (!change.notValid() && !harmless && !result.referencedColumns().isEmpty()) {
      place.step(
          Violations.look(table, "the foreign key " + result.name(), orphan(reference, result)));
    }
    addTo(place, table, change, result);
    if (place.isEarly()) {
      takeBack(parts, table, result, rules.areAdded(change.table(), reference.columns()));
    }
    tell(place, table, result, harmless);
    return parts.build();
  }

  private NewForeignKeyResult tried(AddForeignKey change) {
    return context
        .catalog()
        .answer(trial(change, context.changes()))
        .orThrow(reason -> context.refusedConstraint(change.origin(), reason));
  }

  /** A table that is not there yet cannot be asked for the name. */
  private NewForeignKeyResult toNewTable(AddForeignKey change) {
    Reference reference = change.reference();
    Identifier name =
        change
            .name()
            .orElseThrow(
                () ->
                    context.refusal(
                        change.origin(),
                        "constraint-refused",
                        "a foreign key to a table of the same migration needs a name.",
                        "Write ADD CONSTRAINT … FOREIGN KEY …, or CONSTRAINT … REFERENCES …"));
    return new NewForeignKeyResult(
        name, context.catalog().placeOf(reference.table()), reference.referencedColumns());
  }

  private void refuse(AddForeignKey change, Table table) {
    if (table.isPartitioned() && !context.catalog().server().isAtLeast(18)) {
      throw context.refusal(
          change.origin(),
          "unsupported-table",
          table.name()
              + " is partitioned, and PostgreSQL before 18 cannot add a foreign key NOT VALID"
              + " there: it would check every row while writers wait.",
          "Upgrade to PostgreSQL 18, or add the foreign key to each partition.");
    }
  }

  private Sql orphan(Reference reference, NewForeignKeyResult result) {
    return new Orphans(
            context, reference.columns(), result.referenced(), result.referencedColumns())
        .condition();
  }

  private static void addTo(
      Enforcement place, Table table, AddForeignKey change, NewForeignKeyResult result) {
    Reference reference = change.reference();
    Sql add =
        Sql.of(
            "ALTER TABLE {} ADD CONSTRAINT {} FOREIGN KEY ({}) REFERENCES {}{} {} NOT VALID",
            table.name(),
            result.name(),
            Sql.join(", ", reference.columns()),
            result.referenced(),
            result.referencedColumns().isEmpty()
                ? Sql.of("")
                : Sql.of(" ({})", Sql.join(", ", result.referencedColumns())),
            reference.options());
    List<TableLock> locks = locks(table, result, LockMode.SHARE_ROW_EXCLUSIVE);
    place.step(
        Drafts.ddl(
            "add the foreign key " + result.name(), locks, Statement.metadata(add, locks.get(0))));
    if (!change.notValid()) {
      place.step(
          Drafts.validate(table.name(), result.name(), "prove the foreign key " + result.name()));
    }
  }

  private static List<TableLock> locks(Table table, NewForeignKeyResult result, LockMode mode) {
    return Stream.of(table.name(), result.referenced())
        .distinct()
        .map(name -> new TableLock(name, mode))
        .toList();
  }

  /** Its triggers stand on both tables: to drop it locks both. */
  private static void takeBack(
      Contribution.Builder parts, Table table, NewForeignKeyResult result, boolean withColumn) {
    Sql drop = Sql.of("ALTER TABLE {} DROP CONSTRAINT IF EXISTS {}", table.name(), result.name());
    if (withColumn) {
      parts.abort(alter(result.referenced(), drop));
    } else {
      List<TableLock> locks = locks(table, result, LockMode.ACCESS_EXCLUSIVE);
      parts.own(
          Phase.ABORT,
          Drafts.ddl(
              "drop the foreign key " + result.name(),
              locks,
              Statement.metadata(drop, locks.get(0))));
    }
  }

  private static void tell(
      Enforcement place, Table table, NewForeignKeyResult result, boolean harmless) {
    place.tell("a row of " + table.name() + " without its " + result.referenced().name(), harmless);
    if (!place.isEarly()) {
      place
          .parts()
          .warn(
              "until CONTRACT nothing but the new application keeps "
                  + result.name()
                  + ": the old one may delete a row of "
                  + result.referenced()
                  + " that is referred to, and CONTRACT stops at what is left");
    }
  }
}

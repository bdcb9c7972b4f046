package dev.concertina.plan.recipe;

import dev.concertina.catalog.ForeignKey;
import dev.concertina.catalog.Table;
import dev.concertina.change.DropConstraint;
import dev.concertina.plan.LockMode;
import dev.concertina.plan.Phase;
import dev.concertina.plan.Statement;
import dev.concertina.plan.TableLock;
import dev.concertina.sql.Sql;
import java.util.List;
import java.util.stream.Stream;

/** A foreign key that goes. */
record DroppedForeignKey(PlanContext context, Table table, ForeignKey key) {

  Contribution contribute(DropConstraint change) {
    context.refuseInherited(table, key.name(), key.inherited(), change.origin());
    new NewConstraints(context, table).refuseReshaped(key.columns(), change.origin());
    Phase phase = change.phase().map(Phase::of).orElseGet(this::usual);
    Contribution.Builder parts = Contribution.to(table).touches(key.referenced());
    List<TableLock> locks = locks(LockMode.ACCESS_EXCLUSIVE);
    parts.own(
        phase,
        Drafts.ddl(
            "drop the foreign key " + key.name(),
            locks,
            Statement.metadata(
                Sql.of("ALTER TABLE {} DROP CONSTRAINT {}", table.name(), key.name()),
                locks.get(0))));
    if (phase != Phase.CONTRACT) {
      if (key.namesParents()) {
        parts.own(Phase.ABORT, lookForOrphans());
      }
      takeBack(parts);
      parts.warn(
          "the old application may meet a row of "
              + table.name()
              + " without its "
              + key.referenced().name()
              + "; if it cannot bear one: -- concertina: phase = contract");
    }
    return parts
        .sees(
            phase,
            phase == Phase.CONTRACT
                ? "nobody acts for " + key.name() + " any more: it must not run"
                : "may meet what " + key.name() + " forbade",
            phase == Phase.EXPAND ? "not yet" : "may write what " + key.name() + " forbade")
        .build();
  }

  /**
   * A key that deletes or changes rows does the work of the old application. One of a partitioned
   * table could not be made anew while writers go on, before PostgreSQL 18.
   */
  private Phase usual() {
    boolean restorable = !table.isPartitioned() || context.catalog().server().isAtLeast(18);
    return key.acts() || !restorable ? Phase.CONTRACT : Phase.EXPAND;
  }

  private Draft lookForOrphans() {
    Orphans orphans =
        new Orphans(context, key.columns(), key.referenced(), key.referencedColumns());
    return Violations.look(table, "the foreign key " + key.name(), orphans.condition());
  }

  private void takeBack(Contribution.Builder parts) {
    Restored.foreignKey(table, key).forEach(step -> parts.own(Phase.ABORT, step));
  }

  private List<TableLock> locks(LockMode mode) {
    return Stream.of(table.name(), key.referenced())
        .distinct()
        .map(name -> new TableLock(name, mode))
        .toList();
  }
}

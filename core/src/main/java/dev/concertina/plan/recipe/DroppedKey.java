package dev.concertina.plan.recipe;

import static dev.concertina.plan.recipe.Drafts.alter;

import dev.concertina.catalog.ForeignKey;
import dev.concertina.catalog.Index;
import dev.concertina.catalog.Table;
import dev.concertina.change.DropConstraint;
import dev.concertina.change.RunPhase;
import dev.concertina.plan.Phase;
import dev.concertina.sql.Identifier;
import dev.concertina.sql.Sql;
import java.util.List;
import java.util.Set;

/**
 * A unique constraint, primary key or exclusion constraint that goes: the old application may name
 * it in ON CONFLICT, so it goes with the old application.
 */
record DroppedKey(PlanContext context, Table table, Index index) {

  Contribution contribute(DropConstraint change) {
    Identifier name = change.name();
    context.refuseInherited(table, name, index.parent().isPresent(), change.origin());
    new NewConstraints(context, table).refuseReshaped(index.columns(), change.origin());
    if (change.phase().filter(phase -> phase != RunPhase.CONTRACT).isPresent()) {
      throw context.refusal(
          change.origin(),
          "phase-too-early",
          name + " may be named by ON CONFLICT of the old application, and by foreign keys.",
          "Leave the phase out: it goes in CONTRACT.");
    }
    refuseReferences(change);
    Draft drop =
        Drafts.ddl(
            "drop the constraint " + name,
            alter(table.name(), Sql.of("ALTER TABLE {} DROP CONSTRAINT {}", table.name(), name)));
    return sights(Contribution.to(table).own(Phase.CONTRACT, drop), name).build();
  }

  /** What both applications see of a key, or a unique index, until it goes. */
  static Contribution.Builder sights(Contribution.Builder parts, Identifier name) {
    return parts
        .warn("until CONTRACT " + name + " refuses the new application's duplicates, too")
        .sees(
            Phase.CONTRACT,
            "ON CONFLICT fails where it means " + name + ": it must not run any more",
            "may write duplicates");
  }

  private void refuseReferences(DropConstraint change) {
    List<String> users =
        table.referencedBy().stream()
            .filter(key -> !key.inherited() && isUsedBy(key) && !goesToo(key))
            .map(key -> "foreign key " + key.name() + " of " + key.table())
            .toList();
    if (!users.isEmpty()) {
      throw context.refusal(
          change.origin(),
          "has-dependents",
          change.name() + " is used by " + String.join(", ", users) + ".",
          "Drop these by name first; CASCADE would take them away unseen.");
    }
  }

  private boolean isUsedBy(ForeignKey key) {
    return Set.copyOf(key.referencedColumns()).equals(index.columns());
  }

  private boolean goesToo(ForeignKey key) {
    return context
        .all(DropConstraint.class)
        .anyMatch(
            drop -> drop.name().equals(key.name()) && context.means(drop.table(), key.table()));
  }
}

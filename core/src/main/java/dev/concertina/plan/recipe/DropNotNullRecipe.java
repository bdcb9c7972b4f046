package dev.concertina.plan.recipe;

import dev.concertina.catalog.Column;
import dev.concertina.catalog.Table;
import dev.concertina.change.DropNotNull;
import dev.concertina.change.Origin;
import dev.concertina.change.RunPhase;
import dev.concertina.change.SetNotNull;
import dev.concertina.plan.Phase;
import java.util.List;
import java.util.Optional;

/** NULL is allowed: at once, since that only relaxes, and forbidden again where the user aborts. */
final class DropNotNullRecipe {

  private final PlanContext context;

  DropNotNullRecipe(PlanContext context) {
    this.context = context;
  }

  Contribution contribute(DropNotNull change) {
    Table table = context.table(change.table(), change.origin());
    Column column = context.column(table, change.column(), change.origin());
    return relax(table, column, change.phase(), change.origin());
  }

  /** Also for a NOT NULL that is dropped by the name of its constraint. */
  Contribution relax(Table table, Column column, Optional<RunPhase> named, Origin origin) {
    refuseSet(table, column, origin);
    Contribution.Builder parts = Contribution.to(table);
    if (!column.notNull()) {
      return parts.warn(table.name() + "." + column.name() + " allows NULL already").build();
    }
    refuse(table, column, origin);
    new NewConstraints(context, table).refuseReshaped(List.of(column.name()), origin);
    Phase phase = named.map(Phase::of).orElse(Phase.EXPAND);
    NotNullRelaxation relaxation = new NotNullRelaxation(context, table, column);
    if (phase == Phase.CONTRACT) {
      parts.contract(relaxation.statement());
    } else if (phase == Phase.EXPAND) {
      relaxation.addTo(parts);
    } else {
      parts.own(phase, Drafts.ddl("allow NULL in " + column.name(), relaxation.statement()));
      relaxation.takeBack(parts);
    }
    if (phase != Phase.CONTRACT) {
      parts.warn(
          "the old application may read a NULL in "
              + column.name()
              + " that the new one writes; if it cannot bear one: -- concertina: phase = contract");
    }
    return parts
        .sees(
            phase,
            "may read NULL in " + column.name() + ", and may write it",
            phase == Phase.EXPAND ? "not yet" : "may write NULL into " + column.name())
        .sees(
            phase == Phase.EXPAND ? Phase.MIGRATE : phase,
            "may read NULL in " + column.name(),
            "may write NULL into " + column.name())
        .build();
  }

  /** Each of the two is planned for the column as it is now. */
  private void refuseSet(Table table, Column column, Origin origin) {
    context
        .all(SetNotNull.class)
        .filter(
            set -> set.column().equals(column.name()) && context.means(set.table(), table.name()))
        .findFirst()
        .ifPresent(
            set -> {
              throw context.refusal(
                  origin,
                  "split-migration",
                  table.name()
                      + "."
                      + column.name()
                      + " is made NOT NULL at "
                      + set.origin()
                      + ", and allows NULL here.",
                  "Leave out the one that is not to stand.");
            });
  }

  private void refuse(Table table, Column column, Origin origin) {
    boolean inKey =
        table.indexes().stream().anyMatch(i -> i.primary() && i.columns().contains(column.name()));
    if (inKey || column.generation().isIdentity()) {
      throw context.refusal(
          origin,
          "unsupported-column",
          table.name()
              + "."
              + column.name()
              + (inKey ? " is part of the primary key" : " is an identity column")
              + ", which PostgreSQL keeps NOT NULL.",
          "Drop the "
              + (inKey ? "primary key" : "identity")
              + " first, in a migration of its own.");
    }
  }
}

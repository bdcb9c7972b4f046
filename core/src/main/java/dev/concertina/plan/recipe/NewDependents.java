package dev.concertina.plan.recipe;

import dev.concertina.change.CreateObject;
import dev.concertina.change.DropColumn;
import dev.concertina.change.ObjectKind;
import dev.concertina.plan.Phase;
import dev.concertina.plan.recipe.StandIns.StandIn;
import java.util.Optional;

/**
 * Refuses a new object that would stand on a column which the same migration takes away or makes
 * anew: in EXPAND it would be one of the old shape, which CONTRACT could then not remove. Nor could
 * it remove the view that has the new name of a table until then.
 */
record NewDependents(PlanContext context) {

  void refuse(CreateObject change, Phase phase) {
    Mention mention = new Mention(change.statement().sql());
    if (phase != Phase.CONTRACT && standsOnTables(change.object().kind())) {
      refuseNewName(change, mention.ofAtomicBody() ? mention : mention.beforeBody());
    }
    if (!standsOnColumns(change, mention)) {
      return;
    }
    old(change, phase, mention)
        .ifPresent(
            column -> {
              throw context.refusal(
                  change.origin(),
                  "split-migration",
                  change.object()
                      + " would stand on the old shape of "
                      + column
                      + ", which this migration takes away.",
                  "Put it into a migration of its own, behind this one.");
            });
  }

  private void refuseNewName(CreateObject change, Mention mention) {
    new RenamedTables(context)
        .all()
        .filter(table -> mention.of(table.to().name()))
        .findFirst()
        .ifPresent(
            table -> {
              throw context.refusal(
                  change.origin(),
                  "split-migration",
                  change.object()
                      + " would stand on the view that has the name "
                      + table.to()
                      + " until CONTRACT.",
                  "Put it into a migration of its own, behind this one; or, if the new application"
                      + " does not need it before: -- concertina: phase = contract");
            });
  }

  private Optional<String> old(CreateObject change, Phase phase, Mention mention) {
    boolean all = phase != Phase.CONTRACT && isView(change) && mention.ofAllColumns();
    return context.standIns().all().stream()
        .filter(standIn -> mention.of(standIn.table().name()))
        .filter(standIn -> all || (isOld(standIn, phase) && mention.of(standIn.column())))
        .map(standIn -> standIn.table() + "." + standIn.column())
        .findFirst()
        .or(() -> all ? dropped(mention) : Optional.empty());
  }

  /** In CONTRACT the column is there in its new shape, under its new name. */
  private static boolean isOld(StandIn standIn, Phase phase) {
    return phase != Phase.CONTRACT || !standIn.logical().equals(standIn.column());
  }

  private Optional<String> dropped(Mention mention) {
    return context
        .all(DropColumn.class)
        .filter(drop -> mention.of(drop.table().name()))
        .map(drop -> drop.table() + "." + drop.column())
        .findFirst();
  }

  private static boolean standsOnTables(ObjectKind kind) {
    return switch (kind) {
      case COLLATION, EXTENSION, SCHEMA -> false;
      default -> true;
    };
  }

  private static boolean standsOnColumns(CreateObject change, Mention mention) {
    return switch (change.object().kind()) {
      case MATERIALIZED_VIEW, POLICY, RULE, STATISTICS, TRIGGER, VIEW -> true;
      default -> change.object().kind().hasArguments() && mention.ofAtomicBody();
    };
  }

  private static boolean isView(CreateObject change) {
    return change.object().kind() == ObjectKind.VIEW
        || change.object().kind() == ObjectKind.MATERIALIZED_VIEW;
  }
}

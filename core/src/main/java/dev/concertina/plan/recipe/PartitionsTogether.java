package dev.concertina.plan.recipe;

import dev.concertina.catalog.Catalog.Relation;
import dev.concertina.change.AddColumn;
import dev.concertina.change.AlterColumn;
import dev.concertina.change.AttachPartition;
import dev.concertina.change.Change;
import dev.concertina.change.ChangeRights;
import dev.concertina.change.ChangeType;
import dev.concertina.change.CreatePartition;
import dev.concertina.change.DetachPartition;
import dev.concertina.change.DropColumn;
import dev.concertina.change.MoveColumn;
import dev.concertina.change.RenameColumn;
import dev.concertina.change.ReshapeColumns;
import dev.concertina.change.SetComment;
import dev.concertina.change.TableRef;
import dev.concertina.sql.QualifiedName;
import java.util.List;
import java.util.stream.Stream;

/**
 * Partitions come at the end of EXPAND and go at the end of CONTRACT, or come there as well: what
 * else the migration says of their table would reach them, or not, against the order in which it is
 * written.
 */
record PartitionsTogether(PlanContext context) {

  void refuseConflicts() {
    List<Change> changes = context.changes();
    for (int i = 0; i < changes.size(); i++) {
      List<Change> behind = changes.subList(i + 1, changes.size());
      if (changes.get(i) instanceof DetachPartition detach) {
        behind.forEach(later -> refuse(detach, later));
      } else if (changes.get(i) instanceof AttachPartition attach) {
        changes.subList(0, i).forEach(earlier -> refuseEarlier(attach, earlier));
        behind.forEach(later -> refuseLater(attach, later));
      }
    }
  }

  private void refuse(DetachPartition detach, Change later) {
    if (mayReach(later) && isOf(later, detach.table())) {
      throw context.refusal(
          later.origin(),
          "split-migration",
          "%s is detached at the end of CONTRACT and would get this too, though %s comes first."
              .formatted(detach.partition(), detach.origin()),
          "Write DETACH PARTITION last, or into a migration of its own before this one.");
    }
  }

  private void refuseEarlier(AttachPartition attach, Change earlier) {
    boolean atOnce =
        context.creates(attach.partition())
            || !new AttachPartitionRecipe(context).comesLate(attach);
    boolean apart = takesColumns(earlier) || (reshapes(earlier) && atOnce);
    if (apart && isOf(earlier, attach.table(), attach.partition())) {
      throw unlike(attach, earlier);
    }
  }

  private void refuseLater(AttachPartition attach, Change later) {
    if (!isOf(later, attach.table(), attach.partition())) {
      return;
    }
    if (later instanceof AddColumn || takesColumns(later) || reshapes(later)) {
      throw unlike(attach, later);
    }
    if (mayReach(later) && new AttachPartitionRecipe(context).comesLate(attach)) {
      throw context.refusal(
          later.origin(),
          "split-migration",
          "%s is attached at the end of CONTRACT and would not get this, though %s comes first."
              .formatted(attach.partition(), attach.origin()),
          "Write ATTACH PARTITION last.");
    }
  }

  private RuntimeException unlike(AttachPartition attach, Change change) {
    return context.refusal(
        change.origin(),
        "split-migration",
        "%s would not have the columns of %s when it is attached (%s)."
            .formatted(attach.partition(), attach.table(), attach.origin()),
        "Put ATTACH PARTITION into a migration of its own.");
  }

  private static boolean takesColumns(Change change) {
    return change instanceof DropColumn
        || change instanceof MoveColumn
        || change instanceof ReshapeColumns;
  }

  private static boolean reshapes(Change change) {
    return change instanceof RenameColumn
        || change instanceof ChangeType
        || change instanceof AlterColumn;
  }

  /** Partitions have comments and rights of their own. */
  private static boolean mayReach(Change change) {
    return !(change instanceof AttachPartition
        || change instanceof CreatePartition
        || change instanceof DetachPartition
        || change instanceof ChangeRights
        || change instanceof SetComment);
  }

  private boolean isOf(Change change, TableRef... tables) {
    List<QualifiedName> wanted = Stream.of(tables).map(this::name).toList();
    return CatalogNeeds.relations(change).map(this::name).anyMatch(wanted::contains);
  }

  private QualifiedName name(TableRef ref) {
    return context
        .catalog()
        .relation(ref)
        .map(Relation::name)
        .orElseGet(() -> context.catalog().placeOf(ref));
  }
}

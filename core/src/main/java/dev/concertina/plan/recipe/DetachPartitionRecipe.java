package dev.concertina.plan.recipe;

import dev.concertina.catalog.Catalog;
import dev.concertina.catalog.Table;
import dev.concertina.change.DetachPartition;
import dev.concertina.plan.Phase;
import dev.concertina.plan.Statement;
import dev.concertina.plan.TableLock;
import dev.concertina.sql.QualifiedName;
import dev.concertina.sql.Sql;
import java.util.List;

/**
 * A partition becomes a table of its own when the old application, which finds its rows, is gone.
 */
final class DetachPartitionRecipe {

  private final PlanContext context;

  DetachPartitionRecipe(PlanContext context) {
    this.context = context;
  }

  Contribution contribute(DetachPartition change) {
    Table parent = context.table(change.table(), change.origin());
    QualifiedName partition =
        context
            .catalog()
            .relation(change.partition())
            .map(Catalog.Relation::name)
            .filter(
                name ->
                    parent.partitioning().members().stream()
                        .anyMatch(
                            member ->
                                member.table().name().equals(name)
                                    && member.parent().equals(parent.name())))
            .orElseThrow(
                () ->
                    context.refusal(
                        change.origin(),
                        "no-such-table",
                        parent.name() + " has no partition " + change.partition() + ".",
                        "Check the name; a partition of a partition is detached from that one."));
    List<TableLock> locks = new Partitions(context, parent).detachLocks(partition);
    return Contribution.standalone()
        .touches(parent.name())
        .touches(partition)
        .own(
            Phase.CONTRACT,
            Drafts.ddl(
                "detach " + partition + " from " + parent.name(),
                locks,
                Statement.metadata(
                    Sql.of("ALTER TABLE {} DETACH PARTITION {}", parent.name(), partition),
                    locks.get(0))))
        .sees(
            Phase.CONTRACT,
            "does not find the rows of " + partition + " any more: it must not run",
            "finds the rows of " + partition + " there alone")
        .build();
  }
}

package dev.concertina.plan.recipe;

import static dev.concertina.plan.recipe.Drafts.alter;

import dev.concertina.catalog.Table;
import dev.concertina.catalog.Trial.PartitionBound;
import dev.concertina.change.CreatePartition;
import dev.concertina.plan.LockMode;
import dev.concertina.plan.Phase;
import dev.concertina.plan.Statement;
import dev.concertina.plan.TableLock;
import dev.concertina.sql.QualifiedName;
import dev.concertina.sql.Sql;
import java.util.List;
import java.util.stream.Stream;

/** A new partition: it is empty, so that only the lock on its table is felt, for a moment. */
final class CreatePartitionRecipe {

  private final PlanContext context;

  CreatePartitionRecipe(PlanContext context) {
    this.context = context;
  }

  static PartitionBound bound(CreatePartition change) {
    return new PartitionBound(change.parent(), change.bound());
  }

  Contribution contribute(CreatePartition change) {
    if (context.catalog().relation(change.table()).isPresent()) {
      throw context.refusal(
          change.origin(),
          "table-exists",
          "there is already a table " + change.table() + ".",
          "Choose another name, or ATTACH PARTITION.");
    }
    QualifiedName name = context.catalog().placeOf(change.table());
    Contribution.Builder parts = Contribution.standalone().touches(name);
    if (context.creates(change.parent())) {
      return parts
          .own(Phase.EXPAND, Drafts.ddl("create " + name, Statement.unlocked(change.statement())))
          .build();
    }
    Table parent = context.table(change.parent(), change.origin());
    Partitions partitions = new Partitions(context, parent);
    partitions.bound(bound(change), change.origin());
    partitions.refuseLargeDefault(change.origin());
    return parts
        .touches(parent.name())
        .own(
            Phase.EXPAND,
            Drafts.ddl(
                "create the partition " + name,
                Stream.concat(
                        Stream.of(new TableLock(parent.name(), LockMode.ACCESS_EXCLUSIVE)),
                        partitions.otherLocks(List.of()).stream())
                    .toList(),
                alter(parent.name(), change.statement())))
        .own(
            Phase.ABORT,
            Drafts.under(
                "drop the partition " + name,
                partitions.dropLocks(List.of()),
                List.of(Partitions.neverWritten(name)),
                List.of(alter(parent.name(), Sql.of("DROP TABLE IF EXISTS {}", name)))))
        .sees(Phase.EXPAND, "its rows may stand in " + name, "not yet")
        .build();
  }
}

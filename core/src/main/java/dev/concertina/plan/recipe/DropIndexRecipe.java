package dev.concertina.plan.recipe;

import dev.concertina.catalog.Catalog;
import dev.concertina.catalog.Index;
import dev.concertina.catalog.Table;
import dev.concertina.catalog.TableKind;
import dev.concertina.change.DropIndex;
import dev.concertina.change.TableRef;
import dev.concertina.plan.Phase;
import dev.concertina.sql.QualifiedName;
import java.util.Optional;

/** An index goes, when the old application no longer needs it. */
final class DropIndexRecipe {

  private final PlanContext context;

  DropIndexRecipe(PlanContext context) {
    this.context = context;
  }

  Contribution contribute(DropIndex change) {
    Optional<Catalog.Relation> index = context.catalog().relation(change.index());
    if (index.isEmpty() && change.ifExists()) {
      return Contribution.standalone().warn("there is no index " + change.index()).build();
    }
    Optional<QualifiedName> on = index.flatMap(Catalog.Relation::indexedTable);
    if (index.isEmpty() || on.isEmpty() || index.get().kind() != TableKind.INDEX) {
      throw context.refusal(
          change.origin(),
          "no-such-index",
          "there is no index " + change.index() + ".",
          "Check the name and the search_path of the connection.");
    }
    QualifiedName name = index.get().name();
    QualifiedName table = on.get();
    Optional<Table> indexed =
        context.catalog().relation(TableRef.of(table)).flatMap(Catalog.Relation::table);
    Optional<Index> known = context.index(table, name);
    known.ifPresent(i -> refuse(change, i, table));
    Draft drop =
        indexed.filter(Table::isPartitioned).isPresent()
            ? PartitionedIndex.drop(name, table)
            : Drafts.dropIndex(name, table);
    Contribution.Builder parts = Contribution.standalone().touches(table).own(Phase.CONTRACT, drop);
    return known.filter(Index::unique).isPresent()
        ? DroppedKey.sights(parts, name.name()).build()
        : parts
            .sees(Phase.CONTRACT, "look-ups by " + name.name() + " scan", "as planned for it")
            .build();
  }

  private void refuse(DropIndex change, Index index, QualifiedName table) {
    if (index.constraint().isPresent()) {
      throw context.refusal(
          change.origin(),
          "index-of-constraint",
          "the index " + index.name() + " belongs to a constraint of " + table + ".",
          "Drop the constraint instead.");
    }
    if (index.parent().isPresent()) {
      throw context.refusal(
          change.origin(),
          "index-of-partition",
          "the index "
              + index.name()
              + " of the partition "
              + table
              + " is a part of "
              + index.parent().get()
              + ".",
          "Drop that index: its parts go with it.");
    }
  }
}

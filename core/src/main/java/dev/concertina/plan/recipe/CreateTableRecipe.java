package dev.concertina.plan.recipe;

import dev.concertina.catalog.Catalog;
import dev.concertina.change.AsWritten;
import dev.concertina.change.CreateTable;
import dev.concertina.change.TableRef;
import dev.concertina.plan.LockMode;
import dev.concertina.plan.Phase;
import dev.concertina.plan.Statement;
import dev.concertina.plan.TableLock;
import dev.concertina.sql.QualifiedName;
import dev.concertina.sql.Sql;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** A new table: as written, since no live application knows it. */
final class CreateTableRecipe {

  private final PlanContext context;

  CreateTableRecipe(PlanContext context) {
    this.context = context;
  }

  Contribution contribute(CreateTable change) {
    QualifiedName name = context.catalog().placeOf(change.table());
    Optional<Catalog.Relation> taken = context.catalog().relation(change.table());
    if (taken.isPresent()) {
      throw context.refusal(
          change.origin(),
          "table-exists",
          "there is already a " + taken.get().kind().words() + " " + taken.get().name() + ".",
          "Choose another name, or take the statement out of the migration.");
    }
    referenced(change).forEach(table -> new RenamedTables(context).refuse(table, change.origin()));
    new NewReferences(context).refuse(change.statement(), change.references(), change.origin());
    return Contribution.standalone()
        .touches(name)
        .own(
            Phase.EXPAND,
            Drafts.ddl(
                "create " + name,
                locks(change.references().stream(), LockMode.SHARE_ROW_EXCLUSIVE),
                Statement.unlocked(change.statement())))
        .own(
            Phase.ABORT,
            Drafts.ddl(
                "drop " + name + " with its rows",
                locks(referenced(change), LockMode.ACCESS_EXCLUSIVE),
                Statement.unlocked(Sql.of("DROP TABLE IF EXISTS {}", name))))
        .sees(Phase.EXPAND, "nothing new", "not yet")
        .sees(Phase.MIGRATE, "nothing new", name + " is there")
        .build();
  }

  /** The tables that its foreign keys point to, those added by later statements included. */
  private Stream<TableRef> referenced(CreateTable change) {
    return Stream.concat(
        change.references().stream(),
        context
            .all(AsWritten.class)
            .filter(later -> later.table().equals(Optional.of(change.table())))
            .flatMap(later -> later.references().stream()));
  }

  private List<TableLock> locks(Stream<TableRef> tables, LockMode mode) {
    return tables
        .flatMap(ref -> context.catalog().relation(ref).stream())
        .map(Catalog.Relation::name)
        .distinct()
        .map(parent -> new TableLock(parent, mode))
        .toList();
  }
}

package dev.concertina.plan.recipe;

import static dev.concertina.plan.recipe.Drafts.alter;

import dev.concertina.catalog.Catalog;
import dev.concertina.catalog.Table;
import dev.concertina.change.RenameTable;
import dev.concertina.change.TableRef;
import dev.concertina.plan.LockMode;
import dev.concertina.plan.Phase;
import dev.concertina.plan.Statement;
import dev.concertina.plan.TableLock;
import dev.concertina.sql.QualifiedName;
import dev.concertina.sql.Sql;
import dev.concertina.version.NewShapeView;
import java.util.List;
import java.util.Optional;

/** A table under a new name: a view has the new name until the table takes it. */
final class RenameTableRecipe {

  private final PlanContext context;

  RenameTableRecipe(PlanContext context) {
    this.context = context;
  }

  /** The new name, which must be free. */
  static TableRef target(RenameTable change) {
    return new TableRef(change.table().schema(), change.to());
  }

  Contribution contribute(RenameTable change) {
    Table table = context.table(change.table(), change.origin());
    QualifiedName to = table.name().sibling(change.to());
    refuse(change, table, to);
    NewShapeView view =
        new NewShapeView(
            to,
            table,
            table.columns().stream()
                .map(
                    c ->
                        new NewShapeView.ViewColumn(
                            c.name(), c.name(), Optional.empty(), Optional.empty()))
                .toList());
    List<Statement> create =
        view.create(context.catalog().server()).stream().map(Statement::unlocked).toList();
    Statement drop = Statement.metadata(view.drop(), new TableLock(to, LockMode.ACCESS_EXCLUSIVE));
    Statement rename =
        alter(table.name(), Sql.of("ALTER TABLE {} RENAME TO {}", table.name(), change.to()));
    return Contribution.standalone()
        .touches(table.name())
        .touches(to)
        .own(
            Phase.EXPAND,
            Drafts.ddl("show " + table.name() + " as " + change.to(), List.of(), create))
        .own(
            Phase.CONTRACT,
            Drafts.ddl("give the table its new name", List.of(), List.of(drop, rename)))
        .own(
            Phase.ABORT,
            Drafts.ddl("take the view away", List.of(), List.of(Statement.unlocked(view.drop()))))
        .warn(
            "until CONTRACT "
                + to
                + " is a view: TRUNCATE, COPY … FROM and ON CONFLICT ON CONSTRAINT"
                + " fail on it")
        .sees(Phase.EXPAND, table.name() + " as before", "not yet")
        .sees(Phase.MIGRATE, table.name() + " as before", to + ", the same rows, through a view")
        .sees(
            Phase.CONTRACT,
            table.name() + " is gone: it must not run any more",
            to + " is the table")
        .build();
  }

  private void refuse(RenameTable change, Table table, QualifiedName to) {
    Optional<Catalog.Relation> taken = context.catalog().relation(target(change));
    if (taken.isPresent()) {
      throw context.refusal(
          change.origin(),
          "table-exists",
          "there is already a " + taken.get().kind().words() + " " + to + ".",
          "Choose another name.");
    }
    if (table.rowSecurity() && !context.catalog().server().isAtLeast(15)) {
      throw context.refusal(
          change.origin(),
          "unsupported-table",
          table.name()
              + " has row security, and a view on PostgreSQL 14 would bypass its policies.",
          "Upgrade to PostgreSQL 15, or keep the table's name.");
    }
  }
}

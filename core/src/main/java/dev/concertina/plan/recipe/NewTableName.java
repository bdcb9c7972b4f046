package dev.concertina.plan.recipe;

import dev.concertina.catalog.Catalog;
import dev.concertina.catalog.Table;
import dev.concertina.change.Origin;
import dev.concertina.change.TableRef;
import dev.concertina.plan.LockMode;
import dev.concertina.plan.Phase;
import dev.concertina.plan.Statement;
import dev.concertina.plan.TableLock;
import dev.concertina.sql.QualifiedName;
import dev.concertina.version.NewShapeView;
import java.util.List;
import java.util.Optional;

/**
 * A table under another name or in another schema: a view stands there until the table takes its
 * place.
 *
 * @param to the new place
 */
record NewTableName(PlanContext context, Table table, QualifiedName to) {

  /**
   * The steps of all phases.
   *
   * @param change the statement that gives the table its new place
   */
  Contribution contribution(Statement change) {
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
    return Contribution.standalone()
        .touches(table.name())
        .touches(to)
        .own(Phase.EXPAND, Drafts.ddl("show " + table.name() + " as " + shown(), List.of(), create))
        .own(
            Phase.CONTRACT,
            Drafts.ddl("give the table its new name", List.of(), List.of(drop, change)))
        .own(
            Phase.ABORT,
            Drafts.ddl("take the view away", List.of(), List.of(Statement.unlocked(view.drop()))))
        .warn(
            "until CONTRACT "
                + to
                + " is a view: TRUNCATE, COPY … FROM, ON CONFLICT ON CONSTRAINT and"
                + " GROUP BY of its key alone (an ORM that counts per row) fail on it")
        .sees(Phase.EXPAND, table.name() + " as before", "not yet")
        .sees(Phase.MIGRATE, table.name() + " as before", to + ", the same rows, through a view")
        .sees(
            Phase.CONTRACT,
            table.name() + " is gone: it must not run any more",
            to + " is the table")
        .build();
  }

  private String shown() {
    return to.schema().equals(table.name().schema()) ? to.name().value() : to.toString();
  }

  /** Refuses where the place is taken, or a view could not stand for the table. */
  void refuse(TableRef target, Origin origin) {
    Optional<Catalog.Relation> taken = context.catalog().relation(target);
    if (taken.isPresent()) {
      throw context.refusal(
          origin,
          "table-exists",
          "there is already a " + taken.get().kind().words() + " " + to + ".",
          "Choose another name.");
    }
    if (table.rowSecurity() && !context.catalog().server().isAtLeast(15)) {
      throw context.refusal(
          origin,
          "unsupported-table",
          table.name()
              + " has row security, and a view on PostgreSQL 14 would bypass its policies.",
          "Upgrade to PostgreSQL 15, or keep the table's name.");
    }
  }
}

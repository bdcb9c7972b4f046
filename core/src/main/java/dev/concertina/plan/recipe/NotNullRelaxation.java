package dev.concertina.plan.recipe;

import static dev.concertina.plan.recipe.Drafts.alter;

import dev.concertina.catalog.Column;
import dev.concertina.catalog.Table;
import dev.concertina.plan.Phase;
import dev.concertina.plan.Statement;
import dev.concertina.sql.Sql;
import java.util.ArrayList;
import java.util.List;

/** NULL is allowed in a column in EXPAND; ABORT forbids it again, as it was forbidden. */
record NotNullRelaxation(PlanContext context, Table table, Column column) {

  void addTo(Contribution.Builder parts) {
    parts.expand(statement());
    takeBack(parts);
  }

  Statement statement() {
    return alter(
        table.name(),
        Sql.of("ALTER TABLE {} ALTER COLUMN {} DROP NOT NULL", table.name(), column.name()));
  }

  void takeBack(Contribution.Builder parts) {
    if (column.notNullConstraint().filter(constraint -> !constraint.validated()).isEmpty()) {
      parts.own(
          Phase.ABORT,
          NotNullProof.lookForNulls(
              table,
              column.name(),
              column.name() + " is NULL in a row that the new application wrote",
              "give these rows a value, then run `abort` again"));
    }
    again().forEach(step -> parts.own(Phase.ABORT, step));
  }

  private List<Draft> again() {
    return column
        .notNullConstraint()
        .map(constraint -> Restored.notNull(table, column.name(), constraint))
        .orElseGet(this::withoutConstraint);
  }

  /** SET NOT NULL bears that EXPAND has not come as far as to drop it. */
  private List<Draft> withoutConstraint() {
    NotNullProof proof = NotNullProof.of(context, table, column.name());
    List<Draft> steps = new ArrayList<>(proof.steps());
    steps.add(
        Drafts.ddl("make " + column.name() + " NOT NULL again", List.of(), proof.statements()));
    return steps;
  }
}

package dev.concertina.plan.recipe;

import static dev.concertina.plan.recipe.Drafts.alter;

import dev.concertina.catalog.Check;
import dev.concertina.catalog.Table;
import dev.concertina.change.DropConstraint;
import dev.concertina.plan.Phase;
import dev.concertina.plan.Statement;
import dev.concertina.sql.Sql;

/** A check that goes. */
record DroppedCheck(PlanContext context, Table table, Check check) {

  Contribution contribute(DropConstraint change) {
    context.refuseInherited(table, check.name(), check.inherited(), change.origin());
    new NewConstraints(context, table)
        .refuseReshaped(check.expression().columns(), change.origin());
    Phase phase = change.phase().map(Phase::of).orElse(Phase.EXPAND);
    Contribution.Builder parts = Contribution.to(table);
    parts.own(phase, Drafts.ddl("drop the check " + check.name(), drop(change)));
    if (phase != Phase.CONTRACT) {
      takeBack(parts);
      parts.warn(
          "the old application may read what the check "
              + check.name()
              + " forbade; if it cannot bear that: -- concertina: phase = contract");
    }
    return parts
        .sees(
            phase,
            "may read what " + check.name() + " forbade",
            phase == Phase.EXPAND ? "not yet" : "may write what " + check.name() + " forbade")
        .build();
  }

  private Statement drop(DropConstraint change) {
    return alter(
        table.name(),
        Sql.of(
            "ALTER TABLE {} DROP CONSTRAINT {}{}",
            table.name(),
            check.name(),
            change.cascade() ? Sql.of(" CASCADE") : Sql.of("")));
  }

  private void takeBack(Contribution.Builder parts) {
    if (check.validated()) {
      parts.own(
          Phase.ABORT,
          Violations.look(
              table,
              "the check " + check.name(),
              Sql.of("({}) IS FALSE", check.expression().sql())));
    }
    Restored.check(table, check).forEach(step -> parts.own(Phase.ABORT, step));
  }
}

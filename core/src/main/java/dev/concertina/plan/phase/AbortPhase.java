package dev.concertina.plan.phase;

import dev.concertina.plan.LockMode;
import dev.concertina.plan.Phase;
import dev.concertina.plan.Statement;
import dev.concertina.plan.Step;
import dev.concertina.plan.TableLock;
import dev.concertina.plan.recipe.Contribution;
import dev.concertina.plan.recipe.Draft;
import dev.concertina.plan.recipe.Drafts;
import dev.concertina.sql.Sql;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Removes the new shape, the latest part first because it may need an earlier one; from wherever
 * EXPAND or MIGRATE stopped: every statement is content if what it removes is not there.
 */
record AbortPhase(Assembly assembly) {

  List<Draft> drafts() {
    List<Draft> work = new ArrayList<>();
    for (TableWork table : assembly.tables()) {
      List<Statement> statements = statements(table);
      if (!statements.isEmpty()) {
        work.add(
            Drafts.ddl("take the new shape off " + table.table().name(), List.of(), statements));
      }
    }
    List<Contribution> latestFirst = new ArrayList<>(assembly.contributions());
    Collections.reverse(latestFirst);
    for (Contribution part : latestFirst) {
      work.addAll(part.own().getOrDefault(Phase.ABORT, List.of()));
    }
    assembly
        .published()
        .ifPresent(
            schema ->
                work.add(
                    Drafts.ddl(
                        "take the schema " + schema.name() + " away",
                        List.of(),
                        Assembly.unlocked(schema.drop()))));
    if (work.isEmpty()) {
      return List.of();
    }
    List<Draft> drafts = new ArrayList<>();
    drafts.add(
        id ->
            new Step.Gate(
                id, "ask whether anything uses the new shape", Step.GateKind.NEW_SHAPE_UNUSED));
    drafts.addAll(work);
    return drafts;
  }

  private static List<Statement> statements(TableWork work) {
    List<Statement> statements = new ArrayList<>();
    work.view().ifPresent(view -> statements.add(Statement.unlocked(view.drop())));
    TableLock lock = new TableLock(work.table().name(), LockMode.ACCESS_EXCLUSIVE);
    for (Sql drop : work.sync().dropTriggers()) {
      statements.add(Statement.metadata(drop, lock));
    }
    statements.addAll(work.abort());
    statements.addAll(Assembly.unlocked(work.sync().dropFunctions()));
    return statements;
  }
}

package dev.concertina.plan.phase;

import dev.concertina.plan.LockMode;
import dev.concertina.plan.Statement;
import dev.concertina.plan.TableLock;
import dev.concertina.plan.recipe.Contribution;
import dev.concertina.plan.recipe.Draft;
import dev.concertina.plan.recipe.Drafts;
import dev.concertina.plan.recipe.Retirement;
import dev.concertina.sql.Sql;
import java.util.ArrayList;
import java.util.List;

/**
 * Brings back what CONTRACT has retired, as far as the state after SWITCH: first the names and the
 * sync, in which old writers can work again, then what has to be built and proven.
 */
record RestorePhase(Assembly assembly) {

  List<Draft> drafts() {
    if (!isPossible()) {
      return List.of();
    }
    List<Draft> drafts = new ArrayList<>();
    for (Contribution part : assembly.contributions()) {
      part.retired().forEach(retired -> drafts.addAll(retired.lookBeforeRestore()));
    }
    for (TableWork work : assembly.tables()) {
      List<Statement> statements = statements(work);
      if (!statements.isEmpty()) {
        drafts.add(
            Drafts.ddl(
                "give " + work.table().name() + " its old shape back", List.of(), statements));
      }
    }
    for (Retirement retired : assembly.retiredTables()) {
      drafts.add(Drafts.ddl("bring " + retired.what() + " back", List.of(), retired.restore()));
    }
    for (Contribution part : assembly.contributions()) {
      part.retired().forEach(retired -> drafts.addAll(retired.rebuild()));
    }
    return drafts;
  }

  /** Whether CONTRACT does nothing that could not be taken back. */
  private boolean isPossible() {
    return assembly.published().isEmpty()
        && assembly.contributions().stream().anyMatch(part -> !part.retired().isEmpty())
        && assembly.contributions().stream().allMatch(Contribution::isRestorable);
  }

  private static List<Statement> statements(TableWork work) {
    List<Statement> statements = new ArrayList<>();
    TableLock lock = new TableLock(work.table().name(), LockMode.ACCESS_EXCLUSIVE);
    for (Sql drop : work.inStep().dropTriggers()) {
      statements.add(Statement.metadata(drop, lock));
    }
    work.retired().forEach(retired -> statements.addAll(retired.restore()));
    statements.addAll(Assembly.unlocked(work.inStep().dropFunctions()));
    statements.addAll(Assembly.unlocked(work.sync().createHelpers()));
    statements.addAll(Assembly.unlocked(work.sync().createOneWayFunctions()));
    statements.addAll(Assembly.unlocked(work.sync().createTwoWayFunctions()));
    statements.addAll(Assembly.triggerStatements(work, work.sync().installOneWay()));
    statements.addAll(Assembly.triggerStatements(work, work.sync().turnTwoWay()));
    return statements;
  }
}

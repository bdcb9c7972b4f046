package dev.concertina.plan.phase;

import dev.concertina.plan.LockMode;
import dev.concertina.plan.Phase;
import dev.concertina.plan.Statement;
import dev.concertina.plan.TableLock;
import dev.concertina.plan.recipe.Draft;
import dev.concertina.plan.recipe.Drafts;
import dev.concertina.plan.recipe.Retirement;
import dev.concertina.sql.Sql;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Drops for good what CONTRACT has retired, and what that could not be without. */
record PurgePhase(Assembly assembly) {

  List<Draft> drafts() {
    List<Draft> drafts = new ArrayList<>();
    for (TableWork work : assembly.tables()) {
      if (work.retires()) {
        String what =
            work.retired().stream().map(Retirement::what).collect(Collectors.joining(", "));
        drafts.add(Drafts.ddl("drop " + what + " for good", List.of(), statements(work)));
      }
    }
    for (Retirement retired : assembly.retiredTables()) {
      drafts.add(Drafts.ddl("drop " + retired.what() + " for good", List.of(), retired.purge()));
    }
    drafts.addAll(assembly.own(Phase.PURGE));
    return drafts;
  }

  private static List<Statement> statements(TableWork work) {
    List<Statement> statements = new ArrayList<>();
    TableLock lock = new TableLock(work.table().name(), LockMode.ACCESS_EXCLUSIVE);
    for (Sql drop : work.inStep().dropTriggers()) {
      statements.add(Statement.metadata(drop, lock));
    }
    work.retired().forEach(retired -> statements.addAll(retired.purge()));
    statements.addAll(Assembly.unlocked(work.inStep().dropFunctions()));
    return statements;
  }
}

package dev.concertina.plan.phase;

import dev.concertina.plan.LockMode;
import dev.concertina.plan.Phase;
import dev.concertina.plan.Statement;
import dev.concertina.plan.Step;
import dev.concertina.plan.TableLock;
import dev.concertina.plan.recipe.Contribution;
import dev.concertina.plan.recipe.Draft;
import dev.concertina.plan.recipe.Drafts;
import dev.concertina.plan.recipe.Renewal;
import dev.concertina.plan.recipe.Retirement;
import dev.concertina.sql.Sql;
import dev.concertina.version.VersionSchema;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * Removes the old shape, once its gate has found nobody that uses it: first what can be built and
 * proven while writers go on, then for each table one short transaction.
 */
record ContractPhase(Assembly assembly) {

  List<Draft> drafts() {
    List<Draft> work = new ArrayList<>();
    for (TableWork table : assembly.tables()) {
      work.addAll(table.all(Contribution::contractPreparation));
    }
    work.addAll(all(Contribution::references));
    List<Draft> last = last();
    if (work.isEmpty() && last.isEmpty()) {
      return List.of();
    }
    List<Draft> drafts = new ArrayList<>();
    drafts.add(gate());
    drafts.addAll(new AuthorityStep(assembly).parity());
    drafts.addAll(work);
    if (!work.isEmpty()) {
      drafts.addAll(new AuthorityStep(assembly).parityBeforeLoss());
    }
    drafts.addAll(last);
    assembly
        .published()
        .ifPresent(
            schema ->
                drafts.add(
                    Drafts.ddl(
                        "take the schema " + schema.name() + " away",
                        nothingEarlier(schema),
                        Assembly.unlocked(schema.drop()))));
    return drafts;
  }

  /** What takes the old shape away; what would fail without it changes with the first of it. */
  private List<Draft> last() {
    List<Draft> last = new ArrayList<>(all(Contribution::handovers));
    Renewals renewals = new Renewals(assembly);
    List<Renewal> open = renewals.all();
    boolean takenAlong = false;
    for (TableWork table : assembly.tables()) {
      List<Statement> statements = statements(table);
      if (!statements.isEmpty()) {
        Draft shape =
            Drafts.ddl(
                "give " + table.table().name() + " its final shape",
                Assembly.syncIntact(table),
                statements);
        last.add(takenAlong ? shape : Renewals.after(shape, open));
        takenAlong = true;
      }
    }
    last.addAll(takenAlong ? assembly.own(Phase.CONTRACT) : renewals.amongOwnSteps());
    return last;
  }

  private List<Draft> all(Function<Contribution, List<Draft>> part) {
    return assembly.tables().stream().flatMap(table -> table.all(part).stream()).toList();
  }

  /** Without the schema, its application would see the old shape of an earlier version. */
  private static List<Step.Guard> nothingEarlier(VersionSchema schema) {
    return schema.earlierInFlight().stream()
        .map(
            sql ->
                new Step.Guard(
                    sql.sql(),
                    "the schema " + schema.name() + " shows an earlier version that is in flight",
                    "finish the earlier migration, then run `contract` again"))
        .toList();
  }

  private static Draft gate() {
    return id ->
        new Step.Gate(
            id, "ask whether anything still uses the old shape", Step.GateKind.OLD_SHAPE_UNUSED);
  }

  private static List<Statement> statements(TableWork work) {
    List<Statement> statements = new ArrayList<>();
    work.view()
        .ifPresent(
            view ->
                statements.add(
                    Statement.metadata(
                        view.drop(), new TableLock(view.name(), LockMode.ACCESS_EXCLUSIVE))));
    TableLock lock = new TableLock(work.table().name(), LockMode.ACCESS_EXCLUSIVE);
    for (Sql drop : work.sync().dropTriggers()) {
      statements.add(Statement.metadata(drop, lock));
    }
    for (Retirement retired : work.retired()) {
      statements.addAll(work.retires() ? retired.retire() : retired.forGood());
    }
    statements.addAll(work.contract());
    statements.addAll(Assembly.unlocked(work.sync().dropFunctions()));
    if (work.retires()) {
      statements.addAll(Assembly.unlocked(work.inStep().createOneWayFunctions()));
      statements.addAll(Assembly.triggerStatements(work, work.inStep().installOneWay()));
    }
    return statements;
  }
}

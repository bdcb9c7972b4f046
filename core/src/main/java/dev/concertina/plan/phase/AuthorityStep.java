package dev.concertina.plan.phase;

import dev.concertina.plan.RowCheck;
import dev.concertina.plan.Statement;
import dev.concertina.plan.Step;
import dev.concertina.plan.recipe.Draft;
import dev.concertina.plan.recipe.Drafts;
import dev.concertina.plan.recipe.Keys;
import dev.concertina.sync.Authority;
import dev.concertina.sync.SyncRule;
import java.util.ArrayList;
import java.util.List;

/** Verifies that both shapes agree; and hands the authority from one to the other. */
record AuthorityStep(Assembly assembly) {

  List<Draft> parity() {
    return parity(assembly.tables());
  }

  /** Again, for the tables that lose data: what was proven before long work may not hold after. */
  List<Draft> parityBeforeLoss() {
    return parity(assembly.tables().stream().filter(work -> work.sync().isTwoWay()).toList());
  }

  private static List<Draft> parity(List<TableWork> tables) {
    List<Draft> drafts = new ArrayList<>();
    for (TableWork work : tables) {
      List<RowCheck> checks = work.checks(SyncRule::whileOpen);
      if (!checks.isEmpty()) {
        drafts.add(
            id ->
                new Step.Verify(
                    id,
                    "prove that both shapes of " + work.table().name() + " agree",
                    work.table().name(),
                    work.table().isPartitioned(),
                    Keys.of(work.table()),
                    checks));
      }
    }
    return drafts;
  }

  List<Draft> handTo(Authority authority) {
    List<Statement> statements = new ArrayList<>();
    List<Step.Guard> guards = new ArrayList<>();
    for (TableWork work : assembly.tables()) {
      List<Statement> flip =
          Assembly.triggerStatements(work, work.sync().giveAuthorityTo(authority));
      if (!flip.isEmpty()) {
        statements.addAll(flip);
        guards.addAll(Assembly.syncIntact(work));
      }
    }
    if (statements.isEmpty()) {
      return List.of();
    }
    List<Draft> drafts = new ArrayList<>(parity());
    String side = authority == Authority.NEW ? "new" : "old";
    drafts.add(Drafts.ddl("give the " + side + " shape the authority", guards, statements));
    return drafts;
  }
}

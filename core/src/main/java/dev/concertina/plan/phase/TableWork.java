package dev.concertina.plan.phase;

import dev.concertina.catalog.Table;
import dev.concertina.plan.RowCheck;
import dev.concertina.plan.Statement;
import dev.concertina.plan.recipe.Contribution;
import dev.concertina.plan.recipe.Contribution.NewColumn;
import dev.concertina.plan.recipe.Retirement;
import dev.concertina.sql.Sql;
import dev.concertina.sync.SyncRule;
import dev.concertina.sync.SyncRule.Mismatch;
import dev.concertina.sync.SyncTriggers;
import dev.concertina.version.NewShapeView;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * All that one migration does to one existing table.
 *
 * @param inStep what keeps a retired column filled after CONTRACT
 * @param view the table in its new shape, where a version has to publish it
 */
record TableWork(
    Table table,
    List<Contribution> parts,
    SyncTriggers sync,
    SyncTriggers inStep,
    Optional<NewShapeView> view) {

  List<Statement> expand() {
    return all(Contribution::expand);
  }

  List<Statement> contract() {
    return all(Contribution::contract);
  }

  List<Retirement> retired() {
    return all(Contribution::retired);
  }

  /**
   * Whether a dropped column may stay in the table. Where a version shows the new shape, the new
   * application has never met the column: to find it in the table would change what its SELECT *
   * and its INSERT without a column list mean.
   */
  boolean retires() {
    return view.isEmpty() && !retired().isEmpty();
  }

  List<Statement> abort() {
    return all(Contribution::abort);
  }

  List<NewColumn> newColumns() {
    return all(Contribution::newColumns);
  }

  <T> List<T> all(Function<Contribution, List<T>> part) {
    return parts.stream().flatMap(contribution -> part.apply(contribution).stream()).toList();
  }

  List<SyncRule> backfilled() {
    return sync.rules().stream().filter(SyncRule::needsBackfill).toList();
  }

  List<RowCheck> checks(Function<SyncRule, List<Mismatch>> mismatches) {
    return sync.rules().stream()
        .flatMap(rule -> mismatches.apply(rule).stream())
        .map(
            mismatch ->
                new RowCheck(
                    mismatch.condition().sql(),
                    mismatch.message(),
                    mismatch.reason().map(Sql::sql),
                    mismatch.hint()))
        .toList();
  }
}

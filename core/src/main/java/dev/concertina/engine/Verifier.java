package dev.concertina.engine;

import dev.concertina.backfill.TableFacts;
import dev.concertina.engine.Verification.CheckResult;
import dev.concertina.parity.Finding;
import dev.concertina.parity.ParityScan;
import dev.concertina.plan.Step;
import dev.concertina.session.Sessions;
import dev.concertina.session.StopRequest;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/**
 * Counts the rows that must not be there and names some of them.
 *
 * @param connection a session of its own, in autocommit
 * @param sessions for a scan by several sessions
 * @param parallel how many
 */
record Verifier(Connection connection, Sessions sessions, int parallel, StopRequest stop) {

  List<CheckResult> check(Step.Verify step) throws SQLException {
    return check(step, new ParityScan(step, stop));
  }

  /** Goes on with a scan that was interrupted. */
  List<CheckResult> check(Step.Verify step, ParityScan scan) throws SQLException {
    refuseHeirs(step);
    return scan.run(connection, sessions, parallel).stream().map(f -> result(step, f)).toList();
  }

  private static CheckResult result(Step.Verify step, Finding finding) {
    return new CheckResult(
        step.table(),
        finding.check().message(),
        finding.rows(),
        finding.samples(),
        finding.check().hint());
  }

  /** A walk over partitions would pass over the rows of child tables, and find parity. */
  private void refuseHeirs(Step.Verify step) throws SQLException {
    if (TableFacts.hasHeirs(connection, step.table())) {
      throw new StepFailedException(
          "table-with-parts",
          step.id(),
          "",
          "The rows of " + step.table() + " are also in its child tables.",
          "A check reads a table or its partitions; give each child table a migration of its own.");
    }
  }
}

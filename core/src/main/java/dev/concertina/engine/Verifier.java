package dev.concertina.engine;

import dev.concertina.backfill.BackfillOutcome.Refused;
import dev.concertina.backfill.Refusals;
import dev.concertina.engine.Verification.CheckResult;
import dev.concertina.parity.Finding;
import dev.concertina.parity.ParityScan;
import dev.concertina.plan.Step;
import dev.concertina.session.Sessions;
import dev.concertina.session.StopRequest;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

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
    refuse(step, Refusals.heirs(connection, step.table()));
    List<Finding> found = scan.run(connection, sessions, parallel);
    // Asked behind the scan: it may have gone meanwhile.
    refuse(step, Refusals.missing(connection, step.table()));
    return found.stream().map(f -> result(step, f)).toList();
  }

  private static CheckResult result(Step.Verify step, Finding finding) {
    return new CheckResult(
        step.table(),
        finding.check().message(),
        finding.rows(),
        finding.samples(),
        finding.check().hint());
  }

  /** Else a scan would find parity. */
  private static void refuse(Step.Verify step, Optional<Refused> refused) {
    if (refused.isPresent()) {
      throw new StepFailedException(
          refused.get().code(), step.id(), "", refused.get().message(), refused.get().hint());
    }
  }
}

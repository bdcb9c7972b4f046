package dev.concertina.engine;

import dev.concertina.engine.Verification.CheckResult;
import dev.concertina.journal.StoredMigration;
import dev.concertina.plan.Phase;
import dev.concertina.plan.Step;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Runs the checks that the next phase of a migration would run, and changes nothing. */
record ParityNow(Verifier verifier) {

  Verification of(StoredMigration migration) throws SQLException {
    List<CheckResult> results = new ArrayList<>();
    for (Phase phase : nextChecks(migration)) {
      for (Step step : migration.plan().phase(phase).steps()) {
        if (step instanceof Step.Verify verify) {
          results.addAll(verifier.check(verify));
        }
      }
      if (!results.isEmpty()) {
        break;
      }
    }
    return new Verification(migration.version(), results);
  }

  /** The phases whose checks hold in the migration's state, the nearest first. */
  private static List<Phase> nextChecks(StoredMigration migration) {
    return switch (migration.state()) {
      case EXPANDED -> List.of(Phase.MIGRATE);
      case MIGRATED -> List.of(Phase.SWITCH, Phase.CONTRACT);
      case SWITCHED -> List.of(Phase.CONTRACT, Phase.SWITCH);
      case PENDING, CONTRACTED, ABORTED -> List.of();
    };
  }
}

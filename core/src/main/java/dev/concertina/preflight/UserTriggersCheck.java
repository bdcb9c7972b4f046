package dev.concertina.preflight;

import dev.concertina.backfill.BackfillOutcome;
import dev.concertina.backfill.TriggerCheck;
import dev.concertina.plan.Step;
import dev.concertina.preflight.Finding.Weight;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What the backfill asks before its first row, asked before EXPAND. */
final class UserTriggersCheck implements Check {

  @Override
  public List<Finding> find(Subject subject) throws SQLException {
    TriggerCheck triggers = new TriggerCheck(subject.home());
    List<Finding> found = new ArrayList<>();
    for (Step.Backfill backfill : subject.backfills()) {
      Optional<BackfillOutcome.Refused> refused = triggers.refusal(subject.connection(), backfill);
      refused.ifPresent(r -> found.add(new Finding(r.code(), Weight.ASKS, r.message(), r.hint())));
    }
    return found;
  }
}

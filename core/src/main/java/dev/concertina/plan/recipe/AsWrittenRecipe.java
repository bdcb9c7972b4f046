package dev.concertina.plan.recipe;

import dev.concertina.change.AsWritten;
import dev.concertina.plan.Phase;
import dev.concertina.plan.Statement;

/** A statement that runs as it stands, in the phase that is its own or that the user named. */
final class AsWrittenRecipe {

  private final PlanContext context;

  AsWrittenRecipe(PlanContext context) {
    this.context = context;
  }

  Contribution contribute(AsWritten change) {
    Phase phase = Phase.valueOf(change.phase().name());
    Contribution.Builder parts = Contribution.standalone();
    change.table().map(context.catalog()::placeOf).ifPresent(parts::touches);
    return parts
        .own(
            phase,
            Drafts.ddl(
                "run line " + change.origin().line() + " as written",
                Statement.unlocked(change.statement())))
        .build();
  }
}

package dev.concertina.engine;

import dev.concertina.change.Migration;
import dev.concertina.change.MigrationException;
import dev.concertina.journal.State;
import dev.concertina.journal.StoredMigration;
import dev.concertina.plan.Plan;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;

/**
 * The plan that runs: of a migration that has begun the stored one, because the structure has its
 * new shape already; a new one otherwise.
 */
record BegunPlans(Lifecycle lifecycle, PlanSource plans) implements PlanSource {

  @Override
  public Plan plan(Migration migration, Connection session) throws SQLException {
    Optional<StoredMigration> begun = begun(migration, session);
    return begun.isPresent() ? begun.get().plan() : plans.plan(migration, session);
  }

  /**
   * A new plan, to be tried on the structure as it is.
   *
   * @throws MigrationException {@code begun}
   */
  Plan fresh(Migration migration, Connection session) throws SQLException {
    if (begun(migration, session).isPresent()) {
      throw new MigrationException(
          "begun",
          "Migration "
              + migration.version()
              + " has begun here: check tries a migration on the structure as it is before EXPAND.",
          "To see what its gate of CONTRACT waits for: concertina status.",
          Optional.empty());
    }
    return plans.plan(migration, session);
  }

  private Optional<StoredMigration> begun(Migration migration, Connection session)
      throws SQLException {
    return lifecycle
        .find(session, migration.version())
        .filter(known -> known.state() != State.ABORTED);
  }
}

package dev.concertina.gate;

import dev.concertina.change.Version;
import dev.concertina.journal.StoredMigration;
import dev.concertina.plan.Plan;
import dev.concertina.plan.Step.GateKind;
import java.sql.Connection;
import java.time.Instant;
import java.util.Optional;

/**
 * What a gate asks.
 *
 * @param connection a session in autocommit
 * @param records whether what is seen now is remembered for the next time; the connection may write
 *     then
 */
public record Question(
    Connection connection,
    GateKind kind,
    Version version,
    Plan plan,
    StoredMigration.Times times,
    boolean records) {

  /** The gate of one migration. */
  public static Question of(
      Connection connection, GateKind kind, StoredMigration migration, boolean records) {
    return new Question(
        connection, kind, migration.version(), migration.plan(), migration.times(), records);
  }

  Optional<Instant> migrated() {
    return times.migrated();
  }
}

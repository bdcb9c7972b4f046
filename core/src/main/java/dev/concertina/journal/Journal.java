package dev.concertina.journal;

import dev.concertina.change.Migration;
import dev.concertina.change.Version;
import dev.concertina.plan.Phase;
import dev.concertina.plan.Plan;
import dev.concertina.session.Jdbc;
import dev.concertina.sql.Identifier;
import dev.concertina.sql.Sql;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * The durable record of migrations and phases. Works in the transaction of the connection that it
 * is given; never opens one.
 */
public final class Journal {

  private final Identifier home;
  private final PlanCodec codec = new PlanCodec();

  public Journal(Identifier home) {
    this.home = home;
  }

  /** Every migration that was ever registered, by version. */
  public List<StoredMigration> all(Connection connection) throws SQLException {
    return Jdbc.list(connection, Sql.of("SELECT * FROM {}.migration", home), this::migration)
        .stream()
        .sorted(Comparator.comparing(StoredMigration::version))
        .toList();
  }

  public Optional<StoredMigration> find(Connection connection, Version version)
      throws SQLException {
    return Jdbc.first(
        connection,
        Sql.of("SELECT * FROM {}.migration WHERE version = ?", home),
        this::migration,
        version.toString());
  }

  /** Registers a migration, or puts a new file and plan in the place of one that did nothing. */
  public void register(Connection connection, Migration migration, Plan plan) throws SQLException {
    Jdbc.update(
        connection,
        Sql.of(
            """
            INSERT INTO {}.migration AS m (version, description, checksum, source, state, plan)
            VALUES (?, ?, ?, ?, 'PENDING', ?::json)
            ON CONFLICT (version) DO UPDATE SET
              description = excluded.description, checksum = excluded.checksum,
              source = excluded.source, state = excluded.state, plan = excluded.plan,
              phase = NULL, registered_at = clock_timestamp(), expanded_at = NULL,
              migrated_at = NULL, switched_at = NULL, contracted_at = NULL, aborted_at = NULL,
              purged_at = NULL\
            """,
            home),
        migration.version().toString(),
        migration.description(),
        migration.checksum(),
        migration.text(),
        codec.encode(plan));
  }

  /**
   * Registers a migration as complete, in the transaction in which it was done, or because it is in
   * the database already.
   *
   * @param ran whether it ran now; else it has no time of EXPAND
   */
  public void adopt(Connection connection, Migration migration, Plan plan, boolean ran)
      throws SQLException {
    Jdbc.update(
        connection,
        Sql.of(
            """
            INSERT INTO {}.migration
              (version, description, checksum, source, state, plan, run,
               expanded_at, contracted_at)
            SELECT ?, ?, ?, ?, 'CONTRACTED', ?::json, 1, CASE WHEN ? THEN at END, at
            FROM clock_timestamp() AS at\
            """,
            home),
        migration.version().toString(),
        migration.description(),
        migration.checksum(),
        migration.text(),
        codec.encode(plan),
        ran);
  }

  /** Takes the text of a file that was edited on purpose; the plan stays the one that runs. */
  public void repair(Connection connection, Migration migration) throws SQLException {
    Jdbc.update(
        connection,
        Sql.of("UPDATE {}.migration SET checksum = ?, source = ? WHERE version = ?", home),
        migration.checksum(),
        migration.text(),
        migration.version().toString());
  }

  /** Begins a phase anew: its steps get a run of their own. */
  public void begin(Connection connection, Version version, Phase phase) throws SQLException {
    Jdbc.update(
        connection,
        Sql.of("UPDATE {}.migration SET phase = ?, run = run + 1 WHERE version = ?", home),
        phase.name(),
        version.toString());
  }

  /**
   * Completes the running phase. A state that is reached by going forward is stamped with the
   * server's clock; REVERT leaves the stamp of MIGRATED as it was, PURGE that of CONTRACTED.
   */
  public void complete(Connection connection, Version version, State reached) throws SQLException {
    Jdbc.update(
        connection,
        Sql.of(
            """
            UPDATE {}.migration m SET phase = NULL, state = s.state,
              expanded_at = CASE WHEN s.state = 'EXPANDED' THEN s.at ELSE m.expanded_at END,
              migrated_at = CASE WHEN m.migrated_at IS NULL AND m.state = 'EXPANDED'
                                  AND s.state IN ('MIGRATED', 'CONTRACTED')
                                 THEN s.at ELSE m.migrated_at END,
              switched_at = CASE WHEN s.state = 'SWITCHED' THEN s.at
                                 WHEN s.state = 'MIGRATED' THEN NULL ELSE m.switched_at END,
              contracted_at = CASE WHEN s.state = m.state THEN m.contracted_at
                                   WHEN s.state = 'CONTRACTED' THEN s.at END,
              purged_at = CASE WHEN m.phase = 'PURGE' THEN s.at ELSE m.purged_at END,
              aborted_at = CASE WHEN s.state = 'ABORTED' THEN s.at ELSE m.aborted_at END
            FROM (SELECT ?::text AS state, clock_timestamp() AS at) s
            WHERE m.version = ?\
            """,
            home),
        reached.name(),
        version.toString());
  }

  private StoredMigration migration(ResultSet row) throws SQLException {
    return new StoredMigration(
        Version.parse(row.getString("version")),
        row.getString("description"),
        row.getString("checksum"),
        row.getString("source"),
        State.valueOf(row.getString("state")),
        Jdbc.text(row, "phase").map(Phase::valueOf),
        row.getInt("run"),
        codec.decode(row.getString("plan")),
        new StoredMigration.Times(
            Jdbc.instant(row, "expanded_at"),
            Jdbc.instant(row, "migrated_at"),
            Jdbc.instant(row, "switched_at"),
            Jdbc.instant(row, "contracted_at"),
            Jdbc.instant(row, "aborted_at"),
            purged(row)));
  }

  /** An older layout does not know it; it is read before the first run makes it anew. */
  private static Optional<Instant> purged(ResultSet row) throws SQLException {
    ResultSetMetaData columns = row.getMetaData();
    for (int i = 1; i <= columns.getColumnCount(); i++) {
      if (columns.getColumnName(i).equals("purged_at")) {
        return Jdbc.instant(row, "purged_at");
      }
    }
    return Optional.empty();
  }
}

package dev.concertina.journal;

import dev.concertina.change.Version;
import dev.concertina.session.Jdbc;
import dev.concertina.sql.Identifier;
import dev.concertina.sql.Sql;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * What the step at work waits for, as its run said last, for those who watch it from elsewhere. A
 * step that changes the catalog is not in the journal before it has its locks, so this is the only
 * sign of it.
 *
 * @param reason what it waits for, and who is in the way
 * @param waited since the step began to wait
 * @param at when the run said so
 */
public record WaitRow(
    Version version, int run, String step, String reason, Duration waited, Instant at) {

  /** Of which step in which run of its phase. */
  public boolean isOf(Version version, int run, String step) {
    return this.version.equals(version) && this.run == run && this.step.equals(step);
  }

  /** The last word of a run; empty if it is older than the longest pause between two tries. */
  public static Optional<WaitRow> read(Connection connection, Identifier home) throws SQLException {
    return Jdbc.first(
        connection,
        Sql.of(
            """
            SELECT *, extract(epoch FROM clock_timestamp() - since) * 1000 AS waited FROM {}.wait
            WHERE updated_at > clock_timestamp() - interval '10 s'\
            """,
            home),
        row ->
            new WaitRow(
                Version.parse(row.getString("version")),
                row.getInt("run"),
                row.getString("step"),
                row.getString("reason"),
                Duration.ofMillis(Math.max(0, row.getLong("waited"))),
                Jdbc.instant(row, "updated_at").orElseThrow()));
  }

  /**
   * Replaces the row, for one step once a second at most. Not worth a wait for the disk: what is
   * lost is said again.
   *
   * @param waited since the step began to wait
   */
  public static void write(
      Connection connection, Identifier home, StepRow.Key of, String reason, Duration waited)
      throws SQLException {
    Jdbc.updateUnflushed(
        connection,
        Sql.of(
            """
                  INSERT INTO {}.wait AS w (version, run, step, reason, since)
                  VALUES (?, ?, ?, ?, clock_timestamp() - ? * interval '1 ms')
                  ON CONFLICT (one) DO UPDATE SET
                    version = excluded.version, run = excluded.run, step = excluded.step,
                    reason = excluded.reason, since = excluded.since,
                    updated_at = excluded.updated_at
                  WHERE (w.version, w.run, w.step)
                          <> (excluded.version, excluded.run, excluded.step)
                     OR w.updated_at < clock_timestamp() - interval '1 s'""",
            home),
        of.version(),
        of.run(),
        of.id(),
        reason,
        waited.toMillis());
  }
}

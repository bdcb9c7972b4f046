package dev.concertina.journal;

import dev.concertina.session.Jdbc;
import dev.concertina.sql.Identifier;
import dev.concertina.sql.Sql;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * What holds or slows the running backfill, as its run said last.
 *
 * @param hold empty if nothing does
 * @param share empty if batches may run all the time
 * @param limits the limits in force, by word
 * @param at when the run said so; a backfill that works says it about every second
 */
public record ThrottleRow(
    Optional<Hold> hold, Optional<Share> share, Map<String, String> limits, Instant at) {

  /** The last word of a run; empty if none has said anything yet. */
  public static Optional<ThrottleRow> read(Connection connection, Identifier home)
      throws SQLException {
    return Jdbc.first(
        connection,
        Sql.of("SELECT * FROM {}.throttle", home),
        row ->
            new ThrottleRow(
                readHold(row),
                readShare(row),
                Texts.decode(row.getString("limits")),
                Jdbc.instant(row, "updated_at").orElseThrow()));
  }

  /** Replaces the row, with the server's time. */
  public static void write(
      Connection connection,
      Identifier home,
      Optional<Hold> hold,
      Optional<Share> share,
      Map<String, String> limits)
      throws SQLException {
    Jdbc.update(
        connection,
        Sql.of(
            """
            INSERT INTO {}.throttle (signal, reason, since,
                                     share_signal, share_part, share_reason, limits)
            VALUES (?, ?, ?, ?, ?, ?, ?::json)
            ON CONFLICT (one) DO UPDATE SET
              signal = excluded.signal, reason = excluded.reason, since = excluded.since,
              share_signal = excluded.share_signal, share_part = excluded.share_part,
              share_reason = excluded.share_reason,
              limits = excluded.limits, updated_at = excluded.updated_at""",
            home),
        hold.map(Hold::signal),
        hold.map(Hold::reason),
        hold.map(Hold::since),
        share.map(Share::signal),
        share.map(Share::part),
        share.map(Share::reason),
        Texts.encode(limits));
  }

  private static Optional<Hold> readHold(ResultSet row) throws SQLException {
    Optional<String> signal = Jdbc.text(row, "signal");
    if (signal.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new Hold(signal.get(), row.getString("reason"), Jdbc.instant(row, "since").orElseThrow()));
  }

  private static Optional<Share> readShare(ResultSet row) throws SQLException {
    Optional<String> signal = Jdbc.text(row, "share_signal");
    if (signal.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new Share(signal.get(), row.getDouble("share_part"), row.getString("share_reason")));
  }
}

package dev.concertina.gate;

import dev.concertina.plan.Step.GateKind;
import dev.concertina.session.Jdbc;
import dev.concertina.sql.Sql;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Answers gates from the sessions of this database ({@code pg_stat_activity}, "The Cumulative
 * Statistics System" in the documentation). A new application is let in only after MIGRATE is
 * complete: so a session that began before is none, and one that began after it may be one.
 *
 * <p>What it cannot see shuts the gate: without {@code pg_read_all_stats}, the start of other
 * users' sessions is hidden.
 */
public final class GateKeeper {

  private record Seen(
      int pid,
      String user,
      String application,
      Optional<String> address,
      Optional<Instant> started) {}

  /**
   * Asks the gate.
   *
   * @param migrated when MIGRATE was completed; empty if it was not
   */
  public GateAnswer ask(Connection connection, GateKind kind, Optional<Instant> migrated)
      throws SQLException {
    List<Reason> reasons = new ArrayList<>();
    if (migrated.isEmpty()) {
      if (kind == GateKind.OLD_SHAPE_UNUSED) {
        reasons.add(
            new Reason("MIGRATE is not complete, so every application uses the old shape.", ""));
      }
      return new GateAnswer(kind, reasons);
    }
    for (Seen session : sessions(connection)) {
      reason(kind, session, migrated.get()).ifPresent(reasons::add);
    }
    return new GateAnswer(kind, reasons);
  }

  private static Optional<Reason> reason(GateKind kind, Seen session, Instant migrated) {
    if (session.started().isEmpty()) {
      return Optional.of(hidden(session));
    }
    Instant started = session.started().get();
    return switch (kind) {
      case OLD_SHAPE_UNUSED ->
          started.isBefore(migrated)
              ? Optional.of(
                  reason(
                      session,
                      "started at "
                          + shown(started)
                          + ", before MIGRATE was complete at "
                          + shown(migrated)
                          + ": it may still run the old application."))
              : Optional.empty();
      case NEW_SHAPE_UNUSED ->
          started.isBefore(migrated)
              ? Optional.empty()
              : Optional.of(
                  reason(
                      session,
                      "started at "
                          + shown(started)
                          + ", after MIGRATE was complete at "
                          + shown(migrated)
                          + ": it may be the new application."));
    };
  }

  private static Instant shown(Instant instant) {
    return instant.truncatedTo(ChronoUnit.MILLIS);
  }

  private static Reason reason(Seen session, String why) {
    return new Reason(
        describe(session) + " " + why, "SELECT pg_terminate_backend(" + session.pid() + ")");
  }

  private static Reason hidden(Seen session) {
    return new Reason(
        describe(session)
            + " hides when it started from this role. Let an administrator run: GRANT"
            + " pg_read_all_stats TO the role that Concertina uses.",
        "SELECT pg_terminate_backend(" + session.pid() + ")");
  }

  private static String describe(Seen session) {
    return "Session "
        + session.pid()
        + " of user "
        + session.user()
        + session.address().map(a -> " from " + a).orElse("")
        + (session.application().isEmpty()
            ? ""
            : " (application \"" + session.application() + "\")");
  }

  /** Client sessions of this database but Concertina's; a hidden kind counts as a client. */
  private static List<Seen> sessions(Connection connection) throws SQLException {
    return Jdbc.list(
        connection,
        Sql.of(
            """
            SELECT a.pid, a.usename, coalesce(a.application_name, '') AS application_name,
                   host(a.client_addr) AS address, a.backend_start
            FROM pg_catalog.pg_stat_activity a
            WHERE a.datname = pg_catalog.current_database()
              AND a.pid <> pg_catalog.pg_backend_pid()
              AND a.usesysid IS NOT NULL
              AND coalesce(a.backend_type, 'client backend') = 'client backend'
              AND coalesce(a.application_name, '') NOT LIKE 'concertina:%'
            ORDER BY a.backend_start NULLS LAST, a.pid"""),
        GateKeeper::seen);
  }

  private static Seen seen(ResultSet row) throws SQLException {
    return new Seen(
        row.getInt("pid"),
        Jdbc.text(row, "usename").orElse("(dropped)"),
        row.getString("application_name"),
        Jdbc.text(row, "address"),
        Jdbc.instant(row, "backend_start"));
  }
}

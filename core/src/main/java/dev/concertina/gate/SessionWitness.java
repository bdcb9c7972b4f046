package dev.concertina.gate;

import dev.concertina.plan.Step.GateKind;
import dev.concertina.session.Jdbc;
import dev.concertina.sql.Sql;
import dev.concertina.words.Amounts;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The sessions of this database ({@code pg_stat_activity}, "The Cumulative Statistics System" in
 * the documentation). A new application is let in only after MIGRATE is complete: so a session that
 * began before is none, and may hold a prepared statement or a transaction of the old shape that
 * nobody can see; one that began after it may be a new one.
 *
 * <p>What it cannot see shuts the gate: without {@code pg_read_all_stats}, the start of other
 * users' sessions is hidden.
 */
final class SessionWitness implements Witness {

  private static final String ABOUT = "sessions";

  /** Who is at the other end: one sentence for all of a pool. */
  private record Who(String user, String application, boolean hidden) {}

  private record Seen(int pid, Who who, Optional<String> address, Optional<Instant> started) {}

  @Override
  public Testimony testify(Question question) throws SQLException {
    Optional<Instant> migrated = question.migrated();
    if (migrated.isEmpty()) {
      return question.kind() == GateKind.OLD_SHAPE_UNUSED
          ? new Testimony(
              ABOUT,
              "MIGRATE is not complete",
              List.of(
                  new Reason(
                      "MIGRATE is not complete, so every application uses the old shape.", "")))
          : Testimony.open(ABOUT, "MIGRATE is not complete: no new application was let in");
    }
    return testify(question.kind(), sessions(question.connection()), migrated.get());
  }

  private static Testimony testify(GateKind kind, List<Seen> all, Instant migrated) {
    Map<Who, List<Seen>> suspects = new LinkedHashMap<>();
    all.stream()
        .filter(seen -> seen.started().filter(start -> !isSuspect(kind, start, migrated)).isEmpty())
        .forEach(seen -> suspects.computeIfAbsent(seen.who(), w -> new ArrayList<>()).add(seen));
    List<Reason> reasons = new ArrayList<>();
    suspects.forEach((who, seen) -> reasons.add(reason(kind, who, seen, migrated)));
    return new Testimony(
        ABOUT,
        reasons.isEmpty()
            ? all.size()
                + (all.size() == 1 ? " session, " : " sessions, ")
                + (kind == GateKind.OLD_SHAPE_UNUSED
                    ? "none older than the end of MIGRATE"
                    : "none younger than the end of MIGRATE")
            : suspects.values().stream().mapToInt(List::size).sum() + " of " + all.size(),
        reasons);
  }

  private static boolean isSuspect(GateKind kind, Instant started, Instant migrated) {
    return (kind == GateKind.OLD_SHAPE_UNUSED) == started.isBefore(migrated);
  }

  private static Reason reason(GateKind kind, Who who, List<Seen> seen, Instant migrated) {
    boolean one = seen.size() == 1;
    String subject =
        (one ? "Session " + seen.get(0).pid() : seen.size() + " sessions")
            + " of user "
            + who.user()
            + addresses(seen)
            + (who.application().isEmpty() ? "" : " (application \"" + who.application() + "\")");
    return new Reason(subject + " " + why(kind, who, seen, migrated), end(seen));
  }

  private static String why(GateKind kind, Who who, List<Seen> seen, Instant migrated) {
    if (who.hidden()) {
      return (seen.size() == 1 ? "hides when it" : "hide when they")
          + " started from this role. Let an administrator run: GRANT pg_read_all_stats TO the role"
          + " that Concertina uses.";
    }
    boolean one = seen.size() == 1;
    boolean old = kind == GateKind.OLD_SHAPE_UNUSED;
    return "started "
        + (one ? "at " : "between ")
        + Amounts.moment(seen.get(0).started().orElseThrow())
        + (one ? "" : " and " + Amounts.moment(seen.get(seen.size() - 1).started().orElseThrow()))
        + ", "
        + (old ? "before" : "after")
        + " MIGRATE was complete at "
        + Amounts.moment(migrated)
        + ": "
        + (one ? "it may " : "they may ")
        + (old
            ? "still run the old application. A pooler's sessions begin anew when it is told so"
                + " (PgBouncer: RECONNECT)."
            : "be the new application.");
  }

  private static String addresses(List<Seen> seen) {
    List<String> all = seen.stream().flatMap(s -> s.address().stream()).distinct().toList();
    return all.isEmpty()
        ? ""
        : " from " + (all.size() > 3 ? all.size() + " addresses" : String.join(", ", all));
  }

  private static String end(List<Seen> seen) {
    return seen.size() == 1
        ? "SELECT pg_terminate_backend(" + seen.get(0).pid() + ")"
        : "SELECT pg_terminate_backend(pid) FROM unnest(ARRAY["
            + seen.stream().map(s -> String.valueOf(s.pid())).collect(Collectors.joining(", "))
            + "]) AS pid";
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
            ORDER BY a.backend_start NULLS LAST, a.pid\
            """),
        SessionWitness::seen);
  }

  private static Seen seen(ResultSet row) throws SQLException {
    Optional<Instant> started = Jdbc.instant(row, "backend_start");
    return new Seen(
        row.getInt("pid"),
        new Who(
            Jdbc.text(row, "usename").orElse("(dropped)"),
            row.getString("application_name"),
            started.isEmpty()),
        Jdbc.text(row, "address"),
        started);
  }
}

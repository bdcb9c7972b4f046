package dev.concertina.preflight;

import dev.concertina.session.Jdbc;
import dev.concertina.sql.Sql;
import java.sql.SQLException;
import java.util.List;

/** Event triggers run for each DDL statement ("Event Triggers" in PostgreSQL's documentation). */
final class EventTriggerCheck implements Check {

  @Override
  public List<Finding> find(Subject subject) throws SQLException {
    List<String> names =
        Jdbc.list(
            subject.connection(),
            Sql.of(
                """
                SELECT e.evtname || ' on ' || e.evtevent AS name
                FROM pg_catalog.pg_event_trigger e
                WHERE e.evtenabled <> 'D' AND e.evtevent <> 'login' ORDER BY 1\
                """),
            row -> row.getString("name"));
    return names.isEmpty()
        ? List.of()
        : List.of(
            Finding.tells(
                "event-triggers",
                "Event triggers see every statement of the migration, and may refuse it or take"
                    + " long while it holds locks: "
                    + String.join(", ", names)
                    + ".",
                "See that they let Concertina's role pass."));
  }
}

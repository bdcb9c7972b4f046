package dev.concertina.journal;

import dev.concertina.change.Version;
import dev.concertina.session.Jdbc;
import dev.concertina.sql.Identifier;
import dev.concertina.sql.Sql;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/** Who did what. Works in the transaction of the connection that it is given. */
public final class EventLog {

  private final Identifier home;
  private final String origin;

  /**
   * A log of one run.
   *
   * @param origin the user and host on which the run was started
   */
  public EventLog(Identifier home, String origin) {
    this.home = home;
    this.origin = origin;
  }

  public void record(Connection connection, Version version, String what, String detail)
      throws SQLException {
    record(connection, Optional.of(version), what, detail);
  }

  /** Something that belongs to no migration. */
  public void record(Connection connection, String what, String detail) throws SQLException {
    record(connection, Optional.empty(), what, detail);
  }

  private void record(Connection connection, Optional<Version> version, String what, String detail)
      throws SQLException {
    Jdbc.update(
        connection,
        Sql.of(
            """
            INSERT INTO {}.event (version, what, who, detail)
            VALUES (?, ?, session_user || ' (' || ? || ')', ?)""",
            home),
        version.map(Version::toString),
        what,
        origin,
        detail);
  }

  /** Everything that was recorded, oldest first. */
  public List<Event> all(Connection connection) throws SQLException {
    return Jdbc.list(
        connection,
        Sql.of("SELECT * FROM {}.event ORDER BY id", home),
        row ->
            new Event(
                Jdbc.instant(row, "at").orElseThrow(),
                Jdbc.text(row, "version"),
                row.getString("what"),
                row.getString("who"),
                row.getString("detail")));
  }
}

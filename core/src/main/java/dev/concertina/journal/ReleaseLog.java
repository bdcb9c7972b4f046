package dev.concertina.journal;

import dev.concertina.session.Jdbc;
import dev.concertina.sql.Identifier;
import dev.concertina.sql.Sql;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * The statements that releases of applications need: recorded once, kept for as long as the release
 * is live. Works in the transaction of the connection that it is given.
 */
public final class ReleaseLog {

  private final Identifier home;

  public ReleaseLog(Identifier home) {
    this.home = home;
  }

  /**
   * A release and what it needs.
   *
   * @param statements each the text of one statement, with {@code $1} for parameters
   */
  public record Release(
      String application, String name, Instant recorded, String who, List<String> statements) {
    public Release {
      statements = List.copyOf(statements);
    }

    /** For people: {@code billing 1.8}. */
    @Override
    public String toString() {
      return application + " " + name;
    }
  }

  /** Puts it in the place of what was recorded of the release before. */
  public void record(
      Connection connection, String application, String release, List<String> statements)
      throws SQLException {
    end(connection, application, release);
    Jdbc.update(
        connection,
        Sql.of("INSERT INTO {}.contract (application, release) VALUES (?, ?)", home),
        application,
        release);
    for (int i = 0; i < statements.size(); i++) {
      Jdbc.update(
          connection,
          Sql.of(
              "INSERT INTO {}.contract_statement (application, release, place, query)"
                  + " VALUES (?, ?, ?, ?)",
              home),
          application,
          release,
          i,
          statements.get(i));
    }
  }

  /** The release is not live any more; false if none of that name was recorded. */
  public boolean end(Connection connection, String application, String release)
      throws SQLException {
    return Jdbc.update(
            connection,
            Sql.of("DELETE FROM {}.contract WHERE application = ? AND release = ?", home),
            application,
            release)
        > 0;
  }

  /** Every release that is live, by name. */
  public List<Release> all(Connection connection) throws SQLException {
    List<Release> releases = new ArrayList<>();
    for (Release release :
        Jdbc.list(
            connection,
            Sql.of("SELECT * FROM {}.contract ORDER BY application, recorded_at", home),
            row ->
                new Release(
                    row.getString("application"),
                    row.getString("release"),
                    Jdbc.instant(row, "recorded_at").orElseThrow(),
                    row.getString("recorded_by"),
                    List.of()))) {
      releases.add(
          new Release(
              release.application(),
              release.name(),
              release.recorded(),
              release.who(),
              statements(connection, release)));
    }
    return releases;
  }

  private List<String> statements(Connection connection, Release release) throws SQLException {
    return Jdbc.list(
        connection,
        Sql.of(
            "SELECT query FROM {}.contract_statement WHERE application = ? AND release = ?"
                + " ORDER BY place",
            home),
        row -> row.getString("query"),
        release.application(),
        release.name());
  }
}

package dev.concertina.gate;

import dev.concertina.session.Jdbc;
import dev.concertina.sql.Sql;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;

/**
 * Which server and database is at the end of an address.
 *
 * @param system the number that a server and its standbys have in common; empty where the role may
 *     not read it
 * @param started to the microsecond, which tells servers of one machine apart
 */
record StandbyIdentity(
    Optional<String> system, String database, Instant started, boolean isStandby) {

  static StandbyIdentity of(Connection connection) throws SQLException {
    Optional<String> system = system(connection);
    return Jdbc.first(
            connection,
            Sql.of(
                """
                SELECT pg_catalog.current_database()::text AS database,
                       pg_catalog.pg_postmaster_start_time() AS started,
                       pg_catalog.pg_is_in_recovery() AS is_standby"""),
            row ->
                new StandbyIdentity(
                    system,
                    row.getString("database"),
                    Jdbc.instant(row, "started").orElseThrow(),
                    row.getBoolean("is_standby")))
        .orElseThrow();
  }

  /**
   * Why what is seen here says nothing of a standby that follows.
   *
   * @param same the name under which the same server was asked before
   */
  Optional<String> whyNot(StandbyIdentity primary, Optional<String> same) {
    if (!isStandby) {
      return Optional.of(
          "is no standby: it follows no server (the primary itself, or one that was promoted)."
              + " Give the addresses of those that follow.");
    }
    if (system.isPresent() && primary.system.isPresent() && !system.equals(primary.system)) {
      return Optional.of("is a standby of another server. Give the address of one of this server.");
    }
    if (!database.equals(primary.database)) {
      return Optional.of(
          "looks into the database "
              + database
              + ", and the migration is of "
              + primary.database
              + ". Correct its address.");
    }
    return same.map(
        name -> "is the same server as " + name + ". Give every standby once, by its own address.");
  }

  private static Optional<String> system(Connection connection) throws SQLException {
    boolean mayRead =
        Jdbc.first(
                connection,
                Sql.of(
                    """
                    SELECT pg_catalog.has_function_privilege(
                             'pg_catalog.pg_control_system()', 'EXECUTE') AS may_read"""),
                row -> row.getBoolean("may_read"))
            .orElse(false);
    return mayRead
        ? Jdbc.first(
            connection,
            Sql.of("SELECT system_identifier::text AS id FROM pg_catalog.pg_control_system()"),
            row -> row.getString("id"))
        : Optional.empty();
  }
}

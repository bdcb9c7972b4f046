package dev.concertina.engine;

import dev.concertina.change.MigrationException;
import dev.concertina.session.Jdbc;
import dev.concertina.session.Pooler;
import dev.concertina.sql.Identifier;
import dev.concertina.sql.ServerVersion;
import dev.concertina.sql.Sql;
import dev.concertina.sql.UsersPath;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import org.postgresql.PGConnection;

/**
 * Opens sessions whose state is known: old servers and transaction poolers are refused, and every
 * setting that a step depends on is pinned. The server notices within half a minute that a client's
 * machine is gone, and frees its lock. The search path is empty; {@link UsersPath} has that of the
 * connection.
 */
final class SessionFactory {

  private static final Duration IDLE_IN_TRANSACTION = Duration.ofMinutes(1);
  private static final int WITH_RIGHTS_ON_SETTINGS = 15;

  private final ConnectionFactory connections;
  private final String run;
  private final Duration lockTimeout;

  /**
   * Sessions of one run.
   *
   * @param run a short name without colons, for application_name
   */
  SessionFactory(ConnectionFactory connections, String run, Duration lockTimeout) {
    this.connections = connections;
    this.run = run;
    this.lockTimeout = lockTimeout;
  }

  String run() {
    return run;
  }

  /**
   * Opens a session.
   *
   * @throws UnreachableException if there is none to be had
   * @throws MigrationException if the server or the way to it cannot be used
   */
  Session open(String purpose) {
    String name = cut("concertina:" + run + ":" + purpose);
    Connection connection = connect(name);
    try {
      Session session = prepare(connection, name);
      return session;
    } catch (SQLException e) {
      closeAfter(connection, e);
      throw Unreachable.of(connections.target(), e);
    } catch (RuntimeException e) {
      closeAfter(connection, e);
      throw e;
    }
  }

  private Connection connect(String name) {
    try {
      return connections.open(name);
    } catch (SQLException e) {
      throw Unreachable.of(connections.target(), e);
    }
  }

  private Session prepare(Connection connection, String name) throws SQLException {
    if (!connection.isWrapperFor(PGConnection.class)) {
      throw new MigrationException(
          "not-postgresql",
          "The connection is not one of PostgreSQL's JDBC driver.",
          "Use a jdbc:postgresql:// URL.",
          Optional.empty());
    }
    refuseOldServer(connection);
    refusePooler(connection);
    Jdbc.run(connection, UsersPath.SET_ASIDE);
    Jdbc.run(connection, pins(name, mayChooseWhatCounts(connection)));
    return new Session(connection, connection.unwrap(PGConnection.class).getBackendPID());
  }

  private static void refuseOldServer(Connection connection) throws SQLException {
    int number =
        Jdbc.first(
                connection,
                Sql.of("SELECT pg_catalog.current_setting('server_version_num')::int AS number"),
                row -> row.getInt("number"))
            .orElseThrow();
    ServerVersion server = new ServerVersion(number);
    if (!server.isAtLeast(ServerVersion.OLDEST_SUPPORTED)) {
      throw new MigrationException(
          "server-too-old",
          "The server is PostgreSQL "
              + server
              + "; Concertina needs "
              + ServerVersion.OLDEST_SUPPORTED
              + " or later.",
          "Upgrade the server.",
          Optional.empty());
    }
  }

  /** Behind a transaction pooler, session state would leak into the application's sessions. */
  private static void refusePooler(Connection connection) throws SQLException {
    Optional<Pooler> pooler = Pooler.between(connection);
    if (pooler.isPresent()) {
      throw new MigrationException(
          "pooler",
          "The connection goes through a pooler: the handshake named backend "
              + pooler.get().handshake()
              + ", the statement ran in "
              + pooler.get().actual()
              + ".",
          "Give Concertina the address of the server itself; applications may keep the pooler.",
          Optional.empty());
    }
  }

  /**
   * {@code transaction_timeout} is there from PostgreSQL 17 on. Batches and parity find their rows
   * by ctid. The last one: what Concertina itself asks of the old shape is no evidence against it,
   * nor its commands against the gate of another migration.
   */
  private Sql pins(String name, Sql mayChoose) {
    return Sql.of(
        """
        SET application_name = {};
        SET standard_conforming_strings = on;
        SET row_security = off;
        SET DateStyle = ISO;
        SET client_encoding = 'UTF8';
        SET default_transaction_isolation = 'read committed';
        SET default_transaction_read_only = off;
        SET default_transaction_deferrable = off;
        SET lock_timeout = {};
        SET statement_timeout = 0;
        SET idle_session_timeout = 0;
        SELECT pg_catalog.set_config('transaction_timeout', '0', false)
          WHERE pg_catalog.current_setting('transaction_timeout', true) IS NOT NULL;
        SET enable_tidscan = on;
        SET tcp_keepalives_idle = 15;
        SET tcp_keepalives_interval = 5;
        SET tcp_keepalives_count = 3;
        SET idle_in_transaction_session_timeout = {};
        SELECT pg_catalog.set_config('pg_stat_statements.track', 'none', false)
          WHERE {}\
        """,
        Sql.literal(name),
        Sql.number(lockTimeout.toMillis()),
        Sql.number(IDLE_IN_TRANSACTION.toMillis()),
        mayChoose);
  }

  /** Before PostgreSQL 15, the right cannot be granted. */
  private static Sql mayChooseWhatCounts(Connection connection) throws SQLException {
    return connection.getMetaData().getDatabaseMajorVersion() >= WITH_RIGHTS_ON_SETTINGS
        ? Sql.of("pg_catalog.has_parameter_privilege('pg_stat_statements.track', 'SET')")
        : Sql.of("pg_catalog.current_setting('is_superuser') = 'on'");
  }

  private static String cut(String name) {
    byte[] bytes = name.getBytes(StandardCharsets.US_ASCII);
    return new String(
        bytes, 0, Math.min(bytes.length, Identifier.MAX_BYTES), StandardCharsets.US_ASCII);
  }

  private static void closeAfter(Connection connection, Exception cause) {
    try {
      connection.close();
    } catch (SQLException e) {
      cause.addSuppressed(e);
    }
  }

  /** Whether the server accepts writes at all. */
  static void refuseStandby(Connection connection) throws SQLException {
    boolean standby =
        Jdbc.first(
                connection,
                Sql.of("SELECT pg_catalog.pg_is_in_recovery() AS standby"),
                row -> row.getBoolean("standby"))
            .orElseThrow();
    if (standby) {
      throw new UnreachableException(
          "standby",
          "The server is a standby: it only reads.",
          "Connect to the primary (targetServerType=primary in the URL).");
    }
  }
}

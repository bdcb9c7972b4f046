package dev.concertina.journal;

import dev.concertina.change.MigrationException;
import dev.concertina.session.Jdbc;
import dev.concertina.session.SqlState;
import dev.concertina.sql.Identifier;
import dev.concertina.sql.Sql;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/** The journal's own tables: made on first need, by whichever run comes first. */
public final class Layout {

  /** What this program reads and writes. */
  static final int NUMBER = 3;

  /** Those of {@link #backfillTables}. */
  private static final List<String> BACKFILL_TABLES =
      List.of("backfill", "backfill_window", "steering", "throttle", "pace");

  /** Guards only the creation, for a moment; the run lock is another key. */
  private static final Sql CREATION_LOCK = Sql.number(7_226_083_411_954_301L);

  /** In milliseconds: on a slow server still far more than it takes. */
  private static final Sql CREATION_TAKES_AT_MOST = Sql.number(10_000);

  private final Identifier home;

  public Layout(Identifier home) {
    this.home = home;
  }

  /** Whether the journal is there. Needs no right on it. */
  public boolean exists(Connection connection) throws SQLException {
    return Jdbc.first(
            connection,
            Sql.of(
                """
                SELECT 1 FROM pg_catalog.pg_class c
                JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
                WHERE n.nspname = ? AND c.relname = 'layout' AND c.relkind = 'r'\
                """),
            row -> 1,
            home.value())
        .isPresent();
  }

  /**
   * Makes what is missing, in one transaction.
   *
   * @throws MigrationException {@code no-rights} if the role may not create the schema, {@code
   *     newer-journal} if a newer Concertina made it
   */
  public void create(Connection connection) throws SQLException {
    if (!exists(connection) || !isCurrent(connection)) {
      try {
        Jdbc.inTransaction(connection, () -> createLocked(connection));
      } catch (SQLException e) {
        if (SqlState.is(e, SqlState.INSUFFICIENT_PRIVILEGE)) {
          throw noRights();
        }
        if (SqlState.is(e, SqlState.DUPLICATE_TABLE)) {
          throw notOurs(e);
        }
        throw e;
      }
    }
    check(connection);
  }

  /** Refuses a journal that this program does not understand; an older one can be read. */
  public void check(Connection connection) throws SQLException {
    int found = number(connection);
    if (found > NUMBER) {
      throw new MigrationException(
          "newer-journal",
          "The journal in schema "
              + home
              + " was written by a newer Concertina (layout "
              + found
              + ").",
          "Run that release, or a later one.",
          Optional.empty());
    }
  }

  /** Whether the journal is of this program's layout; an older one lacks some tables. */
  public boolean isCurrent(Connection connection) throws SQLException {
    return number(connection) == NUMBER;
  }

  private int number(Connection connection) throws SQLException {
    return Jdbc.first(
            connection, Sql.of("SELECT number FROM {}.layout", home), row -> row.getInt("number"))
        .orElse(NUMBER);
  }

  private boolean createLocked(Connection connection) throws SQLException {
    Jdbc.run(connection, Sql.of("SET LOCAL lock_timeout = {}", CREATION_TAKES_AT_MOST));
    Jdbc.run(connection, Sql.of("SELECT pg_catalog.pg_advisory_xact_lock({})", CREATION_LOCK));
    if (exists(connection)) {
      return upgrade(connection);
    }
    if (!schemaExists(connection)) {
      Jdbc.run(connection, Sql.of("CREATE SCHEMA {}", home));
    }
    for (Sql table : tables()) {
      Jdbc.run(connection, table);
    }
    for (Sql table : backfillTables()) {
      Jdbc.run(connection, table);
    }
    for (Sql statement : new GateTables(home).create()) {
      Jdbc.run(connection, statement);
    }
    return true;
  }

  /** A walk that was open begins again, and finds what is written already. */
  private boolean upgrade(Connection connection) throws SQLException {
    int found = number(connection);
    if (found >= NUMBER) {
      return false;
    }
    if (found < 2) {
      Jdbc.run(connection, Sql.of("DROP TABLE {}.backfill", home));
      for (Sql table : backfillTables()) {
        Jdbc.run(connection, table);
      }
      new Grants(home).copy(connection, "migration", BACKFILL_TABLES);
    }
    upgradeGates(connection);
    Jdbc.run(connection, Sql.of("UPDATE {}.layout SET number = {}", home, Sql.number(NUMBER)));
    return true;
  }

  private void upgradeGates(Connection connection) throws SQLException {
    Jdbc.run(
        connection,
        Sql.of("ALTER TABLE {}.migration ADD COLUMN IF NOT EXISTS purged_at timestamptz", home));
    for (Sql statement : new GateTables(home).create()) {
      Jdbc.run(connection, statement);
    }
    new Grants(home).copy(connection, "migration", GateTables.NAMES);
  }

  private boolean schemaExists(Connection connection) throws SQLException {
    return Jdbc.first(
            connection,
            Sql.of("SELECT 1 FROM pg_catalog.pg_namespace WHERE nspname = ?"),
            row -> 1,
            home.value())
        .isPresent();
  }

  private MigrationException notOurs(SQLException e) {
    return new MigrationException(
        "home-taken",
        "The schema "
            + home
            + ", where the journal belongs, has objects of somebody else: "
            + e.getMessage()
            + ".",
        "Rename that schema, or choose another one for Concertina with --schema.",
        Optional.empty());
  }

  private MigrationException noRights() {
    return new MigrationException(
        "no-rights",
        "The role may not create Concertina's schema " + home + " or its tables.",
        "Let an owner of the database run: GRANT CREATE ON DATABASE … TO the role; or CREATE SCHEMA"
            + " "
            + home.sql()
            + " AUTHORIZATION the role.",
        Optional.empty());
  }

  private List<Sql> tables() {
    return List.of(
        Sql.of("CREATE TABLE {}.layout (number int NOT NULL)", home),
        Sql.of("INSERT INTO {}.layout VALUES ({})", home, Sql.number(NUMBER)),
        Sql.of(
            """
            CREATE TABLE {}.migration (
              version text PRIMARY KEY,
              description text NOT NULL,
              checksum text NOT NULL,
              source text NOT NULL,
              state text NOT NULL,
              phase text,
              run int NOT NULL DEFAULT 0,
              plan json NOT NULL,
              registered_at timestamptz NOT NULL DEFAULT clock_timestamp(),
              expanded_at timestamptz,
              migrated_at timestamptz,
              switched_at timestamptz,
              contracted_at timestamptz,
              aborted_at timestamptz,
              purged_at timestamptz)\
            """,
            home),
        Sql.of(
            """
            CREATE TABLE {}.step (
              version text NOT NULL,
              run int NOT NULL,
              phase text NOT NULL,
              id text NOT NULL,
              kind text NOT NULL,
              state text NOT NULL,
              started timestamptz,
              finished timestamptz,
              detail text,
              PRIMARY KEY (version, run, id))\
            """,
            home),
        Sql.of(
            """
            CREATE TABLE {}.event (
              id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
              at timestamptz NOT NULL DEFAULT clock_timestamp(),
              version text,
              what text NOT NULL,
              who text NOT NULL,
              detail text NOT NULL)\
            """,
            home),
        Sql.of(
            """
            CREATE TABLE {}.lease (
              one boolean PRIMARY KEY DEFAULT true CHECK (one),
              token bigint NOT NULL,
              run text NOT NULL,
              holder text NOT NULL,
              pid int NOT NULL,
              taken_at timestamptz NOT NULL,
              heartbeat_at timestamptz NOT NULL)\
            """,
            home));
  }

  private List<Sql> backfillTables() {
    return List.of(
        Sql.of(
            """
            CREATE TABLE {}.backfill (
              version text NOT NULL,
              run int NOT NULL,
              step text NOT NULL,
              relation oid NOT NULL,
              filenode bigint NOT NULL,
              next_block bigint NOT NULL,
              end_block bigint NOT NULL,
              rows_done bigint NOT NULL,
              rows_total bigint NOT NULL,
              passes int NOT NULL,
              done boolean NOT NULL DEFAULT false,
              started_at timestamptz NOT NULL DEFAULT clock_timestamp(),
              updated_at timestamptz NOT NULL DEFAULT clock_timestamp(),
              PRIMARY KEY (version, run, step, relation))\
            """,
            home),
        Sql.of(
            """
            CREATE TABLE {}.backfill_window (
              version text NOT NULL,
              run int NOT NULL,
              step text NOT NULL,
              relation oid NOT NULL,
              filenode bigint NOT NULL,
              from_block bigint NOT NULL,
              to_block bigint NOT NULL,
              stripes int NOT NULL,
              stripe int NOT NULL,
              next_block bigint NOT NULL,
              rows_done bigint NOT NULL,
              held boolean NOT NULL,
              updated_at timestamptz NOT NULL DEFAULT clock_timestamp(),
              PRIMARY KEY (version, run, step, relation, held, from_block))\
            """,
            home),
        Sql.of(
            """
            CREATE TABLE {}.steering (
              one boolean PRIMARY KEY DEFAULT true CHECK (one),
              paused_by text,
              paused_at timestamptz,
              paused_because text,
              limits json)\
            """,
            home),
        Sql.of(
            """
            CREATE TABLE {}.throttle (
              one boolean PRIMARY KEY DEFAULT true CHECK (one),
              signal text,
              reason text,
              since timestamptz,
              limits json NOT NULL,
              updated_at timestamptz NOT NULL DEFAULT clock_timestamp())\
            """,
            home),
        Sql.of(
            """
            CREATE TABLE {}.pace (
              one boolean PRIMARY KEY DEFAULT true CHECK (one),
              version text NOT NULL,
              run int NOT NULL,
              step text NOT NULL,
              rows_per_second bigint NOT NULL,
              left_low bigint,
              left_high bigint,
              batch_rows bigint NOT NULL,
              workers int NOT NULL,
              updated_at timestamptz NOT NULL DEFAULT clock_timestamp())\
            """,
            home));
  }
}

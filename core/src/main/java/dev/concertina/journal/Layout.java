package dev.concertina.journal;

import dev.concertina.change.MigrationException;
import dev.concertina.session.Jdbc;
import dev.concertina.session.SqlState;
import dev.concertina.sql.Identifier;
import dev.concertina.sql.Sql;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The journal's own tables: made on first need, by whichever run comes first. */
public final class Layout {

  /** What this program reads and writes. The eighth tells instances of one name apart. */
  static final int NUMBER = 8;

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
    run(connection, tables());
    run(connection, new JournalViews(home).create());
    return true;
  }

  /** What makes the tables of a new journal, and the functions beside them. */
  List<Sql> tables() {
    List<Sql> statements = new ArrayList<>(new CoreTables(home).create());
    statements.addAll(new BackfillTables(home).create());
    statements.addAll(new GateTables(home).create());
    return statements;
  }

  private boolean upgrade(Connection connection) throws SQLException {
    int found = number(connection);
    if (found >= NUMBER) {
      return false;
    }
    if (found < 2) {
      toSecond(connection);
    }
    if (found < 3) {
      toThird(connection);
    }
    if (found < 4) {
      toFourth(connection);
    }
    if (found < 5) {
      run(connection, new BackfillTables(home).fifth());
    }
    if (found < 7) {
      toSeventh(connection);
    }
    if (found < 8) {
      run(connection, new GateTables(home).eighth());
    }
    Jdbc.run(connection, Sql.of("UPDATE {}.layout SET number = {}", home, Sql.number(NUMBER)));
    return true;
  }

  /** A walk that was open begins again, and finds what is written already. */
  private void toSecond(Connection connection) throws SQLException {
    Jdbc.run(connection, Sql.of("DROP TABLE {}.backfill", home));
    run(connection, new BackfillTables(home).create());
    new Grants(home).copy(connection, "migration", BackfillTables.NAMES);
  }

  private void toThird(Connection connection) throws SQLException {
    Jdbc.run(
        connection,
        Sql.of("ALTER TABLE {}.migration ADD COLUMN IF NOT EXISTS purged_at timestamptz", home));
    run(connection, new GateTables(home).create());
    new Grants(home).copy(connection, "migration", GateTables.NAMES);
  }

  private void toFourth(Connection connection) throws SQLException {
    run(connection, new CoreTables(home).fourth());
    run(connection, new JournalViews(home).create());
    new Grants(home).copy(connection, "migration", JournalViews.NAMES);
  }

  private void toSeventh(Connection connection) throws SQLException {
    Jdbc.run(connection, new CoreTables(home).waits());
    new Grants(home).copy(connection, "migration", List.of("wait"));
  }

  private static void run(Connection connection, List<Sql> statements) throws SQLException {
    for (Sql statement : statements) {
      Jdbc.run(connection, statement);
    }
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
}

package dev.concertina.engine;

import dev.concertina.change.Migration;
import dev.concertina.change.TableRef;
import dev.concertina.change.Version;
import dev.concertina.journal.Journal;
import dev.concertina.journal.StepKind;
import dev.concertina.journal.StepLog;
import dev.concertina.journal.StepRow;
import dev.concertina.journal.StoredMigration;
import dev.concertina.plan.Phase;
import dev.concertina.plan.Planner;
import dev.concertina.plan.Statement;
import dev.concertina.plan.Step;
import dev.concertina.plan.StoredPlans;
import dev.concertina.session.Jdbc;
import dev.concertina.session.SqlState;
import dev.concertina.sql.Identifier;
import dev.concertina.sql.QualifiedName;
import dev.concertina.sql.Sql;
import dev.concertina.sql.UsersPath;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Carries a migration out as it is written, in one transaction with its journal row, where that
 * amounts to the same: every table that it names and that is there has no rows. For one run.
 */
final class WithoutPhases {

  private static final Logger LOG = LoggerFactory.getLogger(WithoutPhases.class);
  private static final int RUN = 1;

  private final Run run;
  private final Connection connection;
  private final Journal journal;
  private final StepLog log;
  private final Planner planner = new Planner();
  private final Set<Version> known = new HashSet<>();
  private final boolean quiet;

  /** Reads once what the journal knows: only this run writes it. */
  WithoutPhases(Run run, Identifier home) throws SQLException {
    this.run = run;
    this.connection = run.work();
    this.journal = new Journal(home);
    this.log = new StepLog(home);
    List<StoredMigration> stored = journal.all(connection);
    stored.forEach(migration -> known.add(migration.version()));
    // A table of a migration in flight has two shapes.
    this.quiet = stored.stream().allMatch(migration -> migration.state().isFinal());
  }

  /**
   * Carries it out.
   *
   * @param isLast of a run: its commit waits for the disk, and with it are all before. A server
   *     that crashes earlier may lose the last ones, each with its row in the journal
   * @return false if it has to go through the phases, which also say what is wrong with it
   */
  boolean run(Migration migration, boolean isLast) throws SQLException {
    if (!quiet || known.contains(migration.version())) {
      return false;
    }
    try {
      return Jdbc.inTransaction(connection, () -> attempt(migration, isLast));
    } catch (SQLException e) {
      if (SqlState.isConnectionLost(e)) {
        throw e;
      }
      LOG.debug("migration {} does not run as it is written", migration.version(), e);
      return false;
    }
  }

  private boolean attempt(Migration migration, boolean isLast) throws SQLException {
    if (!isLast) {
      Jdbc.run(connection, Sql.of("SET LOCAL synchronous_commit = off"));
    }
    run.check(connection);
    Jdbc.run(connection, UsersPath.TAKE_UP_IN_TRANSACTION);
    List<QualifiedName> tables = tables(migration);
    if (!tables.isEmpty()) {
      Jdbc.run(
          connection, Sql.of("LOCK TABLE {} IN ACCESS EXCLUSIVE MODE", Sql.join(", ", tables)));
      if (haveRows(tables)) {
        return false;
      }
    }
    Step.Ddl step = StoredPlans.asWritten(migration);
    for (Statement statement : step.statements()) {
      run.stop().during(connection, () -> Jdbc.run(connection, Sql.verbatim(statement.sql())));
    }
    Jdbc.run(connection, UsersPath.PUT_DOWN_IN_TRANSACTION);
    journal.adopt(connection, migration, StoredPlans.of(migration, tables, List.of(step)), true);
    String version = migration.version().toString();
    log.done(
        connection,
        new StepRow.Key(version, RUN, Phase.EXPAND, step.id(), step.accept(new StepKind())),
        "",
        StepRow.Spent.NOTHING);
    return true;
  }

  /** The tables that the migration names and that are there already. */
  private List<QualifiedName> tables(Migration migration) throws SQLException {
    String[] names =
        planner.request(migration).relations().stream()
            .map(TableRef::sql)
            .map(Sql::sql)
            .toArray(String[]::new);
    if (names.length == 0) {
      return List.of();
    }
    return Jdbc.list(
        connection,
        Sql.of(
            """
            SELECT n.nspname, c.relname
            FROM pg_catalog.unnest(?::pg_catalog.text[]) AS given (name)
            JOIN pg_catalog.pg_class c ON c.oid = pg_catalog.to_regclass(given.name)
            JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
            WHERE c.relkind IN ('r', 'p')
            GROUP BY n.nspname, c.relname"""),
        row -> QualifiedName.of(row.getString("nspname"), row.getString("relname")),
        connection.createArrayOf("text", names));
  }

  private boolean haveRows(List<QualifiedName> tables) throws SQLException {
    List<Sql> found =
        tables.stream().map(table -> Sql.of("EXISTS (SELECT FROM {})", table)).toList();
    return Jdbc.first(
            connection,
            Sql.of("SELECT {} AS rows", Sql.join(" OR ", found)),
            row -> row.getBoolean("rows"))
        .orElseThrow();
  }
}

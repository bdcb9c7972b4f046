package dev.concertina.backfill;

import dev.concertina.plan.Step;
import dev.concertina.session.Jdbc;
import dev.concertina.session.SqlState;
import dev.concertina.sql.Identifier;
import dev.concertina.sql.Sql;
import java.sql.Array;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/**
 * Finds the triggers and rules that would fire for backfilled rows. An {@code updated_at} or audit
 * trigger that fires for a row which no application wrote falsifies data.
 */
public final class TriggerCheck {

  /**
   * How the batches run.
   *
   * @param silent under {@code session_replication_role = replica}
   * @param firing the user triggers, and rules, that fire all the same
   */
  record Finding(boolean silent, List<String> firing) {}

  private final Identifier home;

  public TriggerCheck(Identifier home) {
    this.home = home;
  }

  /** Why the backfill is refused unless a person allows it; empty if no trigger would fire. */
  public Optional<BackfillOutcome.Refused> refusal(Connection connection, Step.Backfill step)
      throws SQLException {
    Finding found = find(connection, TableFacts.leaves(connection, step.table()), step);
    return found.firing().isEmpty()
        ? Optional.empty()
        : Optional.of(Refusals.triggers(step, found));
  }

  /** For the relations that hold the rows: a partition can have triggers of its own. */
  Finding find(Connection connection, List<TableFacts> relations, Step.Backfill step)
      throws SQLException {
    Array table = Jdbc.oids(connection, relations.stream().map(TableFacts::oid).toList());
    // The replica role also switches off foreign keys: never where one guards what is written.
    boolean silent = !foreignKeyGuards(connection, table, step) && maySilence(connection);
    return new Finding(silent, firing(connection, table, step, silent));
  }

  private boolean maySilence(Connection connection) throws SQLException {
    try {
      return Jdbc.inTransaction(
          connection,
          () -> {
            Jdbc.run(connection, Sql.of("SET LOCAL session_replication_role = replica"));
            return true;
          });
    } catch (SQLException e) {
      if (SqlState.is(e, SqlState.INSUFFICIENT_PRIVILEGE)) {
        return false;
      }
      throw e;
    }
  }

  private static boolean foreignKeyGuards(Connection connection, Array table, Step.Backfill step)
      throws SQLException {
    return Jdbc.first(
            connection,
            Sql.of(
                """
                SELECT 1 FROM pg_catalog.pg_constraint k
                JOIN pg_catalog.pg_attribute a
                  ON a.attrelid = k.conrelid AND a.attnum = ANY (k.conkey) AND k.conrelid = ANY (?)
                  OR a.attrelid = k.confrelid AND a.attnum = ANY (k.confkey)
                     AND k.confrelid = ANY (?)
                WHERE k.contype = 'f' AND a.attname = ANY (?::text[])\
                """),
            row -> true,
            table,
            table,
            columns(connection, step))
        .isPresent();
  }

  /**
   * Triggers and rules on UPDATE of what is written, without PostgreSQL's internal and Concertina's
   * own.
   */
  private List<String> firing(
      Connection connection, Array table, Step.Backfill step, boolean silent) throws SQLException {
    return Jdbc.list(
        connection,
        Sql.of(
            """
            SELECT DISTINCT t.tgname::text AS name FROM pg_catalog.pg_trigger t
            JOIN pg_catalog.pg_proc p ON p.oid = t.tgfoid
            JOIN pg_catalog.pg_namespace n ON n.oid = p.pronamespace
            WHERE t.tgrelid = ANY (?) AND NOT t.tgisinternal AND n.nspname <> ?
              AND (t.tgtype & 16) <> 0
              AND t.tgenabled = ANY (CASE WHEN ? THEN '{A,R}' ELSE '{A,O}' END::"char"[])
              AND (t.tgattr::text = '' OR EXISTS (
                     SELECT 1 FROM pg_catalog.pg_attribute a
                     WHERE a.attrelid = t.tgrelid AND a.attnum = ANY (t.tgattr)
                       AND a.attname = ANY (?::text[])))
            UNION
            SELECT 'rule ' || r.rulename FROM pg_catalog.pg_rewrite r
            WHERE r.ev_class = ANY (?) AND r.ev_type = '2'
              AND r.ev_enabled = ANY (CASE WHEN ? THEN '{A,R}' ELSE '{A,O}' END::"char"[])
            ORDER BY name\
            """),
        row -> row.getString("name"),
        table,
        home.value(),
        silent,
        columns(connection, step),
        table,
        silent);
  }

  private static Object columns(Connection connection, Step.Backfill step) throws SQLException {
    return connection.createArrayOf(
        "text", step.assignments().stream().map(a -> a.column().value()).toArray());
  }
}

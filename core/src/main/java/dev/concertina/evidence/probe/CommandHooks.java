package dev.concertina.evidence.probe;

import dev.concertina.evidence.text.Command;
import dev.concertina.evidence.tree.TreeUses;
import dev.concertina.session.Jdbc;
import dev.concertina.sql.Identifier;
import dev.concertina.sql.Sql;
import java.sql.Array;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The functions of users that a command calls, and that no query over the same relations would.
 * Belongs to one connection in autocommit.
 */
final class CommandHooks {

  private final Connection connection;
  private final Identifier home;

  /**
   * Reads nothing yet.
   *
   * @param home the schema of Concertina's own functions, which are not told
   */
  CommandHooks(Connection connection, Identifier home) {
    this.connection = connection;
    this.home = home;
  }

  /** What the query that stands for the command uses, and what the command itself calls. */
  TreeUses with(TreeUses uses, Command command) throws SQLException {
    return switch (command) {
      case NONE, PLAIN, BY_PLACE -> uses;
      case TRUNCATE -> uses.calling(triggers(uses, false));
      case TRUNCATE_CASCADE -> uses.calling(triggers(uses, true));
      case EXPRESSIONS -> uses.calling(expressions(uses, false));
      case EXPRESSIONS_OF_ALL -> uses.calling(expressions(uses, true));
    };
  }

  private Set<Long> triggers(TreeUses uses, boolean cascade) throws SQLException {
    return Set.copyOf(
        Jdbc.list(
            connection,
            Sql.of(
                """
                WITH RECURSIVE emptied (oid) AS (
                  SELECT c.oid FROM pg_catalog.pg_class c WHERE c.oid = ANY (?)
                  UNION
                  SELECT next.oid FROM emptied e
                  JOIN (SELECT i.inhparent AS before, i.inhrelid AS oid FROM pg_catalog.pg_inherits i
                        UNION ALL
                        SELECT k.confrelid, k.conrelid FROM pg_catalog.pg_constraint k
                        WHERE k.contype = 'f' AND ?) next ON next.before = e.oid)
                SELECT DISTINCT t.tgfoid AS routine
                FROM emptied e
                JOIN pg_catalog.pg_trigger t ON t.tgrelid = e.oid
                JOIN pg_catalog.pg_proc p ON p.oid = t.tgfoid
                JOIN pg_catalog.pg_namespace n ON n.oid = p.pronamespace
                WHERE t.tgtype & 32 <> 0 AND t.tgenabled <> 'D' AND n.nspname <> ?"""),
            row -> row.getLong("routine"),
            relations(uses),
            cascade,
            home.value()));
  }

  private Set<Long> expressions(TreeUses uses, boolean all) throws SQLException {
    return Set.copyOf(
        Jdbc.list(
            connection,
            Sql.of(
                """
                WITH RECURSIVE read (oid) AS (
                  SELECT c.oid FROM pg_catalog.pg_class c WHERE c.oid = ANY (?) OR ?
                  UNION
                  SELECT i.inhrelid FROM read r JOIN pg_catalog.pg_inherits i ON i.inhparent = r.oid)
                SELECT DISTINCT p.oid AS routine
                FROM (
                  SELECT 'pg_catalog.pg_class'::pg_catalog.regclass AS class, i.indexrelid AS oid
                  FROM read r JOIN pg_catalog.pg_index i ON i.indrelid = r.oid
                  UNION ALL
                  SELECT 'pg_catalog.pg_statistic_ext'::pg_catalog.regclass, s.oid
                  FROM read r JOIN pg_catalog.pg_statistic_ext s ON s.stxrelid = r.oid) e
                JOIN pg_catalog.pg_depend d
                  ON d.classid = e.class AND d.objid = e.oid
                 AND d.refclassid = 'pg_catalog.pg_proc'::pg_catalog.regclass
                JOIN pg_catalog.pg_proc p ON p.oid = d.refobjid
                JOIN pg_catalog.pg_namespace n ON n.oid = p.pronamespace
                WHERE n.nspname <> ?"""),
            row -> row.getLong("routine"),
            relations(uses),
            all,
            home.value()));
  }

  private Array relations(TreeUses uses) throws SQLException {
    return connection.createArrayOf(
        "oid",
        uses.accesses().stream()
            .map(TreeUses.Access::relation)
            .collect(Collectors.toSet())
            .toArray());
  }
}

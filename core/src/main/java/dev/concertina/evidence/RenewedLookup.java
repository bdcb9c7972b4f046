package dev.concertina.evidence;

import dev.concertina.change.ObjectName;
import dev.concertina.evidence.closure.Exempt;
import dev.concertina.session.Jdbc;
import dev.concertina.sql.Sql;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Finds in the catalog what CONTRACT renews. What is not found, exactly, counts as something that
 * stays.
 */
public final class RenewedLookup {

  private final Connection connection;

  /**
   * Reads nothing yet.
   *
   * @param connection under the search path that the statements of CONTRACT will run under
   */
  public RenewedLookup(Connection connection) {
    this.connection = connection;
  }

  /** What need not be followed. */
  public Exempt of(Takeaway takeaway) throws SQLException {
    Set<Long> routines = new HashSet<>();
    for (ObjectName routine : takeaway.renewed().routines()) {
      routines.addAll(routine(routine.names().get(0), routine.names().get(1), routine.arguments()));
    }
    Set<Long> triggers = new HashSet<>();
    for (ObjectName trigger : takeaway.renewed().triggers()) {
      triggers.addAll(trigger(trigger.names()));
    }
    return new Exempt(takeaway.newShape(), routines, triggers);
  }

  /** By its arguments: another one of the same name stays. OUT is a part of a procedure's name. */
  List<Long> routine(String schema, String name, List<String> arguments) throws SQLException {
    return Jdbc.list(
        connection,
        Sql.of(
            """
            SELECT p.oid
            FROM pg_catalog.pg_proc p
            JOIN pg_catalog.pg_namespace n ON n.oid = p.pronamespace
            CROSS JOIN (
              SELECT coalesce(pg_catalog.string_agg(
                       coalesce(pg_catalog.to_regtype(a.name)::pg_catalog.oid::text, '?'), ' '
                       ORDER BY a.place), '') AS types
              FROM pg_catalog.unnest(?::text[]) WITH ORDINALITY AS a (name, place)) given
            WHERE n.nspname = ? AND p.proname = ?
              AND (p.proargtypes::text = given.types
                   OR p.prokind = 'p'
                      AND pg_catalog.array_to_string(p.proallargtypes, ' ') = given.types)"""),
        row -> row.getLong("oid"),
        connection.createArrayOf("text", arguments.toArray()),
        schema,
        name);
  }

  /** With its copies on partitions. */
  private List<Long> trigger(List<String> names) throws SQLException {
    return Jdbc.list(
        connection,
        Sql.of(
            """
            WITH RECURSIVE copies (oid) AS (
              SELECT t.oid
              FROM pg_catalog.pg_trigger t
              JOIN pg_catalog.pg_class c ON c.oid = t.tgrelid
              JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
              WHERE n.nspname = ? AND c.relname = ? AND t.tgname = ?
              UNION
              SELECT t.oid FROM pg_catalog.pg_trigger t JOIN copies ON t.tgparentid = copies.oid)
            SELECT oid FROM copies"""),
        row -> row.getLong("oid"),
        names.get(0),
        names.get(1),
        names.get(2));
  }
}

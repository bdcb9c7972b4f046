package dev.concertina.gate;

import dev.concertina.session.Jdbc;
import dev.concertina.sql.Identifier;
import dev.concertina.sql.Sql;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;

/**
 * Settings by which a server that has {@code pg_stat_statements} counts nothing all the same, or
 * not everything: for the server, for the database, or for a role ("ALTER ROLE" in the
 * documentation). What one session sets for itself, with the right to do so, cannot be seen.
 */
final class Uncounted {

  private Uncounted() {}

  /**
   * One setting.
   *
   * @param of whose statements it hides; empty for those of all
   */
  private record Gap(String setting, String value, String of, String end) {

    Reason reason(String where) {
      String what =
          setting.endsWith("track_utility") ? "COPY and other commands" : "The statements";
      return new Reason(
          what
              + of
              + " are not counted"
              + where
              + " ("
              + setting
              + " = "
              + value
              + "), so nobody knows which of them need what goes. Set it back, let the sessions"
              + " connect anew, and the soak time runs from then on. Or give blind-soak, the time"
              + " after SWITCH that stands for what nobody counts.",
          end);
    }
  }

  /**
   * What the server does not count.
   *
   * @param where for people: empty for the primary
   */
  static List<Reason> of(Connection connection, String where) throws SQLException {
    return Jdbc.list(
            connection,
            Sql.of(
                """
                WITH off (name, standard) AS (
                  VALUES ('compute_query_id', 'auto'), ('pg_stat_statements.track', 'top'),
                         ('pg_stat_statements.track_utility', 'on')),
                told AS (
                  SELECT e.name, pg_catalog.substr(c.entry, pg_catalog.length(e.name) + 2) AS value,
                         r.rolname AS role, d.datname AS database, r.oid AS role_oid
                  FROM pg_catalog.pg_db_role_setting s
                  CROSS JOIN pg_catalog.unnest(s.setconfig) AS c (entry)
                  JOIN off e ON pg_catalog.starts_with(c.entry, e.name || '=')
                  LEFT JOIN pg_catalog.pg_roles r ON r.oid = s.setrole
                  LEFT JOIN pg_catalog.pg_database d ON d.oid = s.setdatabase
                  WHERE s.setdatabase = 0 OR d.datname = pg_catalog.current_database())
                SELECT e.name, s.reset_val AS value, NULL AS role, NULL AS database
                FROM off e JOIN pg_catalog.pg_settings s ON s.name = e.name
                WHERE NOT EXISTS (
                  SELECT FROM told t
                  WHERE t.name = e.name AND coalesce(t.role, SESSION_USER) = SESSION_USER)
                UNION ALL
                SELECT t.name, t.value, t.role, t.database FROM told t
                LEFT JOIN pg_catalog.pg_roles r ON r.oid = t.role_oid
                WHERE t.role IS NULL
                   OR t.role NOT IN (SESSION_USER, CURRENT_USER) AND r.rolcanlogin
                      AND pg_catalog.has_database_privilege(
                            t.role_oid, pg_catalog.current_database(), 'CONNECT')
                ORDER BY 1, 3 NULLS FIRST"""),
            Uncounted::gap)
        .stream()
        .filter(gap -> isOff(gap.value()))
        .map(gap -> gap.reason(where))
        .toList();
  }

  /** As PostgreSQL reads a setting that is on or off. */
  private static boolean isOff(String value) {
    return value.toLowerCase(Locale.ROOT).matches("0|no?|f(a(l(se?)?)?)?|off?|none");
  }

  private static Gap gap(ResultSet row) throws SQLException {
    String setting = row.getString("name");
    String role = Jdbc.text(row, "role").map(name -> new Identifier(name).sql()).orElse("");
    String database = Jdbc.text(row, "database").map(name -> new Identifier(name).sql()).orElse("");
    String in = database.isEmpty() || role.isEmpty() ? "" : " IN DATABASE " + database;
    String end =
        role.isEmpty() && database.isEmpty()
            ? "ALTER SYSTEM RESET " + setting + "; SELECT pg_reload_conf()"
            : "ALTER "
                + (role.isEmpty() ? "DATABASE " + database : "ROLE " + role + in)
                + " RESET "
                + setting;
    return new Gap(
        setting,
        row.getString("value"),
        Jdbc.text(row, "role").map(name -> " of role " + name).orElse(""),
        end);
  }
}

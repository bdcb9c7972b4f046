package dev.concertina.evidence.closure;

import dev.concertina.session.Jdbc;
import dev.concertina.sql.Identifier;
import dev.concertina.sql.QualifiedName;
import dev.concertina.sql.Sql;
import java.sql.Array;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The users' functions and operators around queries, each read once. Those of the system use no
 * table of a user. Not thread-safe.
 */
final class Routines {

  private static final Sql READ =
      Sql.of(
          """
          SELECT p.oid, n.nspname, p.proname, l.lanname, p.prosqlbody::text AS tree, p.prosrc,
                 p.proargdefaults::text AS defaults,
                 coalesce(p.proallargtypes, p.proargtypes::oid[]) || p.prorettype || p.provariadic
                   AS types,
                 ARRAY[a.aggtransfn, a.aggfinalfn, a.aggcombinefn, a.aggserialfn, a.aggdeserialfn,
                       a.aggmtransfn, a.aggminvtransfn, a.aggmfinalfn]::oid[] AS parts,
                 ARRAY(SELECT DISTINCT t.tgrelid FROM pg_catalog.pg_trigger t
                       WHERE t.tgfoid = p.oid AND t.tgenabled <> 'D') AS rows_of
          FROM pg_catalog.pg_proc p
          JOIN pg_catalog.pg_namespace n ON n.oid = p.pronamespace
          JOIN pg_catalog.pg_language l ON l.oid = p.prolang
          LEFT JOIN pg_catalog.pg_aggregate a ON a.aggfnoid = p.oid
          WHERE p.oid = ANY (?) AND n.nspname <> ?""");

  private final Connection connection;
  private final Identifier home;
  private final Exempt exempt;
  private final Map<Long, Routine> routines = new HashMap<>();
  private final Map<Long, Long> operators = new HashMap<>();
  private Optional<Set<Long>> runners = Optional.empty();

  /**
   * Reads nothing yet.
   *
   * @param home the schema whose functions do not count: they are the sync
   */
  Routines(Connection connection, Identifier home, Exempt exempt) {
    this.connection = connection;
    this.home = home;
    this.exempt = exempt;
  }

  /** The function, if it is a user's. */
  Optional<Routine> routine(long oid) {
    return Optional.ofNullable(routines.get(oid));
  }

  /** The function of an operator of a user. */
  Optional<Long> functionOf(long operator) {
    return Optional.ofNullable(operators.get(operator));
  }

  /** Functions of PostgreSQL itself that run SQL which they are given. */
  Set<Long> runners() throws SQLException {
    if (runners.isEmpty()) {
      runners =
          Optional.of(
              Set.copyOf(
                  Jdbc.list(
                      connection,
                      Sql.of(
                          """
                          SELECT p.oid FROM pg_catalog.pg_proc p
                          WHERE p.pronamespace = 'pg_catalog'::pg_catalog.regnamespace
                            AND (p.proname IN ('query_to_xml', 'query_to_xmlschema',
                                  'query_to_xml_and_xmlschema', 'ts_stat', 'cursor_to_xml')
                              OR p.proname ~ '^(table|schema|database)_to_xml'
                              OR p.proname = 'ts_rewrite' AND p.pronargs = 2)"""),
                      row -> row.getLong("oid"))));
    }
    return runners.get();
  }

  /** Reads the users' functions among these; which of them were new. */
  Set<Long> read(Collection<Long> oids) throws SQLException {
    Set<Long> fresh = Oids.fresh(oids, routines.keySet());
    fresh.removeAll(exempt.routines());
    if (!fresh.isEmpty()) {
      Jdbc.list(
          connection,
          READ,
          row -> routines.put(row.getLong("oid"), routine(row)),
          Jdbc.oids(connection, fresh),
          home.value());
    }
    return fresh;
  }

  /** Reads the functions of users' operators. */
  void readOperators(Collection<Long> oids) throws SQLException {
    Set<Long> fresh = Oids.fresh(oids, operators.keySet());
    if (!fresh.isEmpty()) {
      Jdbc.list(
          connection,
          Sql.of(
              """
              SELECT o.oid, o.oprcode::pg_catalog.oid AS code FROM pg_catalog.pg_operator o
              WHERE o.oid = ANY (?)"""),
          row -> operators.put(row.getLong("oid"), row.getLong("code")),
          Jdbc.oids(connection, fresh));
    }
  }

  private static Routine routine(ResultSet row) throws SQLException {
    return new Routine(
        row.getLong("oid"),
        QualifiedName.of(row.getString("nspname"), row.getString("proname")),
        row.getString("lanname"),
        Jdbc.text(row, "tree"),
        row.getString("prosrc"),
        Jdbc.text(row, "defaults"),
        oids(row.getArray("types")),
        oids(row.getArray("parts")),
        oids(row.getArray("rows_of")));
  }

  private static Set<Long> oids(Array oids) throws SQLException {
    return Arrays.stream((Object[]) oids.getArray())
        .map(oid -> oid instanceof Number number ? number.longValue() : 0L)
        .filter(Oids::isUsers)
        .collect(Collectors.toSet());
  }
}

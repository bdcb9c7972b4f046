package dev.concertina.evidence.closure;

import dev.concertina.session.Jdbc;
import dev.concertina.sql.Identifier;
import dev.concertina.sql.Sql;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * The functions of users that PostgreSQL calls when a value of a type is made: by the checks of a
 * domain, of the domain that it is over, and of those within an array, a row or a range. Not
 * thread-safe.
 */
final class Checks {

  /** A type and what its values consist of, from types {@code made (root, oid)} on. */
  static final String WITHIN =
      """
      SELECT m.root, inner_type.oid
      FROM made m
      JOIN pg_catalog.pg_type t ON t.oid = m.oid
      CROSS JOIN LATERAL (
        SELECT t.typbasetype
        UNION ALL SELECT t.typelem
        UNION ALL SELECT a.atttypid FROM pg_catalog.pg_attribute a
        WHERE a.attrelid = t.typrelid AND t.typrelid <> 0 AND a.attnum > 0 AND NOT a.attisdropped
        UNION ALL SELECT r.rngsubtype FROM pg_catalog.pg_range r
        WHERE t.oid IN (r.rngtypid, r.rngmultitypid)) AS inner_type (oid)
      WHERE inner_type.oid >= 16384
      """;

  private final Connection connection;
  private final Identifier home;
  private final Map<Long, Set<Long>> known = new HashMap<>();

  /**
   * Reads nothing yet.
   *
   * @param home the schema whose functions do not count
   */
  Checks(Connection connection, Identifier home) {
    this.connection = connection;
    this.home = home;
  }

  /** What values of the type call, if it has been read. */
  Set<Long> of(long type) {
    return known.getOrDefault(type, Set.of());
  }

  /** Reads what is not known yet of these; all functions that their values call. */
  Set<Long> read(Collection<Long> types) throws SQLException {
    Set<Long> fresh = Oids.fresh(types, known.keySet());
    fresh.forEach(type -> known.put(type, new HashSet<>()));
    if (!fresh.isEmpty()) {
      Jdbc.list(
          connection,
          Sql.of(
              "WITH RECURSIVE made (root, oid) AS ("
                  + "SELECT t.oid, t.oid FROM pg_catalog.pg_type t WHERE t.oid = ANY (?) UNION "
                  + WITHIN
                  + """
                  )
                  SELECT m.root, called.oid AS routine
                  FROM made m
                  JOIN pg_catalog.pg_constraint k ON k.contypid = m.oid
                  JOIN pg_catalog.pg_depend d
                    ON d.classid = 'pg_catalog.pg_constraint'::pg_catalog.regclass
                   AND d.objid = k.oid
                  """
                  + CalledBy.DEPENDENCY),
          row ->
              known
                  .computeIfAbsent(row.getLong("root"), type -> new HashSet<>())
                  .add(row.getLong("routine")),
          Jdbc.oids(connection, fresh),
          home.value());
    }
    Set<Long> all = new HashSet<>();
    types.forEach(type -> all.addAll(of(type)));
    return all;
  }
}

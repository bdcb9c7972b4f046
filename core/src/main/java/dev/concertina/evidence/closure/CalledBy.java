package dev.concertina.evidence.closure;

/** How the catalog tells which functions of users an expression calls ("pg_depend"). */
final class CalledBy {

  /**
   * Joins to a dependency {@code d} the function {@code called} that it names, by itself or by an
   * operator; the schema whose functions do not count is the parameter.
   */
  static final String DEPENDENCY =
      """
      CROSS JOIN LATERAL (
        SELECT d.refobjid AS oid WHERE d.refclassid = 'pg_catalog.pg_proc'::pg_catalog.regclass
        UNION ALL
        SELECT o.oprcode FROM pg_catalog.pg_operator o
        WHERE d.refclassid = 'pg_catalog.pg_operator'::pg_catalog.regclass
          AND o.oid = d.refobjid) AS called
      JOIN pg_catalog.pg_proc cp ON cp.oid = called.oid
      JOIN pg_catalog.pg_namespace cn ON cn.oid = cp.pronamespace AND cn.nspname <> ?
      """;

  private CalledBy() {}
}

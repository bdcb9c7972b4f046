package dev.concertina.catalog;

import dev.concertina.catalog.Trial.Former;
import dev.concertina.catalog.Trial.FormerRights;
import dev.concertina.sql.Sql;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * Runs the statement and compares the rights before and after: which objects ALL TABLES IN SCHEMA
 * are, and which right somebody had already, is PostgreSQL's to know. So is what goes along when a
 * right is taken: REVOKE of a table takes the right from its columns, too.
 */
final class FormerRightsTrial implements TrialRunner.Kind<FormerRights, Former> {

  /** One right of one role; PostgreSQL's defaults stand for rights that were never given. */
  private record Right(String object, String privilege, String role, boolean grantable) {}

  private final Queries queries;
  private final Session session;

  FormerRightsTrial(Queries queries, Session session) {
    this.queries = queries;
    this.session = session;
  }

  @Override
  public Former run(FormerRights trial) throws SQLException {
    List<Right> before = rights();
    session.resolveNamesLikeUser(queries);
    queries.execute(trial.statement());
    session.qualifyNames(queries);
    List<Right> after = rights();
    List<Sql> statements = new ArrayList<>();
    after.stream()
        .filter(right -> !before.contains(right))
        .map(right -> takeBack(right, before))
        .forEach(statements::add);
    for (Sql statement : statements) {
      queries.execute(statement);
    }
    List<Right> left = rights();
    before.stream()
        .filter(right -> !left.contains(right))
        .map(FormerRightsTrial::give)
        .forEach(statements::add);
    return new Former(statements);
  }

  /** Where the right was there without its option, only the option goes. */
  private static Sql takeBack(Right right, List<Right> before) {
    boolean had =
        before.contains(new Right(right.object(), right.privilege(), right.role(), false));
    return Sql.of(
        "REVOKE {}{} ON {} FROM {}",
        right.grantable() && had ? Sql.of("GRANT OPTION FOR ") : Sql.of(""),
        Sql.verbatim(right.privilege()),
        Sql.verbatim(right.object()),
        Sql.verbatim(right.role()));
  }

  private static Sql give(Right right) {
    return Sql.of(
        "GRANT {} ON {} TO {}{}",
        Sql.verbatim(right.privilege()),
        Sql.verbatim(right.object()),
        Sql.verbatim(right.role()),
        right.grantable() ? Sql.of(" WITH GRANT OPTION") : Sql.of(""));
  }

  /** Of what users make; a system's own rights are nobody's migration. */
  private List<Right> rights() throws SQLException {
    return queries.list(
        """
        SELECT o.object, coalesce(x.privilege_type || o.columns, '') AS privilege,
               CASE x.grantee WHEN 0 THEN 'PUBLIC' ELSE quote_ident(pg_get_userbyid(x.grantee)) END AS role,
               x.is_grantable
        FROM (
          SELECT CASE relkind WHEN 'S' THEN 'SEQUENCE ' ELSE 'TABLE ' END || oid::regclass AS object,
                 '' AS columns, relnamespace AS schema,
                 coalesce(relacl, acldefault(CASE relkind WHEN 'S' THEN 's' ELSE 'r' END::"char", relowner)) AS acl
          FROM pg_class WHERE relkind IN ('r', 'p', 'v', 'm', 'f', 'S')
          UNION ALL
          SELECT 'TABLE ' || c.oid::regclass, format(' (%I)', a.attname), c.relnamespace, a.attacl
          FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid
          WHERE a.attacl IS NOT NULL AND NOT a.attisdropped
          UNION ALL
          SELECT CASE prokind WHEN 'p' THEN 'PROCEDURE ' ELSE 'FUNCTION ' END || oid::regprocedure, '',
                 pronamespace, coalesce(proacl, acldefault('f', proowner)) FROM pg_proc
          UNION ALL
          SELECT CASE typtype WHEN 'd' THEN 'DOMAIN ' ELSE 'TYPE ' END || oid::regtype, '', typnamespace,
                 coalesce(typacl, acldefault('T', typowner)) FROM pg_type
          WHERE typtype IN ('d', 'e', 'r', 'c') AND typelem = 0
          UNION ALL
          SELECT format('SCHEMA %I', nspname), '', oid, coalesce(nspacl, acldefault('n', nspowner))
          FROM pg_namespace) o
        JOIN pg_namespace n ON n.oid = o.schema
         AND n.nspname NOT LIKE 'pg\\_%' AND n.nspname <> 'information_schema'
        CROSS JOIN LATERAL aclexplode(o.acl) x
        """,
        row ->
            new Right(
                row.getString("object"),
                row.getString("privilege"),
                row.getString("role"),
                row.getBoolean("is_grantable")));
  }
}

package dev.concertina.catalog;

import dev.concertina.catalog.Trial.ObjectFacts;
import dev.concertina.catalog.Trial.ObjectLookup;
import dev.concertina.catalog.Trial.ObjectUser;
import dev.concertina.change.ObjectKind;
import dev.concertina.change.ObjectName;
import dev.concertina.sql.Identifier;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Finds an object by its address; PostgreSQL says why where it is not there. */
final class ObjectLookupTrial implements TrialRunner.Kind<ObjectLookup, ObjectFacts> {

  /** The key of an object in pg_depend. */
  private record Address(long classId, long objectId, int part) {}

  private final Queries queries;
  private final Session session;

  ObjectLookupTrial(Queries queries, Session session) {
    this.queries = queries;
    this.session = session;
  }

  @Override
  public ObjectFacts run(ObjectLookup trial) throws SQLException {
    session.resolveNamesLikeUser(queries);
    Address address = address(trial.object());
    session.qualifyNames(queries);
    return new ObjectFacts(
        schema(address), owner(address), comment(address), definition(address), users(address));
  }

  private Address address(ObjectName object) throws SQLException {
    return queries.one(
        "SELECT classid, objid, objsubid FROM pg_get_object_address(?, ?::text[], ?::text[])",
        row -> new Address(row.getLong("classid"), row.getLong("objid"), row.getInt("objsubid")),
        object.kind().address(),
        queries.texts(names(object)),
        queries.texts(object.arguments()));
  }

  /**
   * Types are looked for by one text, which is read as in SQL; all else by the names themselves.
   */
  private static List<String> names(ObjectName object) {
    boolean ofType = object.kind() == ObjectKind.TYPE || object.kind() == ObjectKind.DOMAIN;
    return ofType ? List.of(object.sql()) : object.names();
  }

  private Optional<Identifier> schema(Address address) throws SQLException {
    return queries.one(
        "SELECT schema FROM pg_identify_object(?, ?, ?)",
        row -> Queries.optionalName(row, "schema"),
        address.classId(),
        address.objectId(),
        address.part());
  }

  private Optional<Identifier> owner(Address address) throws SQLException {
    return queries.first(
        """
        SELECT pg_get_userbyid(owner) AS owner FROM (
          SELECT 'pg_class'::regclass::oid AS class, oid, relowner AS owner FROM pg_class
          UNION ALL SELECT 'pg_proc'::regclass, oid, proowner FROM pg_proc
          UNION ALL SELECT 'pg_type'::regclass, oid, typowner FROM pg_type
          UNION ALL SELECT 'pg_namespace'::regclass, oid, nspowner FROM pg_namespace
          UNION ALL SELECT 'pg_statistic_ext'::regclass, oid, stxowner FROM pg_statistic_ext
          UNION ALL SELECT 'pg_publication'::regclass, oid, pubowner FROM pg_publication) owned
        WHERE class = ? AND oid = ?
        """,
        row -> Queries.name(row, "owner"),
        address.classId(),
        address.objectId());
  }

  private Optional<String> comment(Address address) throws SQLException {
    return queries.first(
        """
        SELECT description FROM pg_description
        WHERE classoid = ? AND objoid = ? AND objsubid = ?
        """,
        row -> row.getString("description"),
        address.classId(),
        address.objectId(),
        address.part());
  }

  /** CREATE OR REPLACE sets the options of a view anew, so they are a part of it. */
  private Optional<String> definition(Address address) throws SQLException {
    return queries.first(
        """
        SELECT pg_get_functiondef(p.oid) AS definition FROM pg_proc p
        WHERE ? = 'pg_proc'::regclass AND p.oid = ? AND p.prokind <> 'a'
        UNION ALL
        SELECT 'CREATE OR REPLACE VIEW ' || c.oid::regclass
               || coalesce(' WITH (' || array_to_string(c.reloptions, ', ') || ')', '') || ' AS '
               || rtrim(pg_get_viewdef(c.oid), ';')
        FROM pg_class c
        WHERE ? = 'pg_class'::regclass AND c.oid = ? AND c.relkind = 'v'
        UNION ALL
        SELECT format('ALTER SEQUENCE %s AS %s INCREMENT %s MINVALUE %s MAXVALUE %s START %s CACHE %s %s',
                 s.seqrelid::regclass, s.seqtypid::regtype, s.seqincrement, s.seqmin, s.seqmax,
                 s.seqstart, s.seqcache, CASE WHEN s.seqcycle THEN 'CYCLE' ELSE 'NO CYCLE' END)
        FROM pg_sequence s WHERE ? = 'pg_class'::regclass AND s.seqrelid = ?
        UNION ALL
        SELECT format('ALTER POLICY %I ON %s TO %s', p.polname, p.polrelid::regclass,
                 (SELECT string_agg(CASE r WHEN 0 THEN 'PUBLIC' ELSE quote_ident(pg_get_userbyid(r)) END, ', ')
                  FROM unnest(p.polroles) r))
               || coalesce(' USING (' || pg_get_expr(p.polqual, p.polrelid) || ')', '')
               || coalesce(' WITH CHECK (' || pg_get_expr(p.polwithcheck, p.polrelid) || ')', '')
        FROM pg_policy p WHERE ? = 'pg_policy'::regclass AND p.oid = ?
        UNION ALL
        SELECT format('ALTER STATISTICS %I.%I SET STATISTICS %s', n.nspname, s.stxname,
                 coalesce(s.stxstattarget, -1))
        FROM pg_statistic_ext s JOIN pg_namespace n ON n.oid = s.stxnamespace
        WHERE ? = 'pg_statistic_ext'::regclass AND s.oid = ?
        """,
        row -> row.getString("definition"),
        address.classId(),
        address.objectId(),
        address.classId(),
        address.objectId(),
        address.classId(),
        address.objectId(),
        address.classId(),
        address.objectId(),
        address.classId(),
        address.objectId());
  }

  /**
   * A view depends by its rule, a column perhaps on the array of a type, and on an extension
   * whatever depends on one of its members. Parts of the object itself, and its members, do not.
   */
  private List<ObjectUser> users(Address address) throws SQLException {
    return queries.list(
        """
        WITH members AS (
          SELECT classid, objid FROM pg_depend WHERE refclassid = ? AND refobjid = ? AND deptype = 'e')
        SELECT DISTINCT pg_describe_object(u.classid, u.objid, u.part) AS words,
               CASE WHEN y.oid IS NULL THEN a.object_names ELSE ARRAY[yn.nspname, y.typname]::text[] END AS names,
               u.classid = 'pg_attrdef'::regclass AS is_default
        FROM pg_depend d
        LEFT JOIN pg_rewrite r
          ON d.classid = 'pg_rewrite'::regclass AND r.oid = d.objid AND r.rulename = '_RETURN'
        CROSS JOIN LATERAL (
          SELECT CASE WHEN r.oid IS NULL THEN d.classid ELSE 'pg_class'::regclass::oid END AS classid,
                 CASE WHEN r.oid IS NULL THEN d.objid ELSE r.ev_class END AS objid,
                 CASE WHEN r.oid IS NULL THEN d.objsubid ELSE 0 END AS part) u
        CROSS JOIN LATERAL pg_identify_object_as_address(u.classid, u.objid, u.part) a
        LEFT JOIN pg_type y ON u.classid = 'pg_type'::regclass AND y.oid = u.objid
        LEFT JOIN pg_namespace yn ON yn.oid = y.typnamespace
        WHERE (d.refclassid = ? AND (? = 0 OR d.refobjsubid = ?)
               AND (d.refobjid = ? OR d.refclassid = 'pg_type'::regclass AND d.refobjid = (
                      SELECT typarray FROM pg_type WHERE oid = ? AND typarray <> 0))
               OR (d.refclassid, d.refobjid) IN (SELECT classid, objid FROM members)
               OR d.refclassid = 'pg_type'::regclass AND d.refobjid IN (
                    SELECT typarray FROM pg_type WHERE typarray <> 0
                     AND ('pg_type'::regclass, oid) IN (SELECT classid, objid FROM members)))
          AND d.deptype = 'n' AND NOT (u.classid = d.refclassid AND u.objid = d.refobjid)
          AND (u.classid, u.objid) NOT IN (SELECT classid, objid FROM members)
          AND u.classid NOT IN ('pg_amop'::regclass, 'pg_amproc'::regclass)
        ORDER BY words
        """,
        row -> new ObjectUser(texts(row), row.getString("words"), row.getBoolean("is_default")),
        address.classId(),
        address.objectId(),
        address.classId(),
        address.part(),
        address.part(),
        address.objectId(),
        address.objectId());
  }

  private static List<String> texts(ResultSet row) throws SQLException {
    return Arrays.asList((String[]) row.getArray("names").getArray());
  }
}

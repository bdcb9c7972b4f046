package dev.concertina.version;

import dev.concertina.sql.Identifier;
import dev.concertina.sql.Sql;

/**
 * What a version shows of an earlier one that is still in flight: versions are cumulative, and an
 * application that knows this one knows only its schema. Each view of the earlier schema is made
 * again over the same table, with its defaults and rights; it lives through the earlier version's
 * CONTRACT, because it names no column that goes.
 *
 * @param earlier the schema of the earlier version
 * @param name the schema of this one
 */
record EarlierVersion(Identifier earlier, Identifier name) {

  Sql show() {
    Sql code =
        Sql.of(
            """

            DECLARE
              shown record;
              statement text;
            BEGIN
              FOR shown IN
                SELECT c.oid, c.relname, pg_catalog.format('%I.%I', {}, c.relname) AS again,
                       ' WITH (' || pg_catalog.array_to_string(c.reloptions, ', ') || ')' AS options
                  FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
                 WHERE n.nspname = {} AND c.relkind = 'v'
                   AND NOT EXISTS (SELECT FROM pg_catalog.pg_class o
                                     JOIN pg_catalog.pg_namespace m ON m.oid = o.relnamespace
                                    WHERE m.nspname = {} AND o.relname = c.relname)
              LOOP
                EXECUTE pg_catalog.format('CREATE VIEW %s%s AS %s', shown.again, shown.options,
                                          pg_catalog.pg_get_viewdef(shown.oid));
                FOR statement IN
                  SELECT pg_catalog.format('ALTER VIEW %s ALTER COLUMN %I SET DEFAULT %s', shown.again,
                           a.attname, pg_catalog.pg_get_expr(d.adbin, d.adrelid))
                    FROM pg_catalog.pg_attrdef d
                    JOIN pg_catalog.pg_attribute a ON a.attrelid = d.adrelid AND a.attnum = d.adnum
                   WHERE d.adrelid = shown.oid
                  UNION ALL
                  SELECT pg_catalog.format('GRANT %s%s ON %s TO %s%s', x.privilege_type, r.part, shown.again,
                           CASE x.grantee WHEN 0 THEN 'PUBLIC'
                             ELSE pg_catalog.quote_ident(pg_catalog.pg_get_userbyid(x.grantee)) END,
                           CASE WHEN x.is_grantable THEN ' WITH GRANT OPTION' ELSE '' END)
                    FROM (SELECT relacl AS acl, '' AS part FROM pg_catalog.pg_class WHERE oid = shown.oid
                          UNION ALL
                          SELECT attacl, pg_catalog.format(' (%I)', attname)
                            FROM pg_catalog.pg_attribute WHERE attrelid = shown.oid) r
                   CROSS JOIN LATERAL pg_catalog.aclexplode(r.acl) x
                   WHERE x.grantee <> (SELECT relowner FROM pg_catalog.pg_class WHERE oid = shown.oid)
                  UNION ALL
                  SELECT pg_catalog.format('GRANT USAGE ON SCHEMA %I TO %s', {},
                           CASE x.grantee WHEN 0 THEN 'PUBLIC'
                             ELSE pg_catalog.quote_ident(pg_catalog.pg_get_userbyid(x.grantee)) END)
                    FROM pg_catalog.pg_namespace n
                   CROSS JOIN LATERAL pg_catalog.aclexplode(n.nspacl) x
                   WHERE n.nspname = {} AND x.privilege_type = 'USAGE'
                LOOP
                  EXECUTE statement;
                END LOOP;
              END LOOP;
            END
            """,
            literal(name), literal(earlier), literal(name), literal(name), literal(earlier));
    return Sql.of("DO {}", Sql.dollarQuoted(code));
  }

  /** Takes every view out of the schema; done if it is not there. */
  static Sql dropViews(Identifier schema) {
    Sql code =
        Sql.of(
            """

            DECLARE
              shown name;
            BEGIN
              FOR shown IN
                SELECT c.relname
                  FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
                 WHERE n.nspname = {} AND c.relkind = 'v'
              LOOP
                EXECUTE pg_catalog.format('DROP VIEW %I.%I', {}, shown);
              END LOOP;
            END
            """,
            literal(schema), literal(schema));
    return Sql.of("DO {}", Sql.dollarQuoted(code));
  }

  private static Sql literal(Identifier schema) {
    return Sql.literal(schema.value());
  }
}

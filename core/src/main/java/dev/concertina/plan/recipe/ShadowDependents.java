package dev.concertina.plan.recipe;

import static dev.concertina.plan.recipe.Drafts.alter;

import dev.concertina.catalog.Dependent;
import dev.concertina.change.AlterColumn;
import dev.concertina.change.AlterObject;
import dev.concertina.change.Change;
import dev.concertina.change.ChangeType;
import dev.concertina.change.ObjectKind;
import dev.concertina.change.Origin;
import dev.concertina.plan.Statement;
import dev.concertina.plan.recipe.StandIns.StandIn;
import dev.concertina.sql.Identifier;
import dev.concertina.sql.Sql;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Views, rules, policies, functions and extended statistics that hang on the old column, bound to
 * the shadow in the table's last transaction. They know columns by number and are written with
 * names: written out, and read again while old column and shadow have changed their names for a
 * moment, they are what they were over the shadow, with their rights, comments and dependents.
 */
record ShadowDependents(Shadow shadow) {

  /**
   * What is written out, each statement by what hangs on the columns at that moment. As in
   * PostgreSQL, statistics lose their target with a column's old type, if it was not given since.
   */
  private static final String WRITTEN =
      """
      SELECT DISTINCT CASE
               WHEN r.rulename = '_RETURN' THEN pg_catalog.format(
                 'CREATE OR REPLACE VIEW %s%s AS %s', v.oid::pg_catalog.regclass,
                 ' WITH (' || pg_catalog.array_to_string(v.reloptions, ', ') || ')',
                 pg_catalog.pg_get_viewdef(v.oid))
               WHEN r.oid IS NOT NULL THEN pg_catalog.regexp_replace(
                 pg_catalog.pg_get_ruledef(r.oid), '^CREATE RULE', 'CREATE OR REPLACE RULE')
               WHEN f.oid IS NOT NULL THEN pg_catalog.pg_get_functiondef(f.oid)
               WHEN p.oid IS NOT NULL THEN pg_catalog.format(
                 'ALTER POLICY %I ON %s%s%s', p.polname, p.polrelid::pg_catalog.regclass,
                 ' USING (' || pg_catalog.pg_get_expr(p.polqual, p.polrelid) || ')',
                 ' WITH CHECK (' || pg_catalog.pg_get_expr(p.polwithcheck, p.polrelid) || ')')
               WHEN s.oid IS NOT NULL THEN pg_catalog.format(
                 'DROP STATISTICS %1$s; %2$s; ALTER STATISTICS %1$s OWNER TO %3$I;'
                 ' ALTER STATISTICS %1$s SET STATISTICS %4$s; COMMENT ON STATISTICS %1$s IS %5$L',
                 s.stxnamespace::pg_catalog.regnamespace || '.' || pg_catalog.quote_ident(s.stxname),
                 pg_catalog.pg_get_statisticsobjdef(s.oid), pg_catalog.pg_get_userbyid(s.stxowner),
                 CASE WHEN s.stxname = ANY ({}) OR NOT pg_catalog.bool_or(a.attname = ANY ({}))
                             OVER (PARTITION BY s.oid)
                   THEN coalesce(s.stxstattarget, -1) ELSE -1 END, pg_catalog.obj_description(s.oid, 'pg_statistic_ext'))
             END AS statement
        FROM pg_catalog.pg_attribute a
        JOIN pg_catalog.pg_depend d
          ON d.refclassid = 'pg_catalog.pg_class'::pg_catalog.regclass
         AND d.refobjid = a.attrelid AND d.refobjsubid = a.attnum
        LEFT JOIN pg_catalog.pg_rewrite r
          ON d.classid = 'pg_catalog.pg_rewrite'::pg_catalog.regclass AND r.oid = d.objid
        LEFT JOIN pg_catalog.pg_class v ON v.oid = r.ev_class
        LEFT JOIN pg_catalog.pg_proc f
          ON d.classid = 'pg_catalog.pg_proc'::pg_catalog.regclass AND f.oid = d.objid
        LEFT JOIN pg_catalog.pg_policy p
          ON d.classid = 'pg_catalog.pg_policy'::pg_catalog.regclass AND p.oid = d.objid
        LEFT JOIN pg_catalog.pg_statistic_ext s
          ON d.classid = 'pg_catalog.pg_statistic_ext'::pg_catalog.regclass AND s.oid = d.objid""";

  /** Refuses what cannot be bound anew. */
  void refuseUncarried(Origin origin) {
    refuseStoredRows(origin);
    shadow
        .context()
        .refuseDependents(
            shadow.table(),
            shadow.old().name(),
            hanging().filter(dependent -> !isCarried(dependent)).toList(),
            "Drop or change these first, in a migration of their own: CONTRACT drops the old"
                + " column and does not carry them over.",
            origin);
  }

  /** A stored row has no value for a column that comes later, and loses the one that goes. */
  private void refuseStoredRows(Origin origin) {
    String holders =
        shadow.table().dependents().stream()
            .filter(Dependent::holdsRows)
            .map(Dependent::what)
            .distinct()
            .collect(Collectors.joining(", "));
    if (!holders.isEmpty()) {
      throw shadow
          .context()
          .refusal(
              origin,
              "has-dependents",
              "%s: whole rows of %s are stored there, and would lose their %s."
                  .formatted(holders, shadow.table().name(), shadow.old().name()),
              "Store the columns instead, or jsonb, in a migration before this one.");
    }
  }

  /** Before the old column goes; the first shadow that anything hangs on does it for all. */
  void addTo(Contribution.Builder parts) {
    List<StandIn> hangingOn =
        shadow.standIns().all().stream()
            .filter(standIn -> standIn.table().equals(shadow.table().name()))
            .filter(standIn -> !shadow.table().dependentsOf(standIn.column()).isEmpty())
            .toList();
    if (hangingOn.isEmpty() || !hangingOn.get(0).column().equals(shadow.old().name())) {
      return;
    }
    parts.contract(rebind(hangingOn));
    parts.warn(
        "CONTRACT binds to the new columns of "
            + shadow.table().name()
            + ", under a lock of each for a moment: "
            + hangingOn.stream()
                .flatMap(standIn -> shadow.table().dependentsOf(standIn.column()).stream())
                .map(Dependent::what)
                .distinct()
                .collect(Collectors.joining(", ")));
  }

  private Stream<Dependent> hanging() {
    return shadow.table().dependentsOf(shadow.old().name()).stream();
  }

  /** PostgreSQL itself refuses another type under what has the type in it. */
  private boolean isCarried(Dependent dependent) {
    return dependent.rebindable() && (shadow.keepsType() || dependent.statistics());
  }

  private Statement rebind(List<StandIn> columns) {
    List<Sql> there = new ArrayList<>();
    List<Sql> back = new ArrayList<>();
    for (StandIn column : columns) {
      Identifier aside = column.column().derived(shadow.context().suffix() + "_aside");
      there.add(rename(column.column(), aside));
      there.add(rename(column.physical(), column.column()));
      back.add(rename(column.column(), column.physical()));
      back.add(rename(aside, column.column()));
    }
    Sql code =
        Sql.of(
            """

            DECLARE
              path text := pg_catalog.current_setting('search_path');
              written text[];
              statement text;
            BEGIN
              PERFORM pg_catalog.set_config('search_path', '', true);
              written := ARRAY(
                {}
                 WHERE a.attrelid = {}::pg_catalog.regclass AND a.attname IN ({})
                   AND coalesce(r.oid, f.oid, p.oid, s.oid) IS NOT NULL);
              {}
              FOREACH statement IN ARRAY written LOOP
                EXECUTE statement;
              END LOOP;
              {}
              PERFORM pg_catalog.set_config('search_path', path, true);
            END
            """,
            Sql.of(WRITTEN, names(toldSince()), names(retyped(columns))),
            Sql.literal(shadow.table().name().sql()),
            Sql.join(
                ", ",
                columns.stream().map(column -> Sql.literal(column.column().value())).toList()),
            Sql.join("\n  ", there),
            Sql.join("\n  ", back));
    return alter(shadow.table().name(), Sql.of("DO {}", Sql.dollarQuoted(code)));
  }

  private static Stream<Identifier> retyped(List<StandIn> columns) {
    return columns.stream().filter(column -> column.type().isPresent()).map(StandIn::column);
  }

  /** The statistics that the migration gives a target when it has given the columns their types. */
  private Stream<Identifier> toldSince() {
    int retype =
        shadow.context().changes().stream()
            .flatMap(ShadowDependents::retypes)
            .mapToInt(change -> change.origin().line())
            .max()
            .orElse(0);
    return shadow
        .context()
        .all(AlterObject.class)
        .filter(told -> told.object().kind() == ObjectKind.STATISTICS)
        .filter(told -> told.origin().line() > retype)
        .map(told -> told.object().last());
  }

  private static Stream<ChangeType> retypes(Change change) {
    return change instanceof AlterColumn several
        ? several.all(ChangeType.class)
        : Stream.of(change).filter(ChangeType.class::isInstance).map(ChangeType.class::cast);
  }

  private static Sql names(Stream<Identifier> names) {
    return Sql.of(
        "ARRAY[{}]::pg_catalog.name[]",
        Sql.join(", ", names.map(name -> Sql.literal(name.value())).toList()));
  }

  private Sql rename(Identifier from, Identifier to) {
    return Sql.of("ALTER TABLE {} RENAME COLUMN {} TO {};", shadow.table().name(), from, to);
  }
}

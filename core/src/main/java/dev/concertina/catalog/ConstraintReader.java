package dev.concertina.catalog;

import dev.concertina.sql.Sql;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Reads the CHECK and FOREIGN KEY constraints of a table. */
final class ConstraintReader {

  private final Queries queries;
  private final RowExpressions row;

  ConstraintReader(Queries queries, RowExpressions row) {
    this.queries = queries;
    this.row = row;
  }

  List<Check> checks(long table) throws SQLException {
    return queries.list(
        """
        SELECT conname, pg_get_expr(conbin, conrelid) AS expression, convalidated, connoinherit,
               coalesce((to_jsonb(k) ->> 'conenforced')::boolean, true) AS enforced,
               coninhcount > 0 AS inherited,
               obj_description(oid, 'pg_constraint') AS comment
        FROM pg_constraint k WHERE conrelid = ? AND contype = 'c'
        ORDER BY conname
        """,
        r ->
            new Check(
                Queries.name(r, "conname"),
                row.read(r.getString("expression")),
                r.getBoolean("convalidated"),
                r.getBoolean("connoinherit"),
                r.getBoolean("enforced"),
                r.getBoolean("inherited"),
                Queries.text(r, "comment")),
        table);
  }

  List<ForeignKey> foreignKeys(long table) throws SQLException {
    return foreignKeys(table, 0);
  }

  /** Foreign keys of any table that point to this one. */
  List<ForeignKey> referencedBy(long table) throws SQLException {
    return foreignKeys(0, table);
  }

  /**
   * For each partition of a referenced table PostgreSQL keeps a copy of the constraint whose parent
   * is of the same referencing table: not a constraint that anybody made. What versions after 14
   * added is looked up in the row as JSON. In the order in which they were made: in that order
   * their actions run.
   */
  private List<ForeignKey> foreignKeys(long from, long to) throws SQLException {
    return queries.list(
        """
        SELECT k.conname, k.confmatchtype, k.confupdtype, k.confdeltype, k.condeferrable,
               k.condeferred, k.convalidated, k.conparentid <> 0 AS inherited, obj_description(k.oid, 'pg_constraint') AS comment,
               fn.nspname AS from_schema, fc.relname AS from_name,
               tn.nspname AS to_schema, tc.relname AS to_name,
               (SELECT array_agg(a.attname::text ORDER BY c.place)
                FROM unnest(k.conkey) WITH ORDINALITY AS c (attnum, place)
                JOIN pg_attribute a ON a.attrelid = k.conrelid AND a.attnum = c.attnum) AS columns,
               (SELECT array_agg(a.attname::text ORDER BY c.place)
                FROM unnest(k.confkey) WITH ORDINALITY AS c (attnum, place)
                JOIN pg_attribute a ON a.attrelid = k.confrelid AND a.attnum = c.attnum) AS referenced,
               (SELECT array_agg(a.attname::text ORDER BY c.place)
                FROM jsonb_array_elements_text(
                       nullif(to_jsonb(k) -> 'confdelsetcols', 'null')) WITH ORDINALITY AS c (attnum, place)
                JOIN pg_attribute a
                  ON a.attrelid = k.conrelid AND a.attnum = c.attnum::smallint) AS set_on_delete,
               coalesce((to_jsonb(k) ->> 'conenforced')::boolean, true) AS enforced,
               coalesce((to_jsonb(k) ->> 'conperiod')::boolean, false) AS period
        FROM pg_constraint k
        JOIN pg_class fc ON fc.oid = k.conrelid
        JOIN pg_namespace fn ON fn.oid = fc.relnamespace
        JOIN pg_class tc ON tc.oid = k.confrelid
        JOIN pg_namespace tn ON tn.oid = tc.relnamespace
        WHERE k.contype = 'f' AND (k.conrelid = ? OR k.confrelid = ?)
          AND NOT EXISTS (SELECT FROM pg_constraint p
                          WHERE p.oid = k.conparentid AND p.conrelid = k.conrelid)
        ORDER BY k.oid
        """,
        ConstraintReader::foreignKey,
        from,
        to);
  }

  private static ForeignKey foreignKey(ResultSet r) throws SQLException {
    return new ForeignKey(
        Queries.name(r, "conname"),
        Queries.qualifiedName(r, "from_schema", "from_name"),
        Queries.names(r, "columns"),
        Queries.qualifiedName(r, "to_schema", "to_name"),
        Queries.names(r, "referenced"),
        actions(r),
        acts(Queries.letter(r, "confupdtype")) || acts(Queries.letter(r, "confdeltype")),
        Queries.names(r, "set_on_delete"),
        timing(r),
        r.getBoolean("period"),
        r.getBoolean("convalidated"),
        r.getBoolean("inherited"),
        Queries.text(r, "comment"));
  }

  private static boolean acts(char letter) {
    return "cnd".indexOf(letter) >= 0;
  }

  /** ON DELETE comes last: the columns that it sets follow. */
  private static Sql actions(ResultSet r) throws SQLException {
    List<Sql> actions = new ArrayList<>();
    if (Queries.letter(r, "confmatchtype") == 'f') {
      actions.add(Sql.of("MATCH FULL"));
    }
    addAction(actions, Sql.of("ON UPDATE"), Queries.letter(r, "confupdtype"));
    addAction(actions, Sql.of("ON DELETE"), Queries.letter(r, "confdeltype"));
    return Sql.join(" ", actions);
  }

  private static Sql timing(ResultSet r) throws SQLException {
    List<Sql> timing = new ArrayList<>();
    if (r.getBoolean("condeferrable")) {
      timing.add(Sql.of("DEFERRABLE"));
    }
    if (r.getBoolean("condeferred")) {
      timing.add(Sql.of("INITIALLY DEFERRED"));
    }
    if (!r.getBoolean("enforced")) {
      timing.add(Sql.of("NOT ENFORCED"));
    }
    return Sql.join(" ", timing);
  }

  /** The letters of the page on pg_constraint; {@code a}, no action, is what is not written. */
  private static void addAction(List<Sql> actions, Sql event, char letter) {
    switch (letter) {
      case 'a' -> {}
      case 'r' -> actions.add(Sql.of("{} RESTRICT", event));
      case 'c' -> actions.add(Sql.of("{} CASCADE", event));
      case 'n' -> actions.add(Sql.of("{} SET NULL", event));
      case 'd' -> actions.add(Sql.of("{} SET DEFAULT", event));
      default -> throw new IllegalStateException("action of a foreign key: " + letter);
    }
  }
}

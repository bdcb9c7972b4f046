package dev.concertina.catalog;

import dev.concertina.catalog.Index.IndexConstraint;
import dev.concertina.parser.PostgresParser;
import dev.concertina.sql.Identifier;
import dev.concertina.sql.RowExpression;
import dev.concertina.sql.Sql;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads the indexes of a table in parts. */
final class IndexReader {

  /**
   * A key as the catalog has it.
   *
   * @param column empty for an expression
   * @param options of the operator class, as they stand between parentheses
   */
  private record RawKey(
      Optional<Identifier> column,
      String expression,
      Optional<String> options,
      Optional<Integer> statistics) {}

  private final Queries queries;
  private final RowExpressions row;
  private final IndexOrdering ordering;

  IndexReader(Queries queries, PostgresParser parser, RowExpressions row) {
    this.queries = queries;
    this.row = row;
    this.ordering = new IndexOrdering(parser);
  }

  /**
   * In the order of their creation: where several unique indexes have the columns, PostgreSQL lets
   * a foreign key depend on the first, and copies are built in this order. NULLS NOT DISTINCT came
   * with PostgreSQL 15: the row as JSON may lack it.
   */
  List<Index> read(long table) throws SQLException {
    List<Index> indexes = new ArrayList<>();
    List<Long> oids =
        queries.list(
            """
            SELECT indexrelid FROM pg_index WHERE indrelid = ? ORDER BY indexrelid
            """,
            r -> r.getLong(1),
            table);
    for (long oid : oids) {
      indexes.add(index(oid));
    }
    return indexes;
  }

  private Index index(long oid) throws SQLException {
    List<RawKey> keys = keys(oid);
    List<Identifier> include = include(oid);
    Optional<IndexConstraint> constraint = constraint(oid);
    return queries.one(
        """
        SELECT n.nspname, c.relname, i.indisunique, i.indisprimary, i.indisvalid, am.amname,
               i.indisreplident, i.indisclustered,
               pn.nspname AS parent_schema, pc.relname AS parent_name,
               coalesce((to_jsonb(i) ->> 'indnullsnotdistinct')::boolean, false) AS nulls_equal,
               pg_get_expr(i.indpred, i.indrelid) AS predicate,
               (SELECT string_agg(quote_ident(option_name) || '=' || quote_literal(option_value), ', ')
                FROM pg_options_to_table(c.reloptions)) AS options,
               ts.spcname, obj_description(c.oid, 'pg_class') AS comment,
               pg_get_indexdef(c.oid) AS definition
        FROM pg_index i
        JOIN pg_class c ON c.oid = i.indexrelid
        JOIN pg_namespace n ON n.oid = c.relnamespace
        JOIN pg_am am ON am.oid = c.relam
        LEFT JOIN pg_tablespace ts ON ts.oid = c.reltablespace
        LEFT JOIN pg_inherits h ON h.inhrelid = c.oid
        LEFT JOIN pg_class pc ON pc.oid = h.inhparent
        LEFT JOIN pg_namespace pn ON pn.oid = pc.relnamespace
        WHERE i.indexrelid = ?
        """,
        r -> index(r, keys, include, constraint),
        oid);
  }

  private Index index(
      ResultSet r,
      List<RawKey> keys,
      List<Identifier> include,
      Optional<IndexConstraint> constraint)
      throws SQLException {
    String definition = r.getString("definition");
    return new Index(
        Queries.qualifiedName(r, "nspname", "relname"),
        r.getBoolean("indisunique"),
        r.getBoolean("nulls_equal"),
        r.getBoolean("indisprimary"),
        r.getBoolean("indisvalid"),
        Queries.name(r, "amname"),
        keys(keys, definition),
        include,
        Queries.text(r, "predicate").map(row::read),
        Queries.text(r, "options"),
        Queries.optionalName(r, "spcname"),
        r.getBoolean("indisreplident"),
        r.getBoolean("indisclustered"),
        Queries.optionalQualifiedName(r, "parent_schema", "parent_name"),
        constraint,
        Queries.text(r, "comment"),
        definition);
  }

  private List<Index.Key> keys(List<RawKey> raw, String definition) {
    List<IndexOrdering.Element> elements = ordering.elements(definition);
    List<Index.Key> keys = new ArrayList<>();
    for (int i = 0; i < raw.size(); i++) {
      RawKey key = raw.get(i);
      RowExpression expression =
          key.column().map(RowExpression::column).orElseGet(() -> row.read(key.expression()));
      Sql written = elements.get(i).sql(key.options().map(Sql::verbatim));
      keys.add(new Index.Key(expression, written, key.statistics()));
    }
    return keys;
  }

  private List<RawKey> keys(long oid) throws SQLException {
    return queries.list(
        """
        SELECT a.attname, pg_get_indexdef(i.indexrelid, k.place::int, false) AS expression,
               (SELECT string_agg(quote_ident(option_name) || '=' || quote_literal(option_value), ', ')
                FROM pg_options_to_table(ia.attoptions)) AS options,
               nullif(ia.attstattarget, -1) AS statistics
        FROM pg_index i
        CROSS JOIN unnest(i.indkey) WITH ORDINALITY AS k (attnum, place)
        JOIN pg_attribute ia ON ia.attrelid = i.indexrelid AND ia.attnum = k.place
        LEFT JOIN pg_attribute a
          ON a.attrelid = i.indrelid AND a.attnum = k.attnum AND k.attnum <> 0
        WHERE i.indexrelid = ? AND k.place <= i.indnkeyatts
        ORDER BY k.place
        """,
        r ->
            new RawKey(
                Queries.optionalName(r, "attname"),
                r.getString("expression"),
                Queries.text(r, "options"),
                Optional.ofNullable(r.getObject("statistics", Integer.class))),
        oid);
  }

  private List<Identifier> include(long oid) throws SQLException {
    return queries.list(
        """
        SELECT a.attname
        FROM pg_index i
        CROSS JOIN unnest(i.indkey) WITH ORDINALITY AS k (attnum, place)
        JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = k.attnum
        WHERE i.indexrelid = ? AND k.place > i.indnkeyatts
        ORDER BY k.place
        """,
        r -> Queries.name(r, "attname"),
        oid);
  }

  /** A foreign key names the index that it looks into, too: it is not the index's own. */
  private Optional<IndexConstraint> constraint(long oid) throws SQLException {
    return queries.first(
        """
        SELECT conname, contype, condeferrable, condeferred,
               obj_description(oid, 'pg_constraint') AS comment
        FROM pg_constraint WHERE conindid = ? AND contype IN ('p', 'u', 'x')
        """,
        r ->
            new IndexConstraint(
                Queries.name(r, "conname"),
                Queries.letter(r, "contype"),
                r.getBoolean("condeferrable"),
                r.getBoolean("condeferred"),
                Queries.text(r, "comment")),
        oid);
  }
}

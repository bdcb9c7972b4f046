package dev.concertina.catalog;

import dev.concertina.sql.Identifier;
import dev.concertina.sql.TypeName;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads the columns of a table. */
final class ColumnReader {

  /**
   * Of the types of PostgreSQL itself, those whose default B-tree operator class says so, as it
   * does for deduplication ("B-Tree Support Functions", {@code equalimage}), under a deterministic
   * collation. Not the blank-padded {@code char(n)}, and not {@code interval}, for which older
   * releases say so although a day equals 24 hours.
   */
  private static final String BITWISE_EQUALITY =
      """
      t.typnamespace = 'pg_catalog'::regnamespace AND t.typtype = 'b'
        AND t.typname NOT IN ('bpchar', 'interval')
        AND NOT EXISTS (SELECT 1 FROM pg_collation x
                        WHERE x.oid = a.attcollation AND NOT x.collisdeterministic)
        AND EXISTS (
          SELECT 1 FROM pg_opclass o
          JOIN pg_am m ON m.oid = o.opcmethod AND m.amname = 'btree'
          JOIN pg_amproc p ON p.amprocfamily = o.opcfamily AND p.amprocnum = 4
            AND p.amproclefttype = o.opcintype AND p.amprocrighttype = o.opcintype
          WHERE o.opcdefault AND o.opcintype = CASE t.typname
            WHEN 'varchar' THEN 'text'::regtype ELSE t.oid END)
      """;

  private final Queries queries;
  private final GrantReader grants;

  ColumnReader(Queries queries, GrantReader grants) {
    this.queries = queries;
    this.grants = grants;
  }

  /** In physical order, without dropped ones. */
  List<Column> read(long table) throws SQLException {
    Map<Identifier, List<Grant>> granted = grants.ofColumns(table);
    Map<Identifier, List<OwnedSequence>> sequences =
        new SequenceReader(queries, grants).read(table);
    return queries.list(
        """
        SELECT a.attname, format_type(a.atttypid, a.atttypmod) AS type, a.attnotnull,
               nn.conname AS not_null_name, nn.convalidated AS not_null_validated,
               nn.connoinherit AS not_null_no_inherit,
               obj_description(nn.oid, 'pg_constraint') AS not_null_comment,
               CASE WHEN a.attgenerated = '' THEN pg_get_expr(d.adbin, d.adrelid) END AS default_value,
               (a.attidentity <> '' OR EXISTS (
                 SELECT FROM regexp_matches(d.adbin::text, ':(?:opfuncid|funcid) (\\d+)', 'g') m
                 JOIN pg_proc p ON p.oid = m[1]::oid AND p.provolatile = 'v')) AS varies,
               a.attidentity, a.attgenerated, t.typtype = 'd' AS is_domain,
               ("""
            + BITWISE_EQUALITY
            + """
               ) AS bitwise_equality,
               cn.nspname AS collation_schema, co.collname AS collation_name,
               CASE WHEN a.attstorage <> t.typstorage THEN
                 CASE a.attstorage WHEN 'p' THEN 'PLAIN' WHEN 'e' THEN 'EXTERNAL'
                                   WHEN 'm' THEN 'MAIN' WHEN 'x' THEN 'EXTENDED' END
               END AS storage,
               CASE a.attcompression WHEN 'p' THEN 'pglz' WHEN 'l' THEN 'lz4' END AS compression,
               nullif(a.attstattarget, -1) AS statistics,
               (SELECT string_agg(quote_ident(option_name) || '=' || quote_literal(option_value), ', ')
                FROM pg_options_to_table(a.attoptions)) AS options,
               col_description(a.attrelid, a.attnum) AS comment
        FROM pg_attribute a
        JOIN pg_type t ON t.oid = a.atttypid
        LEFT JOIN pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
        LEFT JOIN pg_constraint nn
          ON nn.conrelid = a.attrelid AND nn.contype = 'n' AND nn.conkey = ARRAY[a.attnum]
        LEFT JOIN pg_collation co ON co.oid = a.attcollation AND a.attcollation <> t.typcollation
        LEFT JOIN pg_namespace cn ON cn.oid = co.collnamespace
        WHERE a.attrelid = ? AND a.attnum > 0 AND NOT a.attisdropped
        ORDER BY a.attnum
        """,
        row -> column(row, granted, sequences),
        table);
  }

  private static Column column(
      ResultSet row,
      Map<Identifier, List<Grant>> granted,
      Map<Identifier, List<OwnedSequence>> sequences)
      throws SQLException {
    Identifier name = Queries.name(row, "attname");
    int statistics = row.getInt("statistics");
    Optional<Integer> target = row.wasNull() ? Optional.empty() : Optional.of(statistics);
    return new Column(
        name,
        new TypeName(row.getString("type")),
        row.getBoolean("attnotnull"),
        notNull(row),
        Queries.text(row, "default_value"),
        row.getBoolean("varies"),
        generation(row.getString("attidentity"), row.getString("attgenerated")),
        row.getBoolean("is_domain"),
        row.getBoolean("bitwise_equality"),
        Queries.optionalQualifiedName(row, "collation_schema", "collation_name"),
        Queries.text(row, "storage"),
        Queries.text(row, "compression"),
        target,
        Queries.text(row, "options"),
        Queries.text(row, "comment"),
        granted.getOrDefault(name, List.of()),
        sequences.getOrDefault(name, List.of()));
  }

  private static Optional<NotNullConstraint> notNull(ResultSet row) throws SQLException {
    Optional<Identifier> name = Queries.optionalName(row, "not_null_name");
    return name.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new NotNullConstraint(
                name.get(),
                row.getBoolean("not_null_validated"),
                row.getBoolean("not_null_no_inherit"),
                Queries.text(row, "not_null_comment")));
  }

  private static Generation generation(String identity, String generated) {
    return switch (identity + generated) {
      case "" -> Generation.NONE;
      case "a" -> Generation.ALWAYS_IDENTITY;
      case "d" -> Generation.DEFAULT_IDENTITY;
      case "s" -> Generation.STORED;
      case "v" -> Generation.VIRTUAL;
      default -> throw new IllegalStateException("attidentity " + identity + generated);
    };
  }
}

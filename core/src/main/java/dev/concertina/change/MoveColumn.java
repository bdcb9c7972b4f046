package dev.concertina.change;

import dev.concertina.sql.Identifier;
import dev.concertina.sql.Sql;
import java.util.ArrayList;
import java.util.List;

/**
 * A column of one table is moved or copied to another. The naive way is ADD COLUMN, UPDATE … FROM
 * and DROP COLUMN.
 *
 * @param to the other table
 * @param as the column's name there
 * @param key the columns whose values make a row of each table a pair
 * @param stays whether the column is copied: it stays where it is, too
 * @param dropsUnmatched whether values without a row in the other table are dropped in the end
 */
public record MoveColumn(
    TableRef table,
    Identifier column,
    TableRef to,
    Identifier as,
    List<Key> key,
    boolean stays,
    boolean dropsUnmatched,
    Origin origin)
    implements Change {

  /** A column of each table. */
  public record Key(Identifier target, Identifier source) {}

  public MoveColumn {
    key = List.copyOf(key);
  }

  /** The type is that of the column as it is then. */
  @Override
  public List<Sql> atOnce() {
    List<Sql> statements = new ArrayList<>();
    Sql add =
        Sql.of(
            """

            BEGIN
              EXECUTE (
                SELECT pg_catalog.format('ALTER TABLE %s ADD COLUMN %I %s', {}::text, {}::text,
                         pg_catalog.format_type(a.atttypid, a.atttypmod))
                       || coalesce((SELECT pg_catalog.format(' COLLATE %I.%I', n.nspname, c.collname)
                            FROM pg_catalog.pg_collation c
                            JOIN pg_catalog.pg_namespace n ON n.oid = c.collnamespace
                            JOIN pg_catalog.pg_type t ON t.oid = a.atttypid
                           WHERE c.oid = a.attcollation AND c.oid <> t.typcollation), '')
                  FROM pg_catalog.pg_attribute a
                 WHERE a.attrelid = {}::pg_catalog.regclass AND a.attname = {});
            END
            """,
            Sql.literal(to.sql().sql()),
            Sql.literal(as.value()),
            Sql.literal(table.sql().sql()),
            Sql.literal(column.value()));
    statements.add(Sql.of("DO {}", Sql.dollarQuoted(add)));
    if (!stays) {
      statements.add(Sql.of("ALTER TABLE {} DROP COLUMN {}", table.sql(), column));
    }
    return statements;
  }

  @Override
  public <R> R accept(Visitor<R> visitor) {
    return visitor.moveColumn(this);
  }
}

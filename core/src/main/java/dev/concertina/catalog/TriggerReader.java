package dev.concertina.catalog;

import dev.concertina.sql.Identifier;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;

/** Reads the user triggers of a table. */
final class TriggerReader {

  /** Bits of {@code tgtype}, from PostgreSQL's {@code pg_trigger.h}. */
  private static final int ROW = 1;

  private static final int BEFORE = 2;

  private final Queries queries;
  private final Identifier home;

  TriggerReader(Queries queries, Identifier home) {
    this.queries = queries;
    this.home = home;
  }

  /**
   * Without those that a partition has from its parent (PostgreSQL 14 calls these internal).
   *
   * <p>In the order in which PostgreSQL fires them: by the bytes of their names.
   */
  List<Trigger> read(long table) throws SQLException {
    return queries.list(
        """
        SELECT t.tgname, t.tgtype, t.tgenabled, n.nspname, p.proname,
               (SELECT array_agg(a.attname::text ORDER BY c.place)
                FROM unnest(t.tgattr) WITH ORDINALITY AS c (attnum, place)
                JOIN pg_attribute a ON a.attrelid = t.tgrelid AND a.attnum = c.attnum) AS columns
        FROM pg_trigger t
        JOIN pg_proc p ON p.oid = t.tgfoid
        JOIN pg_namespace n ON n.oid = p.pronamespace
        WHERE t.tgrelid = ? AND NOT t.tgisinternal AND t.tgparentid = 0
          AND n.nspname <> ?::text
        ORDER BY t.tgname
        """,
        TriggerReader::trigger,
        table,
        home.value());
  }

  private static Trigger trigger(ResultSet row) throws SQLException {
    int type = row.getInt("tgtype");
    return new Trigger(
        Queries.name(row, "tgname"),
        (type & BEFORE) != 0,
        (type & ROW) != 0,
        Queries.letter(row, "tgenabled"),
        Queries.names(row, "columns"),
        Queries.qualifiedName(row, "nspname", "proname"));
  }
}

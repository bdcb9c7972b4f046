package dev.concertina.catalog;

import dev.concertina.sql.Identifier;
import dev.concertina.sql.TypeName;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Reads the sequences that go with the columns of a table. */
final class SequenceReader {

  /** As pg_depend tells it. */
  private record Ownership(Identifier column, long sequence, boolean identity) {}

  private final Queries queries;
  private final GrantReader grants;

  SequenceReader(Queries queries, GrantReader grants) {
    this.queries = queries;
    this.grants = grants;
  }

  /** By column, in the order in which they were made. */
  Map<Identifier, List<OwnedSequence>> read(long table) throws SQLException {
    List<Ownership> owned =
        queries.list(
            """
            SELECT a.attname, c.oid, p.deptype = 'i' AS identity
            FROM pg_depend p
            JOIN pg_class c ON c.oid = p.objid AND c.relkind = 'S'
            JOIN pg_attribute a ON a.attrelid = p.refobjid AND a.attnum = p.refobjsubid
            WHERE p.classid = 'pg_class'::regclass AND p.refclassid = 'pg_class'::regclass
              AND p.refobjid = ? AND p.deptype IN ('a', 'i')
            ORDER BY c.oid
            """,
            row ->
                new Ownership(
                    Queries.name(row, "attname"), row.getLong("oid"), row.getBoolean("identity")),
            table);
    Map<Identifier, List<OwnedSequence>> sequences = new HashMap<>();
    for (Ownership ownership : owned) {
      sequences
          .computeIfAbsent(ownership.column(), column -> new ArrayList<>())
          .add(sequence(ownership));
    }
    return sequences;
  }

  private OwnedSequence sequence(Ownership ownership) throws SQLException {
    List<Grant> granted = grants.ofTable(ownership.sequence());
    return queries.one(
        """
        SELECT n.nspname, c.relname, format_type(s.seqtypid, NULL) AS type, s.seqstart,
               s.seqincrement, s.seqmin, s.seqmax, s.seqcache, s.seqcycle,
               obj_description(c.oid, 'pg_class') AS comment
        FROM pg_sequence s
        JOIN pg_class c ON c.oid = s.seqrelid
        JOIN pg_namespace n ON n.oid = c.relnamespace
        WHERE s.seqrelid = ?
        """,
        row -> sequence(row, ownership.identity(), granted),
        ownership.sequence());
  }

  private static OwnedSequence sequence(ResultSet row, boolean identity, List<Grant> granted)
      throws SQLException {
    return new OwnedSequence(
        Queries.qualifiedName(row, "nspname", "relname"),
        identity,
        new TypeName(row.getString("type")),
        row.getLong("seqstart"),
        row.getLong("seqincrement"),
        row.getLong("seqmin"),
        row.getLong("seqmax"),
        row.getLong("seqcache"),
        row.getBoolean("seqcycle"),
        Queries.text(row, "comment"),
        granted);
  }
}

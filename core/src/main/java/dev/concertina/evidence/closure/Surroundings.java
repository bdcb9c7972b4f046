package dev.concertina.evidence.closure;

import dev.concertina.evidence.tree.Write;
import dev.concertina.session.Jdbc;
import dev.concertina.sql.Identifier;
import dev.concertina.sql.QualifiedName;
import dev.concertina.sql.Sql;
import java.sql.Array;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The catalog around queries, read once for all of them, a few relations or functions at a time.
 * Objects of the system are not read: they use no table of a user. Not thread-safe.
 */
final class Surroundings {

  private final Connection connection;
  private final Identifier home;
  private final Exempt exempt;
  private final Map<Long, RelationInfo> relations = new HashMap<>();
  private final Map<Long, List<Hook>> hooks = new HashMap<>();

  /**
   * Reads nothing yet.
   *
   * @param home the schema of Concertina's own functions: what they do to a table is the sync
   */
  Surroundings(Connection connection, Identifier home, Exempt exempt) {
    this.connection = connection;
    this.home = home;
    this.exempt = exempt;
  }

  Optional<RelationInfo> relation(long oid) {
    return Optional.ofNullable(relations.get(oid));
  }

  List<Hook> hooks(long relation) {
    return hooks.getOrDefault(relation, List.of());
  }

  /** The relations that are known whose rows are of one of these types. */
  List<RelationInfo> ofRowTypes(Set<Long> types) {
    Map<Long, RelationInfo> byType = rowTypes();
    return types.stream().filter(byType::containsKey).map(byType::get).distinct().toList();
  }

  private Map<Long, RelationInfo> rowTypes() {
    Map<Long, RelationInfo> byType = new HashMap<>();
    relations.values().forEach(r -> r.rowTypes().forEach(type -> byType.put(type, r)));
    return byType;
  }

  /** Reads what is not known yet of these; which of them were new. */
  Set<Long> readRelations(Collection<Long> oids) throws SQLException {
    Set<Long> fresh = Oids.fresh(oids, relations.keySet());
    if (!fresh.isEmpty()) {
      relations(fresh);
      rules(fresh);
      triggers(fresh);
      actions(fresh);
      expressions(fresh);
    }
    return fresh;
  }

  /** Reads the relations whose rows are of these types. */
  Set<Long> readRowTypes(Collection<Long> types) throws SQLException {
    Set<Long> fresh = Oids.fresh(types, rowTypes().keySet());
    return fresh.isEmpty()
        ? Set.of()
        : readRelations(
            Jdbc.list(
                connection,
                Sql.of(
                    """
                    SELECT t.typrelid AS oid FROM pg_catalog.pg_type t
                    WHERE (t.oid = ANY (?) OR t.typarray = ANY (?)) AND t.typrelid <> 0"""),
                row -> row.getLong("oid"),
                array(fresh),
                array(fresh)));
  }

  private void relations(Set<Long> oids) throws SQLException {
    Map<Long, Map<Integer, Identifier>> columns = new HashMap<>();
    Jdbc.list(
        connection,
        Sql.of(
            """
            SELECT a.attrelid, a.attnum, a.attname FROM pg_catalog.pg_attribute a
            WHERE a.attrelid = ANY (?) AND a.attnum > 0 AND NOT a.attisdropped"""),
        row ->
            columns
                .computeIfAbsent(row.getLong("attrelid"), oid -> new TreeMap<>())
                .put(row.getInt("attnum"), new Identifier(row.getString("attname"))),
        array(oids));
    Jdbc.list(
        connection,
        Sql.of(
            """
            SELECT c.oid, n.nspname, c.relname, c.relkind, c.reltype, t.typarray
            FROM pg_catalog.pg_class c
            JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
            LEFT JOIN pg_catalog.pg_type t ON t.oid = c.reltype
            WHERE c.oid = ANY (?)"""),
        row -> {
          long oid = row.getLong("oid");
          return relations.put(
              oid,
              new RelationInfo(
                  oid,
                  QualifiedName.of(row.getString("nspname"), row.getString("relname")),
                  row.getString("relkind").charAt(0),
                  types(row.getLong("reltype"), row.getLong("typarray")),
                  columns.getOrDefault(oid, Map.of())));
        },
        array(oids));
  }

  private static Set<Long> types(long row, long array) {
    Set<Long> types = new HashSet<>(Set.of(row));
    types.add(array);
    types.remove(0L);
    return Set.copyOf(types);
  }

  private void rules(Set<Long> oids) throws SQLException {
    read(
        Sql.of(
            """
            SELECT r.ev_class AS relation, 'rule ' || r.rulename AS words,
                   r.ev_type = '1' AS on_select,
                   CASE r.ev_type WHEN '2' THEN 'UPDATE' WHEN '3' THEN 'INSERT'
                     WHEN '4' THEN 'DELETE' ELSE '' END AS on_write,
                   0 AS routine, r.ev_action::text AS tree, 0 AS child,
                   NULL::text[] AS arguments
            FROM pg_catalog.pg_rewrite r WHERE r.ev_class = ANY (?)"""),
        array(oids));
  }

  /**
   * Who writes a table by its parent's name fires the row triggers of its own; those that a
   * partition has from its parent are the parent's. TRUNCATE empties the heirs, too.
   */
  private void triggers(Set<Long> oids) throws SQLException {
    read(
        Sql.of(
            Heirs.WITH
                + """
                SELECT h.root AS relation, 'trigger ' || t.tgname AS words, false AS on_select,
                """
                + Heirs.TRIGGER_WRITES
                + """
                  AS on_write, t.tgfoid AS routine, NULL AS tree, 0 AS child, {} AS arguments
                FROM heirs h
                JOIN pg_catalog.pg_trigger t ON t.tgrelid = h.oid
                JOIN pg_catalog.pg_proc p ON p.oid = t.tgfoid
                JOIN pg_catalog.pg_namespace n ON n.oid = p.pronamespace
                WHERE t.tgconstraint = 0 AND t.tgenabled <> 'D'
                  AND (h.oid = h.root OR t.tgtype & 33 <> 0 AND t.tgparentid = 0)
                  AND n.nspname <> ? AND t.oid <> ALL (?)""",
            TriggerArguments.OF_T),
        array(oids),
        home.value(),
        array(exempt.triggers()));
  }

  /**
   * CASCADE, SET NULL and SET DEFAULT write the children of a foreign key; TRUNCATE empties them,
   * if it says CASCADE, which counts as said.
   */
  private void actions(Set<Long> oids) throws SQLException {
    read(
        Sql.of(
            Heirs.WITH
                + """
                SELECT h.root AS relation, 'foreign key ' || k.conname AS words,
                       false AS on_select,
                       pg_catalog.concat_ws(',', 'TRUNCATE',
                         CASE WHEN k.confupdtype IN ('c', 'n', 'd') THEN 'UPDATE' END,
                         CASE WHEN k.confdeltype IN ('c', 'n', 'd') THEN 'DELETE' END)
                         AS on_write,
                       0 AS routine, NULL AS tree, k.conrelid AS child,
                       NULL::text[] AS arguments
                FROM heirs h JOIN pg_catalog.pg_constraint k ON k.confrelid = h.oid
                WHERE k.contype = 'f'"""),
        array(oids));
  }

  private void expressions(Set<Long> oids) throws SQLException {
    read(Expressions.HOOKS, array(oids), array(exempt.triggers()), home.value());
  }

  private void read(Sql sql, Object... parameters) throws SQLException {
    for (Hook hook : Jdbc.list(connection, sql, Surroundings::hook, parameters)) {
      hooks.computeIfAbsent(hook.on(), oid -> new ArrayList<>()).add(hook);
    }
  }

  private static Hook hook(ResultSet row) throws SQLException {
    return new Hook(
        row.getString("words"),
        row.getLong("relation"),
        row.getBoolean("on_select"),
        writes(row.getString("on_write")),
        row.getLong("routine"),
        Jdbc.text(row, "tree"),
        row.getLong("child"),
        texts(row.getArray("arguments")));
  }

  private static List<String> texts(@Nullable Array texts) throws SQLException {
    return texts == null ? List.of() : List.of((String[]) texts.getArray());
  }

  private static Set<Write> writes(String list) {
    return Arrays.stream(list.split(","))
        .filter(name -> !name.isEmpty())
        .map(Write::valueOf)
        .collect(Collectors.toSet());
  }

  private Array array(Collection<Long> oids) throws SQLException {
    return Jdbc.oids(connection, oids);
  }
}

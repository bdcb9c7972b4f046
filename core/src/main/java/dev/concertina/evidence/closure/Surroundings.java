package dev.concertina.evidence.closure;

import dev.concertina.session.Jdbc;
import dev.concertina.sql.Identifier;
import dev.concertina.sql.QualifiedName;
import dev.concertina.sql.Sql;
import java.sql.Array;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The catalog around queries, read once for all of them, a few relations or functions at a time.
 * Objects of the system are not read: they use no table of a user. Not thread-safe.
 */
final class Surroundings {

  /** Oids below are of objects that initdb made. */
  private static final long FIRST_USER_OID = 16_384;

  /** Relations with all that inherit from them, at any depth; whether it is by partition. */
  private static final String HEIRS =
      """
      WITH RECURSIVE heirs (root, oid, partition) AS (
        SELECT c.oid, c.oid, false FROM pg_catalog.pg_class c WHERE c.oid = ANY (?)
        UNION
        SELECT h.root, i.inhrelid, c.relispartition
        FROM heirs h
        JOIN pg_catalog.pg_inherits i ON i.inhparent = h.oid
        JOIN pg_catalog.pg_class c ON c.oid = i.inhrelid)
      """;

  private final Connection connection;
  private final Identifier home;
  private final Exempt exempt;
  private final Map<Long, RelationInfo> relations = new HashMap<>();
  private final Map<Long, List<Hook>> hooks = new HashMap<>();
  private final Map<Long, Routine> routines = new HashMap<>();
  private final Map<Long, Long> operators = new HashMap<>();
  private Optional<Set<Long>> runners = Optional.empty();

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

  /** The function, if it is a user's. */
  Optional<Routine> routine(long oid) {
    return Optional.ofNullable(routines.get(oid));
  }

  /** The function of an operator of a user. */
  Optional<Long> functionOf(long operator) {
    return Optional.ofNullable(operators.get(operator));
  }

  /** The relations that are known, by a type that is the type of their rows. */
  Map<Long, RelationInfo> rowTypes() {
    Map<Long, RelationInfo> byType = new HashMap<>();
    relations.values().forEach(r -> r.rowTypes().forEach(type -> byType.put(type, r)));
    return byType;
  }

  /** Functions of PostgreSQL itself that run SQL which they are given. */
  Set<Long> runners() throws SQLException {
    if (runners.isEmpty()) {
      runners =
          Optional.of(
              Set.copyOf(
                  Jdbc.list(
                      connection,
                      Sql.of(
                          """
                          SELECT p.oid FROM pg_catalog.pg_proc p
                          WHERE p.pronamespace = 'pg_catalog'::pg_catalog.regnamespace
                            AND (p.proname IN ('query_to_xml', 'query_to_xmlschema',
                                  'query_to_xml_and_xmlschema', 'ts_stat', 'cursor_to_xml')
                              OR p.proname ~ '^(table|schema|database)_to_xml'
                              OR p.proname = 'ts_rewrite' AND p.pronargs = 2)"""),
                      row -> row.getLong("oid"))));
    }
    return runners.get();
  }

  /** Reads what is not known yet of these; which of them were new. */
  Set<Long> readRelations(Collection<Long> oids) throws SQLException {
    Set<Long> fresh = fresh(oids, relations.keySet());
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
    Set<Long> fresh = fresh(types, rowTypes().keySet());
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

  /** Reads the users' functions among these; which of them were new. */
  Set<Long> readRoutines(Collection<Long> oids) throws SQLException {
    Set<Long> fresh = fresh(oids, routines.keySet());
    fresh.removeAll(exempt.routines());
    if (!fresh.isEmpty()) {
      Jdbc.list(
          connection,
          Sql.of(
              """
              SELECT p.oid, n.nspname, p.proname, l.lanname, p.prosqlbody::text AS tree, p.prosrc
              FROM pg_catalog.pg_proc p
              JOIN pg_catalog.pg_namespace n ON n.oid = p.pronamespace
              JOIN pg_catalog.pg_language l ON l.oid = p.prolang
              WHERE p.oid = ANY (?)"""),
          row -> routines.put(row.getLong("oid"), routine(row)),
          array(fresh));
    }
    return fresh;
  }

  /** Reads the functions of users' operators. */
  void readOperators(Collection<Long> oids) throws SQLException {
    Set<Long> fresh = fresh(oids, operators.keySet());
    if (!fresh.isEmpty()) {
      Jdbc.list(
          connection,
          Sql.of(
              """
              SELECT o.oid, o.oprcode::pg_catalog.oid AS code FROM pg_catalog.pg_operator o
              WHERE o.oid = ANY (?)"""),
          row -> operators.put(row.getLong("oid"), row.getLong("code")),
          array(fresh));
    }
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
                   r.ev_type = '1' AS on_select, r.ev_type = '3' AS on_insert,
                   r.ev_type = '2' AS on_update, r.ev_type = '4' AS on_delete,
                   0 AS routine, r.ev_action::text AS tree, 0 AS child,
                   NULL::text[] AS arguments
            FROM pg_catalog.pg_rewrite r WHERE r.ev_class = ANY (?)"""),
        array(oids));
  }

  /**
   * Who writes a table by its parent's name fires the row triggers of its own; those that a
   * partition has from its parent are the parent's. A row that moves to another partition is
   * deleted and inserted ("Overview of Trigger Behavior").
   */
  private void triggers(Set<Long> oids) throws SQLException {
    read(
        Sql.of(
            HEIRS
                + """
            SELECT h.root AS relation, 'trigger ' || t.tgname AS words,
                   false AS on_select, t.tgtype & 4 <> 0 AS on_insert,
                   t.tgtype & 16 <> 0 OR h.partition AND t.tgtype & 12 <> 0 AS on_update,
                   t.tgtype & 8 <> 0 AS on_delete,
                   t.tgfoid AS routine, NULL AS tree, 0 AS child, {} AS arguments
            FROM heirs h
            JOIN pg_catalog.pg_trigger t ON t.tgrelid = h.oid
            JOIN pg_catalog.pg_proc p ON p.oid = t.tgfoid
            JOIN pg_catalog.pg_namespace n ON n.oid = p.pronamespace
            WHERE t.tgconstraint = 0 AND t.tgenabled <> 'D'
              AND (h.oid = h.root OR t.tgtype & 1 <> 0 AND t.tgparentid = 0)
              AND n.nspname <> ? AND t.oid <> ALL (?)""",
            TriggerArguments.OF_T),
        array(oids),
        home.value(),
        array(exempt.triggers()));
  }

  /** CASCADE, SET NULL and SET DEFAULT write the children of a foreign key. */
  private void actions(Set<Long> oids) throws SQLException {
    read(
        Sql.of(
            HEIRS
                + """
            SELECT h.root AS relation, 'foreign key ' || k.conname AS words,
                   false AS on_select, false AS on_insert,
                   k.confupdtype IN ('c', 'n', 'd') AS on_update,
                   k.confdeltype IN ('c', 'n', 'd') AS on_delete,
                   0 AS routine, NULL AS tree, k.conrelid AS child,
                   NULL::text[] AS arguments
            FROM heirs h JOIN pg_catalog.pg_constraint k ON k.confrelid = h.oid
            WHERE k.contype = 'f'"""),
        array(oids));
  }

  private void expressions(Set<Long> oids) throws SQLException {
    Array of = array(oids);
    read(Expressions.HOOKS, of, of, of, of, of, home.value());
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
        row.getBoolean("on_insert"),
        row.getBoolean("on_update"),
        row.getBoolean("on_delete"),
        row.getLong("routine"),
        Jdbc.text(row, "tree"),
        row.getLong("child"),
        texts(row.getArray("arguments")));
  }

  private static List<String> texts(@Nullable Array texts) throws SQLException {
    return texts == null ? List.of() : List.of((String[]) texts.getArray());
  }

  private static Routine routine(ResultSet row) throws SQLException {
    return new Routine(
        row.getLong("oid"),
        QualifiedName.of(row.getString("nspname"), row.getString("proname")),
        row.getString("lanname"),
        Jdbc.text(row, "tree"),
        row.getString("prosrc"));
  }

  private static Set<Long> fresh(Collection<Long> oids, Set<Long> known) {
    Set<Long> fresh = new HashSet<>(oids);
    fresh.removeIf(oid -> oid < FIRST_USER_OID);
    fresh.removeAll(known);
    return fresh;
  }

  private Array array(Collection<Long> oids) throws SQLException {
    return connection.createArrayOf("oid", oids.toArray());
  }
}

package dev.concertina.evidence.tree;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * What one resolved query, or a rule, uses: by the bitmaps with which PostgreSQL checks the rights
 * on columns ({@code selectedCols} and its like), and by every oid that the tree holds.
 *
 * @param accesses one for each place of a relation in the query
 * @param routines oids of functions, operators' functions and aggregates
 * @param operators oids of operators
 * @param types oids of types that occur in expressions
 * @param made those of them of which it makes values, and so checks them: by casts, constants,
 *     functions; what a column holds is checked already
 * @param arbiters what its ON CONFLICT clauses lean on
 * @param naturalJoin whether a NATURAL JOIN chose columns
 */
public record TreeUses(
    List<Access> accesses,
    Set<Long> routines,
    Set<Long> operators,
    Set<Long> types,
    Set<Long> made,
    List<Arbiter> arbiters,
    boolean naturalJoin) {

  /** Bits count from the lowest system column ({@code FirstLowInvalidHeapAttributeNumber}). */
  private static final int FIRST_BIT = -7;

  /** Of a text that PostgreSQL does not resolve. */
  public static final TreeUses NOTHING =
      new TreeUses(List.of(), Set.of(), Set.of(), Set.of(), Set.of(), List.of(), false);

  private static final int WHOLE_ROW = 0;

  /** The bits of the rights that a statement needs. */
  private static final Map<Write, Integer> RIGHTS =
      Map.of(Write.INSERT, 1, Write.UPDATE, 1 << 2, Write.DELETE, 1 << 3);

  /** The columns of EXCLUDED are listed whether or not the statement uses them. */
  private static final Set<String> NOT_USED = Set.of("exclRelTlist");

  private static final Set<String> ROUTINES = Set.of("funcid", "opfuncid", "aggfnoid", "winfnoid");

  private static final Set<String> TYPES =
      Set.of(
          "vartype",
          "funcresulttype",
          "resulttype",
          "consttype",
          "paramtype",
          "opresulttype",
          "aggtype",
          "wintype",
          "array_typeid",
          "element_typeid",
          "row_typeid",
          "casetype",
          "coalescetype",
          "minmaxtype",
          "type");

  /** What hands on a value as it is. */
  private static final Set<String> HOLDERS =
      Set.of("VAR", "FIELDSELECT", "RELABELTYPE", "AGGREF", "CASEEXPR", "COALESCEEXPR");

  /**
   * A relation at one place.
   *
   * @param selected the numbers of the columns that are read; 0 stands for the row as a whole
   * @param inserted the columns that an INSERT names
   * @param updated the columns that are set
   * @param idle of those that are read, what the query only lists: its answer is the same without
   * @param writes what is done to it beyond reading
   */
  public record Access(
      long relation,
      Set<Integer> selected,
      Set<Integer> idle,
      Set<Integer> inserted,
      Set<Integer> updated,
      Set<Write> writes) {

    public Access {
      writes = Set.copyOf(writes);
    }

    /** One without idle columns. */
    public Access(
        long relation,
        Set<Integer> selected,
        Set<Integer> inserted,
        Set<Integer> updated,
        Set<Write> writes) {
      this(relation, selected, Set.of(), inserted, updated, writes);
    }

    public boolean inserts() {
      return writes.contains(Write.INSERT);
    }

    public boolean updates() {
      return writes.contains(Write.UPDATE);
    }

    public boolean deletes() {
      return writes.contains(Write.DELETE);
    }

    private Access writtenBy(Access view) {
      return also(view.writes);
    }

    private Access also(Set<Write> more) {
      Set<Write> all = new HashSet<>(writes);
      all.addAll(more);
      return new Access(relation, selected, idle, inserted, updated, all);
    }

    /** Whether the row as a whole is read. */
    public boolean wholeRow() {
      return selected.contains(WHOLE_ROW) && !idle.contains(WHOLE_ROW);
    }
  }

  /**
   * What an ON CONFLICT clause leans on.
   *
   * @param constraint its oid, 0 where it names columns or expressions
   * @param columns their numbers
   * @param expressions how many elements are no plain columns
   */
  public record Arbiter(long relation, long constraint, Set<Integer> columns, int expressions) {}

  /** Reads {@code pg_proc.prosqlbody} or {@code pg_rewrite.ev_action}, as text. */
  public static TreeUses of(String tree) {
    List<Access> accesses = new ArrayList<>();
    Set<Long> routines = new LinkedHashSet<>();
    Set<Long> operators = new LinkedHashSet<>();
    Set<Long> types = new LinkedHashSet<>();
    Set<Long> made = new LinkedHashSet<>();
    List<Arbiter> arbiters = new ArrayList<>();
    boolean natural = false;
    boolean defaults = false;
    TreeNode root = TreeText.read(tree);
    IdleColumns.Found idle = IdleColumns.in(root);
    for (TreeNode node : root.descendants(NOT_USED)) {
      if (node.fields().contains("relid")) {
        access(node, idle.columns().getOrDefault(node, Set.of()), accesses);
      }
      node.fields().stream().filter(ROUTINES::contains).forEach(f -> add(node, f, routines));
      boolean typed = !idle.rows().contains(node);
      if (typed) {
        node.fields().stream().filter(TYPES::contains).forEach(f -> add(node, f, types));
      }
      if (typed && !HOLDERS.contains(node.kind())) {
        node.fields().stream().filter(TYPES::contains).forEach(f -> add(node, f, made));
      }
      add(node, "opno", operators);
      defaults |= node.kind().equals("SETTODEFAULT");
      natural |=
          node.kind().equals("JOINEXPR")
              && node.text("isNatural").filter("true"::equals).isPresent();
      if (node.kind().equals("QUERY")) {
        arbiter(node, arbiters);
      }
    }
    List<Access> written =
        defaults
            ? accesses.stream().map(a -> a.updates() ? a.also(Set.of(Write.DEFAULT)) : a).toList()
            : accesses;
    return new TreeUses(written, routines, operators, types, made, arbiters, natural);
  }

  /** As it is where a view with this query is written, which writes what is behind it. */
  public TreeUses writtenBy(Access view) {
    return !view.writes().isEmpty()
        ? new TreeUses(
            accesses.stream().map(access -> access.writtenBy(view)).toList(),
            routines,
            operators,
            types,
            made,
            arbiters,
            naturalJoin)
        : this;
  }

  /** Both together. */
  public TreeUses and(TreeUses other) {
    List<Access> all = new ArrayList<>(accesses);
    all.addAll(other.accesses);
    List<Arbiter> leaning = new ArrayList<>(arbiters);
    leaning.addAll(other.arbiters);
    return new TreeUses(
        all,
        union(routines, other.routines),
        union(operators, other.operators),
        union(types, other.types),
        union(made, other.made),
        leaning,
        naturalJoin || other.naturalJoin);
  }

  private static Set<Long> union(Set<Long> some, Set<Long> others) {
    Set<Long> all = new LinkedHashSet<>(some);
    all.addAll(others);
    return all;
  }

  /** The same, which calls these functions as well. */
  public TreeUses calling(Set<Long> more) {
    return new TreeUses(
        accesses, union(routines, more), operators, types, made, arbiters, naturalJoin);
  }

  private static void access(TreeNode node, Set<Integer> idle, List<Access> accesses) {
    long relation = node.number("relid");
    if (relation != 0) {
      accesses.add(
          new Access(
              relation,
              columns(node, "selectedCols"),
              idle,
              columns(node, "insertedCols"),
              columns(node, "updatedCols"),
              writes(node.number("requiredPerms"))));
    }
  }

  private static Set<Write> writes(long permissions) {
    Set<Write> writes = EnumSet.noneOf(Write.class);
    RIGHTS.forEach(
        (write, right) -> {
          if ((permissions & right) != 0) {
            writes.add(write);
          }
        });
    return writes;
  }

  private static void arbiter(TreeNode query, List<Arbiter> arbiters) {
    if (query.node("onConflict").isEmpty()) {
      return;
    }
    TreeNode conflict = query.node("onConflict").get();
    Set<Integer> columns = new TreeSet<>();
    int expressions = 0;
    for (TreeNode element : conflict.nodes("arbiterElems")) {
      Optional<TreeNode> column = element.node("expr").filter(e -> e.kind().equals("VAR"));
      column.ifPresent(c -> columns.add((int) c.number("varattno")));
      expressions += column.isPresent() ? 0 : 1;
    }
    TreeNode target = query.nodes("rtable").get((int) query.number("resultRelation") - 1);
    arbiters.add(
        new Arbiter(target.number("relid"), conflict.number("constraint"), columns, expressions));
  }

  /** The numbers of columns in a bitmap of rights. */
  static Set<Integer> columns(TreeNode node, String bitmap) {
    Set<Integer> columns = new TreeSet<>();
    node.bitmap(bitmap).forEach(bit -> columns.add(bit + FIRST_BIT));
    return columns;
  }

  private static void add(TreeNode node, String field, Set<Long> oids) {
    long oid = node.number(field);
    if (oid != 0) {
      oids.add(oid);
    }
  }
}

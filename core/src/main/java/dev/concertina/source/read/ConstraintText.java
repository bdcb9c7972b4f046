package dev.concertina.source.read;

import dev.concertina.change.Reference;
import dev.concertina.change.TableRef;
import dev.concertina.parser.Node;
import dev.concertina.sql.Identifier;
import dev.concertina.sql.Sql;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A {@code Constraint} node as SQL, written anew from the tree but for the expression of a CHECK.
 *
 * @param tree of a constraint of a table, or of a column
 * @param column of which it is a constraint
 * @param attributes that stand behind the constraint of a column, in nodes of their own
 */
record ConstraintText(Node tree, Optional<Identifier> column, List<Node> attributes) {

  private static final String ATTRIBUTE = "CONSTR_ATTR_";

  private static final Set<String> STOPPING = Set.of("a", "r");

  /** A constraint of a table. */
  static ConstraintText ofTable(Node tree) {
    return new ConstraintText(tree, Optional.empty(), List.of());
  }

  /** The constraints of a column in their order, each with the attributes behind it. */
  static List<ConstraintText> ofColumn(Identifier column, List<Node> nodes) {
    List<ConstraintText> constraints = new ArrayList<>();
    for (int i = 0; i < nodes.size(); i++) {
      int end = i + 1;
      while (end < nodes.size() && kind(nodes.get(end)).startsWith(ATTRIBUTE)) {
        end++;
      }
      constraints.add(
          new ConstraintText(nodes.get(i), Optional.of(column), nodes.subList(i + 1, end)));
      i = end - 1;
    }
    return constraints;
  }

  String kind() {
    return kind(tree);
  }

  private static String kind(Node constraint) {
    return constraint.text("contype").orElse("");
  }

  Optional<Identifier> name() {
    return tree.text("conname").map(Identifier::new);
  }

  /** Whether it is over periods, or not enforced at all: both are new in PostgreSQL 18. */
  boolean isUnknown() {
    boolean enforceable = kind().equals("CONSTR_CHECK") || kind().equals("CONSTR_FOREIGN");
    return tree.flag("without_overlaps")
        || tree.flag("fk_with_period")
        || tree.flag("pk_with_period")
        || (enforceable && !tree.flag("is_enforced"))
        || says("NOT_ENFORCED");
  }

  boolean notValid() {
    return tree.flag("skip_validation");
  }

  Sql check(String expression) {
    return Sql.of(
        "CHECK ({}){}",
        Sql.verbatim(expression),
        tree.flag("is_no_inherit") ? Sql.of(" NO INHERIT") : Sql.of(""));
  }

  Sql unique(boolean primary) {
    List<Sql> parts = new ArrayList<>();
    parts.add(primary ? Sql.of("PRIMARY KEY") : Sql.of("UNIQUE"));
    if (tree.flag("nulls_not_distinct")) {
      parts.add(Sql.of("NULLS NOT DISTINCT"));
    }
    parts.add(Sql.of("({})", Sql.join(", ", columns("keys"))));
    if (!tree.nodes("including").isEmpty()) {
      parts.add(Sql.of("INCLUDE ({})", Sql.join(", ", columns("including"))));
    }
    List<Sql> options = tree.nodes("options").stream().map(ConstraintText::option).toList();
    if (!options.isEmpty()) {
      parts.add(Sql.of("WITH ({})", Sql.join(", ", options)));
    }
    tree.text("indexspace")
        .map(Identifier::new)
        .ifPresent(space -> parts.add(Sql.of("USING INDEX TABLESPACE {}", space)));
    return joined(parts);
  }

  private static Sql option(Node option) {
    Identifier name = new Identifier(option.text("defname").orElseThrow());
    return option
        .text("arg")
        .map(value -> Sql.of("{} = {}", name, Sql.literal(value)))
        .orElse(Sql.of("{}", name));
  }

  Reference reference() {
    List<Sql> options = new ArrayList<>();
    if (is("fk_matchtype", "f")) {
      options.add(Sql.of("MATCH FULL"));
    }
    action("fk_upd_action").ifPresent(a -> options.add(Sql.of("ON UPDATE {}", a)));
    action("fk_del_action").ifPresent(a -> options.add(Sql.of("ON DELETE {}", a)));
    if (!tree.nodes("fk_del_set_cols").isEmpty()) {
      options.add(Sql.of("({})", Sql.join(", ", columns("fk_del_set_cols"))));
    }
    Node table = tree.node("pktable").orElseThrow();
    TableRef referenced = Tables.of(table);
    return new Reference(
        columns("fk_attrs"),
        referenced,
        tree.nodes("pk_attrs").isEmpty() ? List.of() : columns("pk_attrs"),
        joined(options),
        isStopping("fk_upd_action") || isStopping("fk_del_action"));
  }

  /** When it is checked, as far as it is not the default. */
  Sql timing() {
    List<Sql> parts = new ArrayList<>();
    boolean deferred = tree.flag("initdeferred") || says("DEFERRED");
    if (deferred || tree.flag("deferrable") || says("DEFERRABLE")) {
      parts.add(Sql.of("DEFERRABLE"));
    }
    if (deferred) {
      parts.add(Sql.of("INITIALLY DEFERRED"));
    }
    return Sql.join(" ", parts);
  }

  private boolean says(String attribute) {
    return attributes.stream().anyMatch(node -> kind(node).equals(ATTRIBUTE + attribute));
  }

  private Sql joined(List<Sql> parts) {
    List<Sql> all = new ArrayList<>(parts);
    if (!timing().sql().isEmpty()) {
      all.add(timing());
    }
    return Sql.join(" ", all);
  }

  /** The columns that the constraint names, or the one that it stands behind. */
  private List<Identifier> columns(String field) {
    List<Identifier> named = tree.texts(field).stream().map(Identifier::new).toList();
    return named.isEmpty() ? column.stream().toList() : named;
  }

  private Optional<Sql> action(String field) {
    return switch (tree.text(field).orElse("a")) {
      case "r" -> Optional.of(Sql.of("RESTRICT"));
      case "c" -> Optional.of(Sql.of("CASCADE"));
      case "n" -> Optional.of(Sql.of("SET NULL"));
      case "d" -> Optional.of(Sql.of("SET DEFAULT"));
      default -> Optional.empty();
    };
  }

  private boolean isStopping(String field) {
    return STOPPING.contains(tree.text(field).orElse("a"));
  }

  private boolean is(String field, String value) {
    return tree.text(field).orElse("").equals(value);
  }
}

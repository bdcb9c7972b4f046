package dev.concertina.evidence.body;

import dev.concertina.parser.Node;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** The relations that one statement names, and how it calls them. */
final class Ranges {

  private final Map<String, Set<Name>> byAlias = new HashMap<>();
  private final Set<Name> all = new LinkedHashSet<>();
  private final Set<String> queries = new HashSet<>();

  Ranges(Node statement) {
    List<Node> nodes = statement.descendants().toList();
    nodes.stream()
        .filter(node -> node.is("CommonTableExpr"))
        .forEach(query -> query.text("ctename").ifPresent(queries::add));
    nodes.stream().filter(node -> node.is("RangeVar")).filter(this::isRelation).forEach(this::add);
    // The row that ON CONFLICT has refused has the columns of the target.
    nodes.stream()
        .filter(node -> node.is("InsertStmt"))
        .flatMap(insert -> of(insert.node("relation").stream()).stream())
        .forEach(name -> alias("excluded", name));
  }

  Set<Name> all() {
    return all;
  }

  /** What is called so; nothing if it is no relation: a query of WITH, a variable. */
  Set<Name> called(String alias) {
    return byAlias.getOrDefault(alias, Set.of());
  }

  /** What stands behind FROM, INTO or UPDATE itself, and not in a query there. */
  Set<Name> of(Stream<Node> from) {
    Set<Name> found = new LinkedHashSet<>();
    List<Node> open = new ArrayList<>(from.toList());
    while (!open.isEmpty()) {
      Node next = open.remove(0);
      if (next.is("JoinExpr")) {
        next.node("larg").ifPresent(open::add);
        next.node("rarg").ifPresent(open::add);
      } else if (next.is("RangeVar") && isRelation(next)) {
        found.add(name(next));
      } else if (next.is("RangeTableSample")) {
        next.node("relation").ifPresent(open::add);
      }
    }
    return found;
  }

  static Name name(Node range) {
    return new Name(range.text("schemaname"), range.text("relname").orElseThrow());
  }

  private boolean isRelation(Node range) {
    return range.text("schemaname").isPresent()
        || !queries.contains(range.text("relname").orElse(""));
  }

  private void add(Node range) {
    Name name = name(range);
    all.add(name);
    alias(range.node("alias").flatMap(alias -> alias.text("aliasname")).orElse(name.name()), name);
  }

  private void alias(String alias, Name name) {
    byAlias.computeIfAbsent(alias, any -> new LinkedHashSet<>()).add(name);
  }
}

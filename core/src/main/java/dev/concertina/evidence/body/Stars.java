package dev.concertina.evidence.body;

import dev.concertina.parser.Node;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The stars of a statement: each counts all columns of what it means, but for those whose columns
 * nobody sees. Not thread-safe.
 */
final class Stars {

  /** The rows of a trigger. */
  static final Set<String> ROWS = Set.of("new", "old");

  private static final Set<String> COMPARISONS = Set.of("=", "<>");

  private final Facts facts;
  private final Ranges ranges;
  private final Node statement;
  private final Optional<Cut> cut;

  /** Whose columns nobody sees, or that are counted elsewhere. */
  private final Set<Node> counted = Collections.newSetFromMap(new IdentityHashMap<>());

  Stars(Facts facts, Ranges ranges, Node statement, Optional<Cut> cut) {
    this.facts = facts;
    this.ranges = ranges;
    this.statement = statement;
    this.cut = cut;
  }

  /** One that is not in the list of a query: {@code ROW(u.*)}. */
  void elsewhere(Node star) {
    if (!counted.contains(star)) {
      whole(star, ranges.all());
    }
    star.texts("fields").stream().findFirst().ifPresent(facts::useWhole);
  }

  /** The variable that takes the rows of the statement, or what becomes of it by its places. */
  void fill() {
    List<List<String>> targets = cut.map(Cut::targets).orElse(List.of());
    boolean discarded = cut.filter(c -> c.kind() == Cut.Kind.DISCARDED).isPresent();
    boolean taken = targets.size() == 1 && targets.get(0).size() == 1;
    List<Node> outputs = outputs(statement);
    boolean allStars = !outputs.isEmpty() && outputs.stream().allMatch(Stars::isStar);
    for (Node output : outputs) {
      if (isStar(output) && (discarded || taken)) {
        counted.add(output);
        if (taken) {
          facts.fill(targets.get(0).get(0), meant(output, ranges.of(sources(statement))));
        }
      }
    }
    for (List<String> target : targets) {
      target.stream().skip(1).forEach(facts::field);
      if (!taken || !allStars) {
        facts.fillByPlace(target.get(0));
      }
    }
  }

  /** Whether rows differ, and whether there are any, says nothing of their columns. */
  void exempt(Node node) {
    if (node.is("SubLink") && node.text("subLinkType").orElse("").equals("EXISTS_SUBLINK")) {
      node.node("subselect").ifPresent(query -> counted.addAll(outputs(query)));
    }
    if (node.is("A_Expr") && node.texts("name").stream().anyMatch(COMPARISONS::contains)) {
      List<Node> sides = Stream.of("lexpr", "rexpr").flatMap(f -> node.node(f).stream()).toList();
      if (sides.stream().allMatch(Stars::isStar)) {
        counted.addAll(sides);
      }
    }
  }

  /** Those that a query or RETURNING gives. */
  void inOutputs(Node node) {
    for (Node output : outputs(node)) {
      if (isStar(output) && counted.add(output)) {
        whole(output, ranges.of(sources(node)));
      }
    }
  }

  private void whole(Node star, Set<Name> bare) {
    meant(star, bare).forEach(relation -> facts.touch(Touch.whole(relation)));
    List<String> parts = star.texts("fields");
    if (parts.size() == 1 && ROWS.contains(parts.get(0))) {
      facts.rowOfTrigger();
    }
  }

  private Set<Name> meant(Node star, Set<Name> bare) {
    List<String> parts = star.texts("fields");
    return parts.isEmpty() ? bare : ranges.called(parts.get(parts.size() - 1));
  }

  /** The columns that a query gives. From PostgreSQL 18 on RETURNING has a node of its own. */
  private static List<Node> outputs(Node node) {
    List<Node> targets =
        node.is("SelectStmt")
            ? node.nodes("targetList")
            : Stream.concat(
                    node.nodes("returningList").stream(),
                    node.node("returningClause").stream().flatMap(r -> r.nodes("exprs").stream()))
                .toList();
    return targets.stream().flatMap(target -> target.node("val").stream()).toList();
  }

  private static Stream<Node> sources(Node node) {
    return Stream.concat(
        Stream.of("relation", "sourceRelation").flatMap(field -> node.node(field).stream()),
        Stream.of("fromClause", "usingClause").flatMap(field -> node.nodes(field).stream()));
  }

  static boolean isStar(Node node) {
    return node.is("ColumnRef") && node.nodes("fields").stream().anyMatch(f -> f.is("A_Star"));
  }
}

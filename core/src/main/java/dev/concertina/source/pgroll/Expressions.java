package dev.concertina.source.pgroll;

import dev.concertina.parser.Node;
import dev.concertina.source.fragment.FragmentException;
import dev.concertina.source.fragment.Fragments;
import dev.concertina.source.word.Given;
import dev.concertina.sql.Sql;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Expressions of pgroll's files, which are often written {@code (SELECT expression)}: the bare
 * expression says the same, and PostgreSQL can prove it to be immutable.
 */
final class Expressions {

  private static final String SELECT = "select";

  private final Fragments fragments;

  Expressions(Fragments fragments) {
    this.fragments = fragments;
  }

  Optional<Sql> of(Given given, String key) {
    return given.expression(key).map(this::bare);
  }

  Sql bare(Sql expression) {
    try {
      Node tree = fragments.expression(expression.sql()).tree();
      Optional<Node> selected = selected(tree);
      if (selected.isEmpty()) {
        return expression;
      }
      String inside = expression.sql().strip();
      inside = inside.substring(1, inside.length() - 1).strip();
      if (!inside.toLowerCase(Locale.ROOT).startsWith(SELECT)) {
        return expression;
      }
      String text = inside.substring(SELECT.length()).strip();
      Node parsed = fragments.expression(text).tree();
      return parsed.sameAs(selected.get()) ? Sql.verbatim(text) : expression;
    } catch (FragmentException e) {
      // A SELECT of another shape: the plan says what is wrong with it.
      return expression;
    }
  }

  /** What a sub-query without any clause selects. */
  private static Optional<Node> selected(Node tree) {
    Optional<Node> select = tree.is("SubLink") ? tree.node("subselect") : Optional.empty();
    return select
        .filter(node -> Set.of("targetList", "limitOption", "op").containsAll(node.fields()))
        .filter(node -> node.nodes("targetList").size() == 1)
        .flatMap(node -> node.nodes("targetList").get(0).node("val"));
  }
}

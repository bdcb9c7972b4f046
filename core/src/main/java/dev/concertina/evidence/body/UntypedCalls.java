package dev.concertina.evidence.body;

import dev.concertina.parser.Node;
import dev.concertina.sql.Identifier;
import java.util.List;
import java.util.stream.Stream;

/**
 * The functions and operators of a query whose overload its text does not tell: a parameter stands
 * in their arguments whose type only the session knew.
 */
public final class UntypedCalls {

  private UntypedCalls() {}

  /**
   * Their names.
   *
   * @param path the schemas in which the query looks for names
   */
  public static Body of(Node query, List<Identifier> path) {
    Facts facts = new Facts();
    query
        .descendants()
        .filter(node -> node.is("FuncCall") || node.is("A_Expr"))
        .filter(UntypedCalls::dependsOnParameter)
        .forEach(node -> read(facts, node, path));
    return facts.body();
  }

  private static void read(Facts facts, Node node, List<Identifier> path) {
    node.texts("name").forEach(facts::operator);
    List<String> function = node.texts("funcname");
    if (function.size() == 1) {
      path.forEach(
          schema -> facts.call(Name.of(List.of(schema.value(), function.get(0))), Call.ANY));
    } else if (!function.isEmpty()) {
      facts.call(Name.of(function), Call.ANY);
    }
  }

  private static boolean dependsOnParameter(Node call) {
    return Stream.of(call.nodes("args"), call.nodes("agg_order"), sides(call))
        .flatMap(List::stream)
        .anyMatch(UntypedCalls::isUntyped);
  }

  private static List<Node> sides(Node operation) {
    return Stream.of("lexpr", "rexpr", "agg_filter")
        .flatMap(side -> operation.node(side).stream())
        .toList();
  }

  /** A cast tells the type of what is in it. */
  private static boolean isUntyped(Node argument) {
    return argument.is("ParamRef")
        || (!argument.is("TypeCast")
            && argument.children().stream().anyMatch(UntypedCalls::isUntyped));
  }
}

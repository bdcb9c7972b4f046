package dev.concertina.hazard.read;

import dev.concertina.hazard.model.Call;
import dev.concertina.hazard.model.Call.Argument;
import dev.concertina.hazard.model.Expression;
import dev.concertina.hazard.model.Type;
import dev.concertina.parser.Node;
import dev.concertina.sql.QualifiedName;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Expressions about one row. What queries within them read is of other rows, and left out. */
final class Expressions {

  private final Set<String> columns = new LinkedHashSet<>();
  private final Set<Call> calls = new LinkedHashSet<>();

  private Expressions() {}

  /** What one is made of. */
  static Expression of(Node expression) {
    return of(Stream.of(expression));
  }

  /** What several are made of. */
  static Expression of(Stream<Node> expressions) {
    Expressions read = new Expressions();
    expressions.forEach(read::walk);
    return new Expression(List.copyOf(read.columns), List.copyOf(read.calls));
  }

  private void walk(Node node) {
    switch (node.kind()) {
      case "SelectStmt" -> {
        return;
      }
      case "ColumnRef" -> columns.addAll(Columns.in(node));
      case "FuncCall" ->
          call(Call.Kind.FUNCTION, TreeNames.of(node.texts("funcname")), node.nodes("args"));
      case "SQLValueFunction" ->
          node.text("op")
              .map(OutputNames::function)
              .ifPresent(name -> call(Call.Kind.FUNCTION, TreeNames.of(name), List.of()));
      case "TypeCast" ->
          call(
              Call.Kind.CAST,
              node.node("typeName").map(type -> TreeNames.of(Types.of(type).name())).orElseThrow(),
              node.node("arg").stream().toList());
      case "A_Expr" ->
          operator(node)
              .ifPresent(
                  name ->
                      call(
                          Call.Kind.OPERATOR,
                          name,
                          Stream.of("lexpr", "rexpr")
                              .flatMap(side -> node.node(side).stream())
                              .toList()));
      default -> {
        // Nothing is carried out here itself.
      }
    }
    for (String field : node.fields()) {
      node.node(field).ifPresentOrElse(this::walk, () -> node.nodes(field).forEach(this::walk));
    }
  }

  private static Optional<QualifiedName> operator(Node expression) {
    List<String> names = expression.texts("name");
    return names.isEmpty() ? Optional.empty() : Optional.of(TreeNames.of(names));
  }

  private void call(Call.Kind kind, QualifiedName name, List<Node> arguments) {
    calls.add(new Call(kind, name, arguments.stream().map(Expressions::argument).toList()));
  }

  private static Argument argument(Node node) {
    return new Argument(
        node.is("ColumnRef") ? Columns.in(node).stream().findFirst() : Optional.empty(),
        type(node));
  }

  private static Optional<Type> type(Node node) {
    boolean readsText = node.is("A_Expr") && Set.of("->>", "#>>").containsAll(node.texts("name"));
    return readsText ? Optional.of(Type.named("text")) : node.node("typeName").map(Types::of);
  }
}

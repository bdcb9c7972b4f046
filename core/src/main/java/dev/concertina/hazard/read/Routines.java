package dev.concertina.hazard.read;

import dev.concertina.hazard.Span;
import dev.concertina.hazard.action.Action;
import dev.concertina.hazard.action.SessionAction;
import dev.concertina.hazard.action.SessionAction.Opaque.Sight;
import dev.concertina.hazard.read.BodyReader.Reading;
import dev.concertina.parser.Node;
import dev.concertina.sql.QualifiedName;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The functions and procedures that a script makes, and the statements that it prepares: what they
 * do counts where the script itself calls them. For one script and one thread.
 */
final class Routines {

  /**
   * What it runs.
   *
   * @param statements those that stand behind BEGIN ATOMIC; else its text says them
   */
  private record Body(String language, String text, List<Piece> statements) {}

  private final Map<QualifiedName, Body> byName = new HashMap<>();
  private final Map<String, Body> prepared = new HashMap<>();
  private final BodyReader bodies;

  Routines(BodyReader bodies) {
    this.bodies = bodies;
  }

  /** What a statement does, given what it does by itself. */
  List<List<Action>> withCalled(Piece statement, List<List<Action>> itself) {
    Node tree = statement.tree();
    Span span = statement.span();
    if (tree.is("CreateFunctionStmt")) {
      learn(statement);
    }
    if (tree.is("PrepareStmt")) {
      tree.node("query")
          .map(statement::part)
          .ifPresent(query -> prepared.put(name(tree), new Body("sql", "", List.of(query))));
    }
    List<Body> called = called(tree);
    if (called.isEmpty()) {
      return itself;
    }
    List<List<Action>> steps = new ArrayList<>();
    for (List<Action> step : itself) {
      List<Action> seen =
          step.stream().filter(action -> !(action instanceof SessionAction.Opaque)).toList();
      if (!seen.isEmpty()) {
        steps.add(seen);
      }
    }
    boolean whole = true;
    for (Body body : called) {
      Reading reading = read(body, span);
      steps.addAll(reading.steps());
      whole &= reading.isWhole();
    }
    Sight sight = whole ? Sight.WHOLE : Sight.NOT_WHOLE;
    String what = tree.is("ExecuteStmt") ? "EXECUTE" : "A function that is called here";
    steps.add(List.of(new SessionAction.Opaque(what, sight, span)));
    return steps;
  }

  private Reading read(Body body, Span span) {
    if (!body.statements().isEmpty()) {
      return bodies.readTrees(body.statements(), span);
    }
    return body.language().equals("sql")
        ? bodies.readSql(body.text(), span)
        : bodies.read(body.text(), span);
  }

  private void learn(Piece function) {
    Node tree = function.tree();
    String text =
        option(tree, "as")
            .flatMap(as -> as.nodes("arg").stream().findFirst())
            .flatMap(body -> body.text("sval"))
            .orElse("");
    List<Piece> atomic =
        tree.nodes("sql_body").stream()
            .flatMap(body -> body.nodes("items").stream())
            .map(function::part)
            .toList();
    String language = option(tree, "language").flatMap(option -> option.text("arg")).orElse("sql");
    if (!text.isEmpty() || !atomic.isEmpty()) {
      byName.put(TreeNames.of(tree.texts("funcname")), new Body(language, text, atomic));
    }
  }

  private static Optional<Node> option(Node tree, String name) {
    return tree.nodes("options").stream()
        .filter(option -> option.text("defname").orElse("").equals(name))
        .findFirst();
  }

  private static String name(Node prepared) {
    return prepared.text("name").orElse("");
  }

  private List<Body> called(Node tree) {
    if (tree.is("ExecuteStmt")) {
      return Optional.ofNullable(prepared.get(name(tree))).stream().toList();
    }
    if (!tree.is("SelectStmt") && !tree.is("CallStmt")) {
      return List.of();
    }
    return tree.descendants()
        .filter(node -> node.is("FuncCall"))
        .flatMap(
            call -> Optional.ofNullable(byName.get(TreeNames.of(call.texts("funcname")))).stream())
        .filter(body -> body.language().equals("sql") || body.language().equals("plpgsql"))
        .distinct()
        .toList();
  }
}

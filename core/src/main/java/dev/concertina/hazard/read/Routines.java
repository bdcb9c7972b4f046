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
 * The functions and procedures that a script makes: what they do counts where the script itself
 * calls them. For one script and one thread.
 */
final class Routines {

  private record Body(String language, String text) {}

  private final Map<QualifiedName, Body> byName = new HashMap<>();
  private final BodyReader bodies;

  Routines(BodyReader bodies) {
    this.bodies = bodies;
  }

  /** What a statement does, given what it does by itself. */
  List<Action> withCalled(Node tree, Span span, List<Action> itself) {
    if (tree.is("CreateFunctionStmt")) {
      learn(tree);
    }
    List<Body> called = tree.is("SelectStmt") || tree.is("CallStmt") ? called(tree) : List.of();
    if (called.isEmpty()) {
      return itself;
    }
    List<Action> actions = new ArrayList<>(itself);
    actions.removeIf(SessionAction.Opaque.class::isInstance);
    boolean whole = true;
    for (Body body : called) {
      Reading reading =
          body.language().equals("sql")
              ? bodies.readSql(body.text(), span)
              : bodies.read(body.text(), span);
      actions.addAll(reading.actions());
      whole &= reading.isWhole();
    }
    Sight sight = whole ? Sight.WHOLE : Sight.NOT_WHOLE;
    actions.add(new SessionAction.Opaque("A function that is called here", sight, span));
    return actions;
  }

  private void learn(Node tree) {
    Optional<Node> text = option(tree, "as").flatMap(as -> as.nodes("arg").stream().findFirst());
    String language = option(tree, "language").flatMap(option -> option.text("arg")).orElse("sql");
    text.flatMap(body -> body.text("sval"))
        .ifPresent(
            body -> byName.put(TreeNames.of(tree.texts("funcname")), new Body(language, body)));
  }

  private static Optional<Node> option(Node tree, String name) {
    return tree.nodes("options").stream()
        .filter(option -> option.text("defname").orElse("").equals(name))
        .findFirst();
  }

  private List<Body> called(Node tree) {
    return tree.descendants()
        .filter(node -> node.is("FuncCall"))
        .flatMap(
            call -> Optional.ofNullable(byName.get(TreeNames.of(call.texts("funcname")))).stream())
        .filter(body -> body.language().equals("sql") || body.language().equals("plpgsql"))
        .distinct()
        .toList();
  }
}

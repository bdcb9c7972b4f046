package dev.concertina.hazard.read;

import dev.concertina.hazard.model.Type;
import dev.concertina.parser.Node;
import java.util.List;

/** Types in a tree. */
final class Types {

  private Types() {}

  static Type of(Node typeName) {
    List<String> names = typeName.texts("names");
    List<Integer> modifiers =
        typeName.nodes("typmods").stream()
            .filter(node -> node.is("A_Const") && node.fields().contains("ival"))
            .map(node -> node.number("ival", 0))
            .toList();
    String last = names.isEmpty() ? "" : names.get(names.size() - 1);
    String name = typeName.flag("pct_type") ? String.join(".", names) + Type.COPIED : last;
    boolean interval = name.equals("interval");
    return new Type(
        name,
        interval || (name.equals("bpchar") && modifiers.isEmpty()) ? List.of() : modifiers,
        !typeName.nodes("arrayBounds").isEmpty());
  }
}

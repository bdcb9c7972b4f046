package dev.concertina.hazard.read;

import dev.concertina.hazard.model.Type;
import dev.concertina.parser.Node;
import java.util.List;

/** Types in a tree. */
final class Types {

  /** INTERVAL_FULL_RANGE in PostgreSQL's source. */
  private static final int ALL_FIELDS = 0x7FFF;

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
    return new Type(
        name,
        name.equals("interval") ? digits(modifiers) : modifiers,
        !typeName.nodes("arrayBounds").isEmpty());
  }

  /** Of an interval, the first modifier says which fields it has: all, unless they are named. */
  private static List<Integer> digits(List<Integer> modifiers) {
    return modifiers.size() == 2 && modifiers.get(0) == ALL_FIELDS
        ? modifiers.subList(1, 2)
        : List.of();
  }
}

package dev.concertina.source.read;

import dev.concertina.parser.Node;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The order in which PostgreSQL carries out the actions of one ALTER TABLE, however they are
 * written: what drops first, then new types, then the rest ({@code AlterTablePass} in tablecmds.c).
 * {@code SET DEFAULT 1, DROP DEFAULT} leaves a default.
 */
final class AlterTableOrder {

  private AlterTableOrder() {}

  /** The places of the actions: in that order if two have the same name, else as written. */
  static List<Integer> of(List<Node> actions) {
    Stream<Integer> places = IntStream.range(0, actions.size()).boxed();
    return namesTwice(actions)
        ? places.sorted(Comparator.comparingInt(place -> pass(actions.get(place)))).toList()
        : places.toList();
  }

  private static boolean namesTwice(List<Node> actions) {
    Set<String> names = new HashSet<>();
    return !actions.stream().flatMap(action -> name(action).stream()).allMatch(names::add);
  }

  /** Of the column or the constraint. */
  private static Optional<String> name(Node action) {
    Optional<Node> definition = action.node("def");
    return action
        .text("name")
        .or(() -> definition.flatMap(def -> def.text("colname")))
        .or(() -> definition.flatMap(def -> def.text("conname")));
  }

  private static int pass(Node action) {
    return switch (action.text("subtype").orElse("")) {
      case "AT_DropColumn",
          "AT_DropConstraint",
          "AT_DropExpression",
          "AT_DropIdentity",
          "AT_DropNotNull" ->
          0;
      case "AT_ColumnDefault" -> action.node("def").isPresent() ? 2 : 0;
      case "AT_AlterColumnType" -> 1;
      default -> 2;
    };
  }
}

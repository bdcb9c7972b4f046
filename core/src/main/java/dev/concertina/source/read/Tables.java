package dev.concertina.source.read;

import dev.concertina.change.TableRef;
import dev.concertina.parser.Node;
import dev.concertina.sql.Identifier;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The names of tables and indexes in a tree. */
final class Tables {

  private Tables() {}

  /** The table that a {@code RangeVar} names. */
  static TableRef of(Node rangeVar) {
    return new TableRef(
        rangeVar.text("schemaname").map(Identifier::new),
        new Identifier(rangeVar.text("relname").orElseThrow()));
  }

  /** The object that one or two parts name; empty if a database stands before them. */
  static Optional<TableRef> of(List<String> parts) {
    return switch (parts.size()) {
      case 1 -> Optional.of(TableRef.of(parts.get(0)));
      case 2 ->
          Optional.of(
              new TableRef(
                  Optional.of(new Identifier(parts.get(0))), new Identifier(parts.get(1))));
      default -> Optional.empty();
    };
  }

  /** Every table that is named anywhere below a node. */
  static Stream<Node> all(Node tree) {
    return tree.descendants().filter(node -> node.is("RangeVar"));
  }

  /** The tables that foreign keys below a node point to. */
  static List<TableRef> references(Node tree) {
    return tree.descendants()
        .flatMap(node -> node.node("pktable").stream())
        .map(Tables::of)
        .distinct()
        .toList();
  }

  /**
   * Why a table cannot be the subject of a change, as the statement names it.
   *
   * @param ifExists whether the statement says IF EXISTS of the table
   */
  static Optional<Refusal> problem(String what, Node rangeVar, boolean ifExists) {
    if (rangeVar.fields().contains("catalogname")) {
      return Optional.of(
          Refusal.always(what, "it names a database", "Name the table by schema and name."));
    }
    if (!rangeVar.flag("inh")) {
      return Optional.of(
          Refusal.of(
              what + " with ONLY",
              "Concertina changes a table together with its partitions and children",
              "Leave ONLY out."));
    }
    if (ifExists) {
      return Optional.of(
          Refusal.of(
              what + " with IF EXISTS",
              "the plan differs with and without the table, and a migration must mean one thing",
              "Leave IF EXISTS out."));
    }
    return Optional.empty();
  }
}

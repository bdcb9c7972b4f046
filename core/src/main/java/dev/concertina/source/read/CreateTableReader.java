package dev.concertina.source.read;

import dev.concertina.change.CreateTable;
import dev.concertina.parser.Node;
import java.util.Optional;

/** {@code CREATE TABLE} with columns and constraints of its own. */
final class CreateTableReader implements StatementReader {

  @Override
  public Reading read(Written statement) {
    Node tree = statement.tree();
    Node table = tree.node("relation").orElseThrow();
    return problem(tree, table)
        .<Reading>map(Reading.Refused::new)
        .orElseGet(
            () ->
                Reading.of(
                    PartitionReaders.create(statement)
                        .orElseGet(
                            () ->
                                new CreateTable(
                                    Tables.of(table),
                                    statement.sql(),
                                    Tables.references(tree),
                                    statement.origin()))));
  }

  private static Optional<Refusal> problem(Node tree, Node table) {
    if (table.text("relpersistence").orElse("").equals("t")) {
      return refused("CREATE TEMPORARY TABLE", "the table would end with Concertina's session", "");
    }
    if (table.fields().contains("catalogname")) {
      return refused("CREATE TABLE", "it names a database", "Name it by schema and name.");
    }
    if (tree.node("partbound").isPresent() && !Tables.references(tree).isEmpty()) {
      return phased(
          "CREATE TABLE … PARTITION OF with a foreign key of its own",
          "it locks the referenced table as well");
    }
    if (tree.node("partbound").isEmpty() && !tree.nodes("inhRelations").isEmpty()) {
      return phased("CREATE TABLE … INHERITS", "the parent table is locked and its queries change");
    }
    if (tree.nodes("tableElts").stream().anyMatch(element -> element.is("TableLikeClause"))) {
      return phased(
          "CREATE TABLE … LIKE", "the copy would have the columns of the middle of a deploy");
    }
    return Optional.empty();
  }

  private static Optional<Refusal> refused(String what, String why, String instead) {
    return Optional.of(Refusal.always(what, why, instead));
  }

  private static Optional<Refusal> phased(String what, String why) {
    return Optional.of(Refusal.of(what, why, ""));
  }
}

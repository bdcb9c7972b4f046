package dev.concertina.source.read;

import dev.concertina.parser.Node;
import dev.concertina.sql.Identifier;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * {@code UPDATE t SET c = expression WHERE c IS NULL} and nothing else: what Django writes before
 * SET NOT NULL.
 */
final class UpdateReader implements StatementReader {

  private static final Set<String> FIELDS = Set.of("relation", "targetList", "whereClause");

  private final Slices slices;

  UpdateReader(Slices slices) {
    this.slices = slices;
  }

  @Override
  public Reading read(Written statement) {
    return nullFill(statement)
        .<Reading>map(fill -> new Reading.Understood(List.of(fill)))
        .orElseGet(() -> new Reading.Refused(DataChanges.refusal("UPDATE")));
  }

  private Optional<Item> nullFill(Written statement) {
    Node tree = statement.tree();
    Node table = tree.node("relation").orElseThrow();
    List<Node> targets = tree.nodes("targetList");
    if (!FIELDS.containsAll(tree.fields())
        || table.node("alias").isPresent()
        || Tables.problem("UPDATE", table, false).isPresent()
        || targets.size() != 1
        || targets.get(0).fields().contains("indirection")) {
      return Optional.empty();
    }
    String column = targets.get(0).text("name").orElseThrow();
    if (!tree.node("whereClause").map(where -> isNull(where, column)).orElse(false)) {
      return Optional.empty();
    }
    Node value = targets.get(0).node("val").orElseThrow();
    return statement
        .tokens()
        .behind("SET")
        .flatMap(set -> set.behind("="))
        .flatMap(text -> slices.expression(text.before("WHERE"), value))
        .map(
            text ->
                new Item.NullFill(
                    Tables.of(table), new Identifier(column), text, statement.origin()));
  }

  private static boolean isNull(Node where, String column) {
    return where.is("NullTest")
        && where.text("nulltesttype").orElse("").equals("IS_NULL")
        && where
            .node("arg")
            .filter(arg -> arg.is("ColumnRef") && arg.texts("fields").equals(List.of(column)))
            .isPresent();
  }
}

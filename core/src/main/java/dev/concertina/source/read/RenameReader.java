package dev.concertina.source.read;

import dev.concertina.change.RenameColumn;
import dev.concertina.change.RenameConstraint;
import dev.concertina.change.RenameIndex;
import dev.concertina.change.RenameTable;
import dev.concertina.parser.Node;
import dev.concertina.sql.Identifier;
import java.util.Optional;

/** {@code ALTER TABLE … RENAME COLUMN}, {@code RENAME CONSTRAINT} and {@code RENAME TO}. */
final class RenameReader implements StatementReader {

  @Override
  public Reading read(Written statement) {
    Node tree = statement.tree();
    boolean ofTable = is(tree, "renameType", "OBJECT_TABLE");
    boolean ofColumn =
        is(tree, "renameType", "OBJECT_COLUMN") && is(tree, "relationType", "OBJECT_TABLE");
    boolean ofConstraint = is(tree, "renameType", "OBJECT_TABCONSTRAINT");
    if (is(tree, "renameType", "OBJECT_INDEX") && !tree.flag("missing_ok")) {
      return Reading.of(
          new RenameIndex(
              Tables.of(tree.node("relation").orElseThrow()),
              new Identifier(tree.text("newname").orElseThrow()),
              statement.origin()));
    }
    if (!ofTable && !ofColumn && !ofConstraint) {
      return new AlterObjectReader().read(statement);
    }
    Node table = tree.node("relation").orElseThrow();
    Optional<Refusal> problem =
        Tables.problem("ALTER TABLE … RENAME", table, tree.flag("missing_ok"));
    if (problem.isPresent()) {
      return new Reading.Refused(problem.get());
    }
    Identifier to = new Identifier(tree.text("newname").orElseThrow());
    if (ofTable) {
      return Reading.of(new RenameTable(Tables.of(table), to, statement.origin()));
    }
    Identifier from = new Identifier(tree.text("subname").orElseThrow());
    if (ofConstraint) {
      return Reading.of(new RenameConstraint(Tables.of(table), from, to, statement.origin()));
    }
    return Reading.of(new RenameColumn(Tables.of(table), from, to, statement.origin()));
  }

  private static boolean is(Node tree, String field, String value) {
    return tree.text(field).orElse("").equals(value);
  }
}

package dev.concertina.hazard.read;

import dev.concertina.hazard.Names;
import dev.concertina.hazard.Span;
import dev.concertina.hazard.action.Action;
import dev.concertina.hazard.action.CreateTable;
import dev.concertina.hazard.action.DropColumn;
import dev.concertina.hazard.action.Other;
import dev.concertina.hazard.action.RenameColumn;
import dev.concertina.parser.Node;
import dev.concertina.sql.Identifier;
import dev.concertina.sql.QualifiedName;
import java.util.List;

final class StatementReader {

  List<Action> read(Node tree, Span span) {
    return switch (tree.kind()) {
      case "CreateStmt" ->
          List.of(new CreateTable(name(tree.node("relation").orElseThrow()), span));
      case "RenameStmt" ->
          tree.text("renameType").orElse("").equals("OBJECT_COLUMN")
              ? List.of(
                  new RenameColumn(
                      name(tree.node("relation").orElseThrow()),
                      tree.text("subname").orElseThrow(),
                      tree.text("newname").orElseThrow(),
                      span))
              : List.of(new Other(span));
      case "AlterTableStmt" ->
          tree.nodes("cmds").stream()
              .<Action>map(
                  cmd ->
                      cmd.text("subtype").orElse("").equals("AT_DropColumn")
                          ? new DropColumn(
                              name(tree.node("relation").orElseThrow()),
                              cmd.text("name").orElseThrow(),
                              false,
                              span)
                          : new Other(span))
              .toList();
      default -> List.of(new Other(span));
    };
  }

  private static QualifiedName name(Node rangeVar) {
    return new QualifiedName(
        rangeVar.text("schemaname").map(Identifier::new).orElse(Names.DEFAULT_SCHEMA),
        new Identifier(rangeVar.text("relname").orElseThrow()));
  }
}

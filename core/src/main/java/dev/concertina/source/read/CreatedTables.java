package dev.concertina.source.read;

import dev.concertina.change.Change;
import dev.concertina.change.CreateTable;
import dev.concertina.change.TableRef;
import dev.concertina.parser.Node;
import dev.concertina.sql.Identifier;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The tables that a migration has created so far, which no application uses yet. A table counts
 * only under the name with which it was created, since what a search path adds is not known here,
 * and not if IF NOT EXISTS leaves open whether it is new.
 */
final class CreatedTables {

  private final Set<TableRef> created = new HashSet<>();

  /** Takes note of a table that a statement creates. */
  void note(Change change, Written statement) {
    if (statement.tree().flag("if_not_exists")) {
      return;
    }
    if (change instanceof CreateTable create) {
      created.add(create.table());
    }
  }

  /** Takes note that a statement renamed or dropped a table. */
  void follow(Written statement, List<TableRef> tables) {
    Node tree = statement.tree();
    if (tree.is("DropStmt")) {
      tables.forEach(created::remove);
    }
    becomes(statement, tables)
        .ifPresent(
            to -> {
              created.remove(tables.get(0));
              created.add(to);
            });
  }

  /** The name that the statement gives the table that it is about. */
  static Optional<TableRef> becomes(Written statement, List<TableRef> tables) {
    Node tree = statement.tree();
    if (tree.is("RenameStmt") && ofTable(tree, "renameType")) {
      return tree.text("newname")
          .map(to -> new TableRef(tables.get(0).schema(), new Identifier(to)));
    }
    if (tree.is("AlterObjectSchemaStmt") && ofTable(tree, "objectType")) {
      return tree.text("newschema")
          .map(to -> new TableRef(Optional.of(new Identifier(to)), tables.get(0).name()));
    }
    return Optional.empty();
  }

  private static boolean ofTable(Node tree, String attribute) {
    return tree.text(attribute).orElse("").equals("OBJECT_TABLE");
  }

  /** The created tables that a statement is about, if it touches no other table; else none. */
  List<TableRef> onlySubjects(Written statement) {
    Node tree = statement.tree();
    List<TableRef> subjects = SubjectTables.of(tree);
    Set<TableRef> references = Set.copyOf(Tables.references(tree));
    Set<String> queries =
        tree.descendants()
            .filter(node -> node.is("CommonTableExpr"))
            .flatMap(query -> query.text("ctename").stream())
            .collect(Collectors.toSet());
    boolean own =
        Tables.all(tree)
            .map(Tables::of)
            .allMatch(
                table ->
                    created.contains(table)
                        || references.contains(table)
                        || (table.schema().isEmpty() && queries.contains(table.name().value())));
    return own && created.containsAll(subjects) ? subjects : List.of();
  }

  /** The one table of a list, if it is one. */
  static Optional<TableRef> single(List<TableRef> tables) {
    return tables.size() == 1 ? Optional.of(tables.get(0)) : Optional.empty();
  }
}

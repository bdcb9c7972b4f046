package dev.concertina.source.read;

import dev.concertina.change.TableRef;
import dev.concertina.parser.Node;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** The tables that a statement is about, where its kind is one that a new table may need. */
final class SubjectTables {

  private static final Set<String> ABOUT_ONE =
      Set.of("CreateTrigStmt", "RuleStmt", "InsertStmt", "UpdateStmt", "DeleteStmt", "MergeStmt");

  private static final Set<String> RENAMES =
      Set.of("OBJECT_TABLE", "OBJECT_COLUMN", "OBJECT_TABCONSTRAINT");

  private static final Set<String> COMMENTS_ON_PARTS =
      Set.of("OBJECT_COLUMN", "OBJECT_TABCONSTRAINT");

  private SubjectTables() {}

  /** Empty if the statement is about something else, or must not run in a transaction. */
  static List<TableRef> of(Node tree) {
    String kind = tree.kind();
    if (ABOUT_ONE.contains(kind)) {
      return named(tree.node("relation").stream());
    }
    return switch (kind) {
      case "AlterTableStmt" ->
          is(tree, "objtype", "OBJECT_TABLE") ? named(tree.node("relation").stream()) : List.of();
      case "IndexStmt" ->
          tree.flag("concurrent") ? List.of() : named(tree.node("relation").stream());
      case "RenameStmt" -> renamed(tree);
      case "AlterObjectSchemaStmt" ->
          is(tree, "objectType", "OBJECT_TABLE")
              ? named(tree.node("relation").stream())
              : List.of();
      case "CreatePolicyStmt" -> named(tree.node("table").stream());
      case "CreateStatsStmt", "TruncateStmt" -> named(tree.nodes("relations").stream());
      case "GrantStmt" ->
          is(tree, "objtype", "OBJECT_TABLE") && is(tree, "targtype", "ACL_TARGET_OBJECT")
              ? named(tree.nodes("objects").stream())
              : List.of();
      case "CommentStmt" -> commented(tree);
      case "DropStmt" -> dropped(tree);
      default -> List.of();
    };
  }

  private static List<TableRef> named(Stream<Node> rangeVars) {
    return rangeVars.filter(node -> node.is("RangeVar")).map(Tables::of).toList();
  }

  private static List<TableRef> renamed(Node tree) {
    boolean known =
        RENAMES.contains(tree.text("renameType").orElse(""))
            && (!is(tree, "renameType", "OBJECT_COLUMN")
                || is(tree, "relationType", "OBJECT_TABLE"));
    return known ? named(tree.node("relation").stream()) : List.of();
  }

  private static List<TableRef> commented(Node tree) {
    List<String> parts = tree.node("object").map(object -> object.texts("items")).orElse(List.of());
    if (is(tree, "objtype", "OBJECT_TABLE")) {
      return Tables.of(parts).stream().toList();
    }
    boolean part = COMMENTS_ON_PARTS.contains(tree.text("objtype").orElse(""));
    return part && parts.size() > 1
        ? Tables.of(parts.subList(0, parts.size() - 1)).stream().toList()
        : List.of();
  }

  private static List<TableRef> dropped(Node tree) {
    List<Optional<TableRef>> names =
        tree.nodes("objects").stream().map(object -> Tables.of(object.texts("items"))).toList();
    return is(tree, "removeType", "OBJECT_TABLE") && names.stream().allMatch(Optional::isPresent)
        ? names.stream().map(Optional::orElseThrow).toList()
        : List.of();
  }

  private static boolean is(Node tree, String field, String value) {
    return tree.text(field).orElse("").equals(value);
  }
}

package dev.concertina.hazard.read;

import dev.concertina.hazard.action.Action;
import dev.concertina.hazard.action.ObjectAction;
import dev.concertina.hazard.action.ObjectAction.AlterFunction.Change;
import dev.concertina.hazard.action.ObjectAction.Kind;
import dev.concertina.hazard.action.Retired;
import dev.concertina.hazard.action.TableAction;
import dev.concertina.parser.Node;
import dev.concertina.sql.QualifiedName;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/** Types, domains, sequences, functions, schemas and comments. */
final class ObjectReaders {

  private ObjectReaders() {}

  static void register(Map<String, Function<Piece, List<Action>>> byKind) {
    byKind.put("CreateEnumStmt", ObjectReaders::createEnum);
    byKind.put("CompositeTypeStmt", s -> create(Kind.TYPE, relation(s, "typevar"), s));
    byKind.put("CreateRangeStmt", s -> create(Kind.TYPE, names(s, "typeName"), s));
    byKind.put("CreateSeqStmt", s -> create(Kind.SEQUENCE, relation(s, "sequence"), s));
    byKind.put("CreateSchemaStmt", ObjectReaders::createSchema);
    byKind.put("CreateDomainStmt", ObjectReaders::createDomain);
    byKind.put("AlterDomainStmt", ObjectReaders::alterDomain);
    byKind.put("AlterSeqStmt", ObjectReaders::alterSequence);
    byKind.put("CreateFunctionStmt", ObjectReaders::createFunction);
    byKind.put("AlterFunctionStmt", ObjectReaders::alterFunction);
    byKind.put("CommentStmt", ObjectReaders::comment);
  }

  private static List<Action> create(Kind kind, QualifiedName name, Piece statement) {
    return List.of(new ObjectAction.Create(kind, name, statement.span()));
  }

  private static List<Action> createEnum(Piece statement) {
    return List.of(new ObjectAction.CreateEnum(names(statement, "typeName"), statement.span()));
  }

  private static List<Action> createSchema(Piece statement) {
    return statement.tree().text("schemaname").stream()
        .map(
            name ->
                (Action) new ObjectAction.Create(Kind.SCHEMA, TreeNames.of(name), statement.span()))
        .toList();
  }

  private static List<Action> createDomain(Piece statement) {
    boolean constrained =
        statement.tree().nodes("constraints").stream().anyMatch(Constraints::isConstraint);
    return List.of(
        new ObjectAction.CreateDomain(
            names(statement, "domainname"), constrained, statement.span()));
  }

  /**
   * ALTER DOMAIN's kinds are letters: T changes the default, O adds NOT NULL, C a constraint, V
   * validates one.
   */
  private static List<Action> alterDomain(Piece statement) {
    Node tree = statement.tree();
    String kind = tree.text("subtype").orElse("");
    if (List.of("T", "AD_AlterDefault").contains(kind)) {
      return List.of(
          new ObjectAction.ChangeDomainDefault(
              names(statement, "typeName"), tree.node("def").isEmpty(), statement.span()));
    }
    if (!List.of("O", "C", "V", "AD_AddConstraint", "AD_SetNotNull", "AD_ValidateConstraint")
        .contains(kind)) {
      return List.of();
    }
    boolean notValid = tree.node("def").filter(def -> def.flag("skip_validation")).isPresent();
    return List.of(
        new ObjectAction.ConstrainDomain(names(statement, "typeName"), notValid, statement.span()));
  }

  private static List<Action> alterSequence(Piece statement) {
    List<String> options =
        statement.tree().nodes("options").stream()
            .flatMap(option -> option.text("defname").stream())
            .toList();
    return List.of(
        new ObjectAction.AlterSequence(relation(statement, "sequence"), options, statement.span()));
  }

  /** {@code SELECT setval('orders_id_seq', 1)}; a number that is computed follows the rows. */
  static Stream<Action> setval(Piece statement) {
    return statement
        .tree()
        .descendants()
        .filter(node -> node.is("FuncCall") && node.texts("funcname").contains("setval"))
        .map(call -> call.nodes("args"))
        .filter(arguments -> arguments.size() > 1 && arguments.get(1).is("A_Const"))
        .flatMap(arguments -> arguments.get(0).text("sval").stream())
        .map(
            name ->
                new ObjectAction.AlterSequence(
                    TreeNames.of(List.of(name.replace("\"", "").split("\\."))),
                    List.of("restart"),
                    statement.span()));
  }

  private static List<Action> createFunction(Piece statement) {
    return List.of(
        new ObjectAction.CreateFunction(
            names(statement, "funcname"), statement.tree().flag("replace"), statement.span()));
  }

  private static List<Action> alterFunction(Piece statement) {
    Node tree = statement.tree();
    QualifiedName name =
        tree.node("func").flatMap(TreeNames::ofObject).orElseThrow(() -> unnamed(tree));
    return tree.nodes("actions").stream()
        .flatMap(option -> change(option).stream())
        .map(change -> (Action) new ObjectAction.AlterFunction(name, change, statement.span()))
        .toList();
  }

  private static Optional<Change> change(Node option) {
    Optional<Node> value = option.node("arg");
    return switch (option.text("defname").orElse("")) {
      case "set" ->
          value
              .filter(set -> set.text("name").orElse("").equals("search_path"))
              .map(path -> Change.SEARCH_PATH);
      case "security" ->
          value.filter(definer -> !definer.flag("boolval")).map(invoker -> Change.SECURITY_INVOKER);
      default -> Optional.empty();
    };
  }

  private static IllegalArgumentException unnamed(Node tree) {
    return new IllegalArgumentException("no name in " + tree);
  }

  private static List<Action> comment(Piece statement) {
    Node tree = statement.tree();
    List<String> parts = tree.node("object").map(o -> o.texts("items")).orElse(List.of());
    if (parts.isEmpty() || !Retired.saysUnused(tree.text("comment").orElse(""))) {
      return List.of();
    }
    return switch (tree.text("objtype").orElse("")) {
      case "OBJECT_TABLE" ->
          List.of(
              new TableAction.CalledUnused(
                  TreeNames.of(parts), Optional.empty(), statement.span()));
      case "OBJECT_COLUMN" ->
          List.of(
              new TableAction.CalledUnused(
                  TreeNames.ownerOf(parts),
                  Optional.of(parts.get(parts.size() - 1)),
                  statement.span()));
      default -> List.of();
    };
  }

  private static QualifiedName relation(Piece statement, String field) {
    return TreeNames.of(statement.tree().node(field).orElseThrow());
  }

  private static QualifiedName names(Piece statement, String field) {
    return TreeNames.of(statement.tree().texts(field));
  }
}

package dev.concertina.hazard.read;

import dev.concertina.hazard.Span;
import dev.concertina.hazard.action.Action;
import dev.concertina.hazard.action.SessionAction;
import dev.concertina.hazard.action.SessionAction.Divide.Division;
import dev.concertina.hazard.action.SessionAction.Opaque.Sight;
import dev.concertina.hazard.action.TableAction;
import dev.concertina.parser.Node;
import dev.concertina.sql.QualifiedName;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Transactions, settings, rights, and what hides what it does. */
final class SessionReaders {

  private SessionReaders() {}

  static void register(Map<String, Function<Piece, List<Action>>> byKind) {
    byKind.put("TransactionStmt", SessionReaders::transaction);
    byKind.put("VariableSetStmt", SessionReaders::set);
    byKind.put("GrantStmt", SessionReaders::rights);
    byKind.put("GrantRoleStmt", SessionReaders::memberships);
    byKind.put("CallStmt", s -> opaque("CALL", Sight.ELSEWHERE, s));
    byKind.put("ExecuteStmt", s -> opaque("EXECUTE", Sight.NOT_WHOLE, s));
    byKind.put("VacuumStmt", SessionReaders::vacuum);
    byKind.put("ClusterStmt", SessionReaders::cluster);
    byKind.put(
        "AlterTableMoveAllStmt",
        s -> List.of(new TableAction.WriteAllAnew("SET TABLESPACE", false, s.span())));
    byKind.put("AlterRoleStmt", SessionReaders::alterRole);
    byKind.put("DropRoleStmt", s -> loses("The role is gone", s));
    byKind.put("DropOwnedStmt", s -> loses("What the role owns and may do is gone", s));
    byKind.put("ReassignOwnedStmt", s -> loses("What the role owns gets another owner", s));
    byKind.put("AlterRoleSetStmt", SessionReaders::setForSessions);
    byKind.put("AlterDatabaseSetStmt", SessionReaders::setForSessions);
    for (String kind :
        List.of("CreatedbStmt", "CreateTableSpaceStmt", "DropTableSpaceStmt", "AlterSystemStmt")) {
      byKind.put(kind, s -> List.of(new SessionAction.NeverInTransaction(kind, s.span())));
    }
  }

  private static List<Action> transaction(Piece statement) {
    Span span = statement.span();
    return switch (statement.tree().text("kind").orElse("")) {
      case "TRANS_STMT_BEGIN", "TRANS_STMT_START" -> List.of(new SessionAction.Begin(span));
      case "TRANS_STMT_COMMIT", "TRANS_STMT_PREPARE" -> List.of(new SessionAction.End(true, span));
      case "TRANS_STMT_ROLLBACK" -> List.of(new SessionAction.End(false, span));
      case "TRANS_STMT_SAVEPOINT" -> divide(Division.SET, statement);
      case "TRANS_STMT_ROLLBACK_TO" -> divide(Division.BACK, statement);
      case "TRANS_STMT_RELEASE" -> divide(Division.RELEASE, statement);
      default -> List.of();
    };
  }

  private static List<Action> divide(Division kind, Piece statement) {
    String name = statement.tree().text("savepoint_name").orElse("");
    return List.of(new SessionAction.Divide(kind, name, statement.span()));
  }

  private static List<Action> set(Piece statement) {
    Node tree = statement.tree();
    String name = tree.text("name").orElse("").toLowerCase(Locale.ROOT);
    String values =
        tree.nodes("args").stream().map(SessionReaders::value).collect(Collectors.joining(","));
    boolean valued = tree.text("kind").orElse("").equals("VAR_SET_VALUE");
    return List.of(
        new SessionAction.SetParameter(
            name,
            valued ? Optional.of(values) : Optional.empty(),
            tree.flag("is_local"),
            statement.span()));
  }

  private static String value(Node constant) {
    for (String field : List.of("sval", "ival", "fval")) {
      Optional<String> text = constant.text(field);
      if (text.isPresent()) {
        return text.get();
      }
    }
    return constant.fields().isEmpty() ? "0" : "";
  }

  /** {@code SELECT set_config('lock_timeout', '2s', true)}. */
  static List<Action> setConfig(Piece statement) {
    return statement
        .tree()
        .descendants()
        .filter(node -> node.is("FuncCall"))
        .filter(call -> call.texts("funcname").contains("set_config"))
        .map(call -> call.nodes("args"))
        .filter(arguments -> arguments.size() == 3)
        .map(
            arguments ->
                (Action)
                    new SessionAction.SetParameter(
                        value(arguments.get(0)).toLowerCase(Locale.ROOT),
                        Optional.of(value(arguments.get(1))),
                        arguments.get(2).flag("boolval"),
                        statement.span()))
        .toList();
  }

  private static List<Action> rights(Piece statement) {
    Node tree = statement.tree();
    List<Node> tables =
        tree.nodes("objects").stream().filter(object -> object.is("RangeVar")).toList();
    if (tree.flag("is_grant")) {
      return List.of(
          new SessionAction.Grant(tables.stream().map(TreeNames::of).toList(), statement.span()));
    }
    return tables.isEmpty()
        ? revokeOnObjects(statement)
        : List.of(
            new SessionAction.Revoke(
                tables.stream().map(TreeNames::of).toList(), statement.span()));
  }

  /** Without the right to create, statements that run work as before. */
  private static List<Action> revokeOnObjects(Piece statement) {
    Node tree = statement.tree();
    List<String> rights =
        tree.nodes("privileges").stream()
            .flatMap(right -> right.text("priv_name").stream())
            .toList();
    if (tree.text("targtype").orElse("").equals("ACL_TARGET_DEFAULTS")
        || rights.equals(List.of("create"))) {
      return List.of();
    }
    boolean all = tree.text("targtype").orElse("").equals("ACL_TARGET_ALL_IN_SCHEMA");
    String kind = tree.text("objtype").orElse("").replace("OBJECT_", "").toLowerCase(Locale.ROOT);
    return List.of(
        new SessionAction.RevokeOnObjects(
            objects(tree), all ? Optional.of(kind + "s") : Optional.empty(), statement.span()));
  }

  private static List<QualifiedName> objects(Node tree) {
    return tree.nodes("objects").stream()
        .flatMap(object -> TreeNames.ofObject(object).stream())
        .toList();
  }

  private static List<Action> memberships(Piece statement) {
    return statement.tree().flag("is_grant")
        ? List.of()
        : loses("A role is no longer a member of another", statement);
  }

  private static List<Action> alterRole(Piece statement) {
    boolean password =
        statement.tree().nodes("options").stream()
            .anyMatch(option -> option.text("defname").orElse("").equals("password"));
    if (password) {
      return List.of(
          new SessionAction.LoseConnection("The role has another password", statement.span()));
    }
    boolean loses =
        statement.tree().nodes("options").stream()
            .filter(
                option ->
                    Set.of("canlogin", "bypassrls", "superuser", "inherit", "isreplication")
                        .contains(option.text("defname").orElse("")))
            .anyMatch(option -> option.node("arg").filter(arg -> arg.flag("boolval")).isEmpty());
    return loses ? loses("The role may do less", statement) : List.of();
  }

  private static List<Action> loses(String what, Piece statement) {
    return List.of(new SessionAction.LoseAccess(what, Optional.empty(), statement.span()));
  }

  private static List<Action> setForSessions(Piece statement) {
    String parameter =
        statement.tree().node("setstmt").flatMap(set -> set.text("name")).orElse("all");
    return List.of(
        new SessionAction.SetForSessions(parameter.toLowerCase(Locale.ROOT), statement.span()));
  }

  private static List<Action> opaque(String command, Sight sight, Piece statement) {
    return List.of(new SessionAction.Opaque(command, sight, statement.span()));
  }

  private static List<Action> vacuum(Piece statement) {
    Node tree = statement.tree();
    if (!Options.isOn(tree, "options", "full")) {
      return tree.flag("is_vacuumcmd")
          ? List.of(new SessionAction.NeverInTransaction("VACUUM", statement.span()))
          : List.of();
    }
    if (tree.nodes("rels").isEmpty()) {
      return List.of(new TableAction.WriteAllAnew(TableAction.VACUUM_FULL, true, statement.span()));
    }
    return tree.nodes("rels").stream()
        .flatMap(relation -> relation.node("relation").stream())
        .map(
            relation ->
                (Action)
                    new TableAction.WriteAnew(
                        TreeNames.of(relation), TableAction.VACUUM_FULL, statement.span()))
        .toList();
  }

  private static List<Action> cluster(Piece statement) {
    if (statement.tree().node("relation").isEmpty()) {
      return List.of(new TableAction.WriteAllAnew("CLUSTER", true, statement.span()));
    }
    return statement.tree().node("relation").stream()
        .map(
            relation ->
                (Action)
                    new TableAction.WriteAnew(TreeNames.of(relation), "CLUSTER", statement.span()))
        .toList();
  }
}

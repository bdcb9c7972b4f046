package dev.concertina.source.read;

import dev.concertina.parser.Node;
import java.util.Optional;
import java.util.Set;

/**
 * Statements that cannot run as they stand in any phase: a step runs in a transaction of
 * Concertina's own session.
 */
final class NeverAsWritten {

  private static final Set<String> SESSION =
      Set.of(
          "VariableSetStmt",
          "VariableShowStmt",
          "DiscardStmt",
          "ListenStmt",
          "UnlistenStmt",
          "LoadStmt",
          "PrepareStmt",
          "ExecuteStmt",
          "DeallocateStmt",
          "DeclareCursorStmt",
          "FetchStmt",
          "ClosePortalStmt");

  /** Each page of PostgreSQL's documentation says so: "cannot be executed inside a transaction". */
  private static final Set<String> OUTSIDE =
      Set.of(
          "CreatedbStmt",
          "DropdbStmt",
          "AlterDatabaseStmt",
          "CreateTableSpaceStmt",
          "DropTableSpaceStmt",
          "AlterSystemStmt",
          "CreateSubscriptionStmt",
          "AlterSubscriptionStmt",
          "DropSubscriptionStmt");

  private static final Set<String> WHOLE_DATABASE =
      Set.of("REINDEX_OBJECT_SCHEMA", "REINDEX_OBJECT_SYSTEM", "REINDEX_OBJECT_DATABASE");

  private NeverAsWritten() {}

  /** Why no phase can be named for the statement; empty if one can. */
  static Optional<String> reason(Written statement) {
    Node tree = statement.tree();
    if (SESSION.contains(tree.kind()) || callsSetConfig(tree)) {
      return Optional.of("it would change the session that Concertina works with");
    }
    if (tree.is("TransactionStmt") || tree.is("LockStmt") || tree.is("ConstraintsSetStmt")) {
      return Optional.of("Concertina places transactions and locks itself");
    }
    if (tree.is("CopyStmt")) {
      return Optional.of("a migration has no data to copy from or to");
    }
    if (Tables.all(tree).anyMatch(NeverAsWritten::isTemporary)) {
      return Optional.of("a temporary object would end with Concertina's session");
    }
    return runsOutsideTransaction(tree)
        ? Optional.of("PostgreSQL does not run it inside a transaction")
        : Optional.empty();
  }

  private static boolean runsOutsideTransaction(Node tree) {
    boolean concurrently =
        tree.flag("concurrent")
            || tree.nodes("params").stream()
                .anyMatch(option -> option.text("defname").orElse("").equals("concurrently"))
            || tree.nodes("cmds").stream()
                .flatMap(command -> command.node("def").stream())
                .anyMatch(definition -> definition.flag("concurrent"));
    return OUTSIDE.contains(tree.kind())
        || (concurrently && !tree.is("RefreshMatViewStmt"))
        || tree.flag("is_vacuumcmd")
        || (tree.is("ClusterStmt") && tree.node("relation").isEmpty())
        || WHOLE_DATABASE.contains(tree.text("kind").orElse(""));
  }

  private static boolean isTemporary(Node table) {
    return table.text("relpersistence").orElse("").equals("t");
  }

  private static boolean callsSetConfig(Node tree) {
    return tree.descendants()
        .filter(node -> node.is("FuncCall"))
        .map(call -> call.texts("funcname"))
        .anyMatch(names -> names.get(names.size() - 1).equals("set_config"));
  }
}

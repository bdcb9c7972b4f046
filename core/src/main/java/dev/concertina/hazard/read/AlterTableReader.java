package dev.concertina.hazard.read;

import dev.concertina.hazard.Span;
import dev.concertina.hazard.action.Action;
import dev.concertina.hazard.action.ColumnAction;
import dev.concertina.hazard.action.ConstraintAction;
import dev.concertina.hazard.action.ConstraintAction.Alter.Enforcement;
import dev.concertina.hazard.action.ObjectAction;
import dev.concertina.hazard.action.Other;
import dev.concertina.hazard.action.PartitionAction;
import dev.concertina.hazard.action.SessionAction;
import dev.concertina.hazard.action.TableAction;
import dev.concertina.hazard.action.ViewAction;
import dev.concertina.hazard.model.ConstraintSpec;
import dev.concertina.parser.Node;
import dev.concertina.plan.LockMode;
import dev.concertina.sql.QualifiedName;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** {@code ALTER TABLE}, command by command. */
final class AlterTableReader {

  /** Of tables that hold rows; views, sequences and types have their own. */
  private static final Set<String> TABLES =
      Set.of("OBJECT_TABLE", "OBJECT_FOREIGN_TABLE", "OBJECT_MATVIEW");

  /** "Explicit Locking" in the documentation; AlterTableGetLockLevel in PostgreSQL's source. */
  private static final Set<String> MILD =
      Set.of(
          "AT_ClusterOn",
          "AT_DropCluster",
          "AT_ResetOptions",
          "AT_ResetRelOptions",
          "AT_SetOptions",
          "AT_SetRelOptions",
          "AT_SetStatistics");

  List<Action> read(Piece statement) {
    Node tree = statement.tree();
    QualifiedName table = TreeNames.of(tree.node("relation").orElseThrow());
    String kind = tree.text("objtype").orElse("");
    if (kind.equals("OBJECT_TYPE")) {
      return List.of(new ObjectAction.AlterComposite(table, statement.span()));
    }
    return statement.commands().stream().map(command -> read(kind, table, command)).toList();
  }

  private static Action read(String kind, QualifiedName name, Piece command) {
    if (TABLES.contains(kind)) {
      return read(name, command);
    }
    Node tree = command.tree();
    String what = tree.text("subtype").orElse("");
    Span span = command.span();
    return switch (kind + " " + what) {
      case "OBJECT_VIEW AT_ColumnDefault" ->
          changeDefault(name, tree.text("name").orElse(""), tree, span);
      case "OBJECT_VIEW AT_ChangeOwner" ->
          owner(
              name,
              tree,
              "Its tables are read with the rights of another role, and the former owner loses its own",
              span);
      case "OBJECT_VIEW AT_SetRelOptions" -> viewOptions(name, definition(tree), span);
      case "OBJECT_INDEX AT_SetTableSpace" ->
          new TableAction.WriteAnew(name, "SET TABLESPACE", span);
      default ->
          kind.equals("OBJECT_VIEW")
              ? new TableAction.Minor(name, what, LockMode.ACCESS_EXCLUSIVE, span)
              : new Other(kind, span);
    };
  }

  private static Action viewOptions(QualifiedName view, Node options, Span span) {
    return Options.isOn(options, "items", "security_invoker")
        ? new ViewAction.ReadAsCaller(view, span)
        : new TableAction.Minor(view, "AT_SetRelOptions", LockMode.ACCESS_EXCLUSIVE, span);
  }

  /** Who may give it to himself has it, or a role that he may act as. */
  private static Action owner(QualifiedName name, Node command, String loses, Span span) {
    boolean self =
        command
            .node("newowner")
            .flatMap(role -> role.text("roletype"))
            .filter(
                type ->
                    type.equals("ROLESPEC_CURRENT_USER") || type.equals("ROLESPEC_CURRENT_ROLE"))
            .isPresent();
    return self
        ? new TableAction.Minor(name, "AT_ChangeOwner", LockMode.ACCESS_EXCLUSIVE, span)
        : new SessionAction.LoseAccess(loses, Optional.of(name), span);
  }

  private static Action read(QualifiedName table, Piece command) {
    Node tree = command.tree();
    String kind = tree.text("subtype").orElse("");
    String name = tree.text("name").orElse("");
    boolean ifExists = tree.flag("missing_ok");
    boolean cascade = tree.text("behavior").orElse("").equals("DROP_CASCADE");
    Span span = command.span();
    return switch (kind) {
      case "AT_AddColumn" ->
          new ColumnAction.Add(table, Columns.of(definition(tree)), ifExists, span);
      case "AT_DropColumn" -> new ColumnAction.Drop(table, name, ifExists, cascade, span);
      case "AT_AlterColumnType" -> changeType(table, name, command);
      case "AT_ColumnDefault" -> changeDefault(table, name, tree, span);
      case "AT_SetNotNull" -> new ColumnAction.SetNotNull(table, name, span);
      case "AT_DropNotNull" -> new ColumnAction.DropNotNull(table, name, span);
      case "AT_AddIdentity" ->
          identity(table, name, ColumnAction.ChangeIdentity.Change.ADD, tree, span);
      case "AT_SetIdentity" -> identity(table, name, set(tree), tree, span);
      case "AT_DropIdentity" ->
          identity(table, name, ColumnAction.ChangeIdentity.Change.DROP, tree, span);
      case "AT_DropExpression" -> new ColumnAction.ChangeExpression(table, name, true, span);
      case "AT_SetExpression" -> new ColumnAction.ChangeExpression(table, name, false, span);
      case "AT_AddConstraint" -> addConstraint(table, command);
      case "AT_ValidateConstraint" -> new ConstraintAction.Validate(table, name, span);
      case "AT_DropConstraint" -> new ConstraintAction.Drop(table, name, ifExists, cascade, span);
      case "AT_AlterConstraint" -> alterConstraint(table, tree, span);
      case "AT_AttachPartition" -> attach(table, definition(tree), span);
      case "AT_DetachPartition", "AT_DetachPartitionFinalize" -> detach(table, tree, span);
      case "AT_AddInherit" ->
          new PartitionAction.Inherit(TreeNames.of(definition(tree)), table, span);
      case "AT_DropInherit" ->
          new PartitionAction.Disinherit(TreeNames.of(definition(tree)), table, span);
      case "AT_ReplicaIdentity" ->
          new TableAction.ReplicaIdentity(
              table, definition(tree).text("identity_type").orElse("").equals("n"), span);
      case "AT_ChangeOwner" ->
          owner(
              table,
              tree,
              "The former owner loses every right on it that it was not granted",
              span);
      default -> ofTable(table, kind, span);
    };
  }

  /** PostgreSQL 18's NOT NULL by name; unless it is NOT VALID, it is SET NOT NULL. */
  private static Action addConstraint(QualifiedName table, Piece command) {
    ConstraintSpec spec = Constraints.of(definition(command.tree()), Optional.empty());
    return spec.is(ConstraintSpec.Kind.NOT_NULL) && !spec.notValid() && spec.columns().size() == 1
        ? new ColumnAction.SetNotNull(table, spec.columns().get(0), command.span())
        : new ConstraintAction.Add(table, spec, command.definition().line(), command.span());
  }

  private static Node definition(Node command) {
    return command.node("def").orElseThrow();
  }

  private static Action changeType(QualifiedName table, String column, Piece command) {
    Node definition = definition(command.tree());
    Node type = definition.node("typeName").orElseThrow();
    Piece behind = command.from(type.offset().orElseThrow());
    return new ColumnAction.ChangeType(
        table,
        column,
        Types.of(type),
        behind.before(Set.of("COLLATE", "USING")).line(),
        definition
            .node("raw_default")
            .map(
                using ->
                    new ColumnAction.ChangeType.Using(
                        behind.behind("USING").line(), isCast(using, column))),
        definition.node("collClause").isPresent(),
        command.span());
  }

  private static boolean isCast(Node using, String column) {
    Node bare = using.is("TypeCast") ? using.node("arg").orElse(using) : using;
    return bare.is("ColumnRef") && Columns.in(bare).equals(List.of(column));
  }

  private static Action changeDefault(QualifiedName table, String column, Node command, Span span) {
    return command
        .node("def")
        .<Action>map(value -> new ColumnAction.SetDefault(table, column, Values.of(value), span))
        .orElseGet(() -> new ColumnAction.DropDefault(table, column, span));
  }

  private static ColumnAction.ChangeIdentity.Change set(Node command) {
    List<Node> options = command.nodes("def");
    boolean byDefault =
        options.size() == 1
            && options.get(0).text("defname").orElse("").equals("generated")
            && options.get(0).number("arg", 0) == 'd';
    return byDefault
        ? ColumnAction.ChangeIdentity.Change.RELAX
        : ColumnAction.ChangeIdentity.Change.SET;
  }

  private static Action identity(
      QualifiedName table,
      String column,
      ColumnAction.ChangeIdentity.Change kind,
      Node command,
      Span span) {
    boolean always =
        command
            .descendants()
            .anyMatch(
                node ->
                    node.text("generated_when").orElse("").equals("a")
                        || (node.is("DefElem")
                            && node.text("defname").orElse("").equals("generated")
                            && node.number("arg", 0) == 'a'));
    Optional<Long> next =
        command
            .node("def")
            .flatMap(def -> SequenceOptions.first(def.nodes("options")))
            .or(() -> SequenceOptions.restart(command.nodes("def")));
    return new ColumnAction.ChangeIdentity(table, column, kind, always, next, span);
  }

  /** Until 17 the definition is a constraint, from 18 on it says what is altered. */
  private static Action alterConstraint(QualifiedName table, Node command, Span span) {
    Node definition = definition(command);
    boolean strict =
        !definition.flag("deferrable")
            && (definition.is("Constraint") || definition.flag("alterDeferrability"));
    Enforcement enforcement =
        !definition.flag("alterEnforceability")
            ? Enforcement.AS_IT_IS
            : definition.flag("is_enforced") ? Enforcement.BEGINS : Enforcement.ENDS;
    return new ConstraintAction.Alter(
        table, definition.text("conname").orElse(""), strict, enforcement, span);
  }

  private static Action attach(QualifiedName table, Node partition, Span span) {
    Node child = partition.node("name").orElseThrow();
    Optional<Node> bound = partition.node("bound");
    boolean isDefault = bound.filter(b -> b.flag("is_default")).isPresent();
    return new PartitionAction.Attach(
        table, TreeNames.of(child), isDefault, bound.flatMap(Bounds::range), span);
  }

  private static Action detach(QualifiedName table, Node command, Span span) {
    Node partition = definition(command);
    QualifiedName child = TreeNames.of(partition.node("name").orElseThrow());
    boolean mild =
        partition.flag("concurrent")
            || command.text("subtype").orElse("").equals("AT_DetachPartitionFinalize");
    return new PartitionAction.Detach(table, child, mild, span);
  }

  private static Action ofTable(QualifiedName table, String kind, Span span) {
    if (MILD.contains(kind)) {
      return new TableAction.Minor(table, kind, LockMode.SHARE_UPDATE_EXCLUSIVE, span);
    }
    return switch (kind) {
      case "AT_SetLogged" -> new TableAction.WriteAnew(table, "SET LOGGED", span);
      case "AT_SetUnLogged" -> new TableAction.WriteAnew(table, "SET UNLOGGED", span);
      case "AT_SetTableSpace" -> new TableAction.WriteAnew(table, "SET TABLESPACE", span);
      case "AT_SetAccessMethod" -> new TableAction.WriteAnew(table, "SET ACCESS METHOD", span);
      case "AT_EnableRowSecurity", "AT_ForceRowSecurity" ->
          new TableAction.RowSecurity(table, true, span);
      case "AT_DisableRowSecurity", "AT_NoForceRowSecurity" ->
          new TableAction.RowSecurity(table, false, span);
      case "AT_DisableTrig", "AT_DisableTrigAll", "AT_DisableTrigUser", "AT_DisableRule" ->
          new TableAction.TriggerState(table, true, span);
      case "AT_EnableTrig",
          "AT_EnableAlwaysTrig",
          "AT_EnableReplicaTrig",
          "AT_EnableTrigAll",
          "AT_EnableTrigUser",
          "AT_EnableRule",
          "AT_EnableAlwaysRule",
          "AT_EnableReplicaRule" ->
          new TableAction.TriggerState(table, false, span);
      default -> new TableAction.Minor(table, kind, LockMode.ACCESS_EXCLUSIVE, span);
    };
  }
}

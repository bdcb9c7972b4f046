package dev.concertina.source.read;

import static java.util.Map.entry;

import dev.concertina.change.SetProperty;
import dev.concertina.change.TableProperty;
import dev.concertina.change.TableRef;
import dev.concertina.parser.Node;
import dev.concertina.sql.Sql;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Actions of ALTER TABLE that change neither rows nor columns. */
final class PropertyReader implements ActionReader {

  /** By PostgreSQL's {@code AlterTableType}. */
  static final Map<String, TableProperty> KINDS =
      Map.ofEntries(
          entry("AT_AddInherit", TableProperty.PARENT),
          entry("AT_ChangeOwner", TableProperty.OWNER),
          entry("AT_ClusterOn", TableProperty.CLUSTER_MARK),
          entry("AT_DisableRowSecurity", TableProperty.ROW_SECURITY),
          entry("AT_DisableTrig", TableProperty.TRIGGERS),
          entry("AT_DisableTrigUser", TableProperty.TRIGGERS),
          entry("AT_DropCluster", TableProperty.CLUSTER_MARK),
          entry("AT_DropInherit", TableProperty.FORMER_PARENT),
          entry("AT_EnableAlwaysTrig", TableProperty.TRIGGERS),
          entry("AT_EnableReplicaTrig", TableProperty.TRIGGERS),
          entry("AT_EnableRowSecurity", TableProperty.ROW_SECURITY),
          entry("AT_EnableTrig", TableProperty.TRIGGERS),
          entry("AT_EnableTrigUser", TableProperty.TRIGGERS),
          entry("AT_ForceRowSecurity", TableProperty.FORCED_ROW_SECURITY),
          entry("AT_NoForceRowSecurity", TableProperty.FORCED_ROW_SECURITY),
          entry("AT_ReplicaIdentity", TableProperty.REPLICA_IDENTITY),
          entry("AT_ResetOptions", TableProperty.COLUMN_OPTIONS),
          entry("AT_ResetRelOptions", TableProperty.OPTIONS),
          entry("AT_SetCompression", TableProperty.COMPRESSION),
          entry("AT_SetOptions", TableProperty.COLUMN_OPTIONS),
          entry("AT_SetRelOptions", TableProperty.OPTIONS),
          entry("AT_SetStatistics", TableProperty.STATISTICS),
          entry("AT_SetStorage", TableProperty.STORAGE));

  @Override
  public Reading read(Action action) {
    Node tree = action.tree();
    TableProperty property = KINDS.get(tree.text("subtype").orElse(""));
    if (property == null) {
      return OtherActions.refused(action);
    }
    return Reading.of(
        new SetProperty(
            action.table(),
            property,
            name(tree),
            options(tree),
            Sql.verbatim(action.text()),
            Optional.empty(),
            action.origin()));
  }

  /** Of the column, index or trigger; the parent is named as a table, an index may stand deeper. */
  private static Optional<TableRef> name(Node tree) {
    Optional<Node> definition = tree.node("def");
    return definition
        .filter(node -> node.is("RangeVar"))
        .map(Tables::of)
        .or(() -> definition.flatMap(node -> node.text("name")).map(TableRef::of))
        .or(() -> tree.text("name").map(TableRef::of));
  }

  private static List<String> options(Node tree) {
    return tree.node("def").stream()
        .flatMap(list -> list.nodes("items").stream())
        .filter(item -> item.is("DefElem"))
        .map(
            item ->
                String.join(
                    ".",
                    Stream.concat(item.text("defnamespace").stream(), item.text("defname").stream())
                        .toList()))
        .toList();
  }
}

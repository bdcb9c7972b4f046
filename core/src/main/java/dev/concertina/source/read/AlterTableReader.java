package dev.concertina.source.read;

import static java.util.Map.entry;

import dev.concertina.change.DropColumn;
import dev.concertina.change.DropConstraint;
import dev.concertina.change.DropNotNull;
import dev.concertina.change.SetNotNull;
import dev.concertina.change.ValidateConstraint;
import dev.concertina.parser.Node;
import dev.concertina.source.read.ActionReader.Action;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** {@code ALTER TABLE} with one action or several. */
final class AlterTableReader implements StatementReader {

  private final Map<String, ActionReader> byAction;

  AlterTableReader(Slices slices) {
    this.byAction = new HashMap<>();
    PropertyReader properties = new PropertyReader();
    PropertyReader.KINDS.keySet().forEach(kind -> byAction.put(kind, properties));
    byAction.putAll(
        Map.ofEntries(
            entry("AT_AddColumn", new AddColumnReader(slices)),
            entry("AT_AddConstraint", new NewConstraintReader(slices)),
            entry("AT_AddIdentity", GenerationReaders::addIdentity),
            entry("AT_AlterColumnType", new ChangeTypeReader(slices)),
            entry("AT_AlterConstraint", new AlterConstraintReader()),
            entry("AT_AttachPartition", PartitionReaders::attach),
            entry("AT_ColumnDefault", new DefaultReader(slices)),
            entry("AT_DetachPartition", PartitionReaders::detach),
            entry("AT_DropColumn", AlterTableReader::dropColumn),
            entry("AT_DropConstraint", AlterTableReader::dropConstraint),
            entry("AT_DropExpression", GenerationReaders::change),
            entry("AT_DropIdentity", GenerationReaders::change),
            entry("AT_DropNotNull", AlterTableReader::dropNotNull),
            entry("AT_SetIdentity", GenerationReaders::change),
            entry("AT_SetNotNull", AlterTableReader::setNotNull),
            entry("AT_ValidateConstraint", AlterTableReader::validateConstraint)));
  }

  @Override
  public Reading read(Written statement) {
    if (!statement.tree().text("objtype").orElse("").equals("OBJECT_TABLE")) {
      return AlterObjectReader.relation(statement);
    }
    Node table = statement.tree().node("relation").orElseThrow();
    Optional<Refusal> problem =
        Tables.problem("ALTER TABLE", table, statement.tree().flag("missing_ok"));
    return problem.<Reading>map(Reading.Refused::new).orElseGet(() -> actions(statement, table));
  }

  private Reading actions(Written statement, Node table) {
    List<Node> commands = statement.tree().nodes("cmds");
    List<Tokens> tokens = statement.tokens().splitAtCommas();
    if (tokens.size() != commands.size()) {
      return OtherStatements.refused(statement);
    }
    List<Item> items = new ArrayList<>();
    List<Refusal> refusals = new ArrayList<>();
    for (int i : AlterTableOrder.of(commands)) {
      Action action = new Action(table, commands.get(i), tokens.get(i), statement.origin());
      Reading reading = read(action);
      if (reading instanceof Reading.Understood understood) {
        items.addAll(understood.items());
      } else if (reading instanceof Reading.Refused refused) {
        refusals.add(refused.refusal());
      }
    }
    if (refusals.isEmpty()) {
      return new Reading.Understood(items);
    }
    Refusal first = refusals.get(0);
    return new Reading.Refused(items.isEmpty() ? first : first.besideOthers());
  }

  private Reading read(Action action) {
    String kind = action.tree().text("subtype").orElse("");
    ActionReader reader = byAction.get(kind);
    return reader == null ? OtherActions.refused(action) : reader.read(action);
  }

  private static Reading dropColumn(Action action) {
    return Reading.of(
        new DropColumn(
            action.table(),
            action.name(),
            action.tree().flag("missing_ok"),
            action.cascade(),
            Optional.empty(),
            action.origin()));
  }

  private static Reading dropConstraint(Action action) {
    return Reading.of(
        new DropConstraint(
            action.table(),
            action.name(),
            action.tree().flag("missing_ok"),
            action.cascade(),
            Optional.empty(),
            action.origin()));
  }

  private static Reading dropNotNull(Action action) {
    return Reading.of(
        new DropNotNull(action.table(), action.name(), Optional.empty(), action.origin()));
  }

  private static Reading validateConstraint(Action action) {
    return Reading.of(new ValidateConstraint(action.table(), action.name(), action.origin()));
  }

  private static Reading setNotNull(Action action) {
    return Reading.of(
        new SetNotNull(action.table(), action.name(), Optional.empty(), action.origin()));
  }
}

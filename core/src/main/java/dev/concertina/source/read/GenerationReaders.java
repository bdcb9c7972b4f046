package dev.concertina.source.read;

import dev.concertina.change.AddIdentity;
import dev.concertina.change.RunPhase;
import dev.concertina.change.SetProperty;
import dev.concertina.change.TableProperty;
import dev.concertina.change.TableRef;
import dev.concertina.parser.Node;
import dev.concertina.source.read.ActionReader.Action;
import dev.concertina.sql.Sql;
import java.util.List;
import java.util.Optional;

/** Identity columns, and generated ones that become plain. */
final class GenerationReaders {

  private static final int BY_DEFAULT = 'd';

  private GenerationReaders() {}

  static Reading addIdentity(Action action) {
    Node definition = action.tree().node("def").orElseThrow();
    return Reading.of(
        new AddIdentity(
            action.table(),
            action.name(),
            definition.text("generated_when").orElse("").equals("a"),
            action
                .tokens()
                .behind("IDENTITY")
                .map(options -> Sql.verbatim(options.text()))
                .orElse(Sql.of("")),
            false,
            action.origin()));
  }

  /** BY DEFAULT refuses less than ALWAYS: it comes at once. */
  static Reading change(Action action) {
    List<Node> settings =
        action.tree().node("def").map(list -> list.nodes("items")).orElse(List.of());
    boolean relaxes =
        settings.size() == 1
            && settings.get(0).number("arg", 0) == BY_DEFAULT
            && settings.get(0).text("defname").orElse("").equals("generated");
    return Reading.of(
        new SetProperty(
            action.table(),
            TableProperty.GENERATION,
            Optional.of(new TableRef(Optional.empty(), action.name())),
            List.of(),
            Sql.verbatim(action.text()),
            relaxes ? Optional.of(RunPhase.EXPAND) : Optional.empty(),
            action.origin()));
  }
}

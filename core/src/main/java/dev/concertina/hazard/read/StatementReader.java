package dev.concertina.hazard.read;

import dev.concertina.hazard.action.Action;
import dev.concertina.hazard.action.Other;
import dev.concertina.parser.PostgresParser;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Reads a statement as what it does. */
final class StatementReader {

  private final Map<String, Function<Piece, List<Action>>> byKind = new HashMap<>();
  private final BodyReader bodies;
  private final DoReader blocks;

  StatementReader(PostgresParser parser) {
    bodies = new BodyReader(parser, this);
    byKind.put("AlterTableStmt", new AlterTableReader()::read);
    TableReaders.register(byKind);
    DropReader.register(byKind);
    RenameReaders.register(byKind);
    ObjectReaders.register(byKind);
    RoutineReaders.register(byKind);
    DataReaders.register(byKind);
    SessionReaders.register(byKind);
    blocks = new DoReader(bodies);
    byKind.put("DoStmt", blocks::read);
    byKind.put("ExplainStmt", this::explain);
  }

  /** Reads what functions do. */
  BodyReader bodies() {
    return bodies;
  }

  /** What it does, step by step; neither they nor the list are ever empty. */
  List<List<Action>> steps(Piece statement) {
    return statement.tree().is("DoStmt") ? blocks.steps(statement) : List.of(read(statement));
  }

  /** ANALYZE carries the statement out. */
  private List<Action> explain(Piece statement) {
    return Options.isOn(statement.tree(), "options", "analyze")
        ? statement.tree().node("query").map(statement::part).map(this::read).orElse(List.of())
        : List.of();
  }

  /** What it does, in its order; never empty. */
  List<Action> read(Piece statement) {
    List<Action> actions =
        byKind.getOrDefault(statement.tree().kind(), any -> List.of()).apply(statement);
    return actions.isEmpty()
        ? List.of(new Other(statement.tree().kind(), statement.span()))
        : actions;
  }
}

package dev.concertina.hazard;

import dev.concertina.hazard.action.Action;
import dev.concertina.hazard.action.Lock;
import dev.concertina.hazard.model.RunningSchema;
import dev.concertina.hazard.read.UnitReader;
import dev.concertina.parser.PostgresParser;
import java.util.ArrayList;
import java.util.List;

/** What the statements of scripts will lock, without judging it. Safe for any thread. */
public final class Forecast {

  private final UnitReader reader;

  public Forecast(PostgresParser parser) {
    this.reader = new UnitReader(parser);
  }

  /** A statement and the locks that it takes on relations that were there before it. */
  public record Expected(Script script, Statement statement, List<Lock> locks) {

    public Expected {
      locks = List.copyOf(locks);
    }
  }

  /**
   * The statements of all scripts, in their order.
   *
   * @param server the major version of the server
   */
  public List<Expected> of(List<Script> scripts, int server) {
    return ofUnits(scripts.stream().map(reader::read).toList(), server);
  }

  /** As {@link #of}, of scripts that are read already. */
  public static List<Expected> ofUnits(List<Unit> units, int server) {
    RunningSchema schema = new RunningSchema();
    List<Expected> expected = new ArrayList<>();
    for (Unit unit : units) {
      schema.startScript(unit.release());
      for (Statement statement : unit.statements()) {
        List<Lock> locks = new ArrayList<>();
        for (Action action : statement.actions()) {
          locks.addAll(action.locks(schema, server));
          action.bound(schema.savepoints());
          action.change(schema);
        }
        expected.add(new Expected(unit.script(), statement, locks));
      }
    }
    return expected;
  }
}

package dev.concertina.hazard.read;

import dev.concertina.change.Origin;
import dev.concertina.hazard.Script;
import dev.concertina.hazard.Span;
import dev.concertina.hazard.Statement;
import dev.concertina.hazard.TransactionMode;
import dev.concertina.hazard.Unit;
import dev.concertina.parser.ParsedScript;
import dev.concertina.parser.ParsedStatement;
import dev.concertina.parser.PostgresParser;
import java.util.ArrayList;
import java.util.List;

/** Reads scripts. Safe for any thread. */
public final class UnitReader {

  private final PostgresParser parser;
  private final StatementReader reader = new StatementReader();

  public UnitReader(PostgresParser parser) {
    this.parser = parser;
  }

  /**
   * The statements of a script and what they do.
   *
   * @throws dev.concertina.parser.SqlSyntaxException if PostgreSQL could not read it
   */
  public Unit read(Script script) {
    ParsedScript parsed = parser.parse(script.text());
    List<Statement> statements = new ArrayList<>();
    for (ParsedStatement each : parsed.statements()) {
      Span span = new Span(each.start(), each.end());
      statements.add(
          new Statement(
              new Origin(script.name(), each.line(), each.text()),
              span,
              false,
              reader.read(each.tree(), span)));
    }
    return new Unit(script, script.transaction() == TransactionMode.WHOLE_SCRIPT, statements);
  }
}

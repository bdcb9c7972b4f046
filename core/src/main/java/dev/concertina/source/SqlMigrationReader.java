package dev.concertina.source;

import dev.concertina.change.Change;
import dev.concertina.change.MigrationException;
import dev.concertina.change.Origin;
import dev.concertina.parser.ParsedScript;
import dev.concertina.parser.ParsedStatement;
import dev.concertina.parser.PostgresParser;
import dev.concertina.parser.SqlSyntaxException;
import dev.concertina.source.directive.Directives;
import dev.concertina.source.read.Folding;
import dev.concertina.source.read.Item;
import dev.concertina.source.read.ScriptReader;
import dev.concertina.source.read.Written;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads naive SQL as changes. What is not understood is refused, never guessed. Safe for any
 * thread.
 */
public final class SqlMigrationReader implements SourceReader {

  private final PostgresParser parser;

  public SqlMigrationReader(PostgresParser parser) {
    this.parser = parser;
  }

  @Override
  public List<Change> read(String file, String text) {
    ParsedScript script = parse(file, text);
    Emptiness.refuse(script, file);
    LongNames.refuse(script, statement -> new Origin(file, statement.line(), statement.text()));
    Directives directives = Directives.read(script, file, parser);
    ScriptReader reader = new ScriptReader(parser);
    List<Item> items = new ArrayList<>();
    for (ParsedStatement statement : script.statements()) {
      items.addAll(reader.read(Written.of(statement, script, file), directives.of(statement)));
    }
    return Folding.fold(items);
  }

  private ParsedScript parse(String file, String text) {
    try {
      return parser.parse(text);
    } catch (SqlSyntaxException e) {
      int line = Math.max(1, e.line());
      String source = text.lines().skip(line - 1L).findFirst().orElse("");
      MigrationException refused =
          new MigrationException(
              "syntax",
              "PostgreSQL cannot read this: " + e.getMessage() + ".",
              "Correct the SQL near column " + Math.max(1, e.column()) + " of the line.",
              new Origin(file, line, source));
      throw (MigrationException) refused.initCause(e);
    }
  }
}

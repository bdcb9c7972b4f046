package dev.concertina.source.read;

import dev.concertina.change.AsWritten;
import dev.concertina.change.MigrationException;
import dev.concertina.change.RunPhase;
import dev.concertina.change.TableRef;
import dev.concertina.parser.PostgresParser;
import dev.concertina.source.directive.StatementDirectives;
import java.util.List;
import java.util.Optional;

/**
 * Reads the statements of one script in order; it remembers the tables that they create. For one
 * script and one thread.
 */
public final class ScriptReader {

  private final StatementReaders readers;
  private final CreatedTables created = new CreatedTables();

  public ScriptReader(PostgresParser parser) {
    this.readers = new StatementReaders(parser);
  }

  /**
   * What the next statement asks for.
   *
   * @throws MigrationException if it is refused, or cannot use its directives
   */
  public List<Item> read(Written statement, StatementDirectives directives) {
    List<TableRef> own = created.onlySubjects(statement);
    if (!own.isEmpty()) {
      created.follow(statement, own);
      return asWritten(statement, directives, own, true);
    }
    Reading reading = readers.read(statement);
    if (reading instanceof Reading.Understood understood) {
      List<Item> items = DirectiveUse.apply(directives, understood.items(), statement);
      items.forEach(item -> note(item, statement));
      return items;
    }
    Refusal refusal = ((Reading.Refused) reading).refusal();
    if (directives.phase().isEmpty() || !refusal.phaseHelps()) {
      throw refusal.at(statement.origin());
    }
    Optional<String> never = NeverAsWritten.reason(statement);
    if (never.isPresent()) {
      throw Refusal.always(refusal.what(), never.get(), refusal.instead()).at(statement.origin());
    }
    return asWritten(statement, directives, SubjectTables.of(statement.tree()), false);
  }

  private void note(Item item, Written statement) {
    if (item instanceof Item.Whole whole) {
      created.note(whole.change(), statement);
    }
  }

  private static List<Item> asWritten(
      Written statement,
      StatementDirectives directives,
      List<TableRef> tables,
      boolean ofNewObjects) {
    AsWritten change =
        new AsWritten(
            statement.sql(),
            directives.phase().map(StatementDirectives.Value::value).orElse(RunPhase.EXPAND),
            CreatedTables.single(tables),
            ofNewObjects,
            ofNewObjects ? CreatedTables.becomes(statement, tables) : Optional.empty(),
            Tables.references(statement.tree()),
            statement.origin());
    StatementDirectives others =
        new StatementDirectives(
            directives.up(), directives.down(), Optional.empty(), directives.allowances());
    return DirectiveUse.apply(others, List.of(new Item.Whole(change)), statement);
  }
}

package dev.concertina.source;

import dev.concertina.change.Change;
import dev.concertina.change.MigrationException;
import dev.concertina.change.Origin;
import dev.concertina.parser.ParsedScript;
import dev.concertina.parser.PostgresParser;
import dev.concertina.parser.SqlSyntaxException;
import dev.concertina.source.fragment.Fragments;
import dev.concertina.source.pgroll.PgrollOperations;
import dev.concertina.source.read.Folding;
import dev.concertina.source.read.Item;
import dev.concertina.source.read.ScriptReader;
import dev.concertina.source.read.Written;
import dev.concertina.source.word.Place;
import dev.concertina.source.word.Said;
import dev.concertina.source.word.Spoken;
import dev.concertina.source.word.Vocabulary;
import dev.concertina.source.yaml.YamlNode;
import dev.concertina.source.yaml.YamlReader;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads migrations in YAML as changes, those of pgroll among them. A word that is a statement in
 * SQL goes through the reader of SQL, so that both languages mean the same. Safe for any thread.
 */
public final class YamlMigrationReader implements SourceReader {

  private final PostgresParser parser;
  private final Fragments fragments;
  private final YamlReader yaml = new YamlReader();
  private final Vocabulary vocabulary = new Vocabulary();
  private final PgrollOperations pgroll;

  public YamlMigrationReader(PostgresParser parser) {
    this.parser = parser;
    this.fragments = new Fragments(parser);
    this.pgroll = new PgrollOperations(parser);
  }

  @Override
  public List<Change> read(String file, String text) {
    ScriptReader reader = new ScriptReader(parser);
    List<Item> items = new ArrayList<>();
    for (Spoken spoken : spoken(yaml.read(file, text), new Place(file, ""), true)) {
      if (spoken.said() instanceof Said.Statement statement) {
        items.addAll(reader.read(written(statement, spoken.line(), file), spoken.directives()));
      } else if (spoken.said() instanceof Said.Whole whole) {
        items.add(new Item.Whole(whole.change()));
      }
    }
    return Folding.fold(items);
  }

  /**
   * What the words of a text say, in its order, before anybody asks whether it can be carried out.
   * What pgroll's {@code up} and {@code down} do to values is left out.
   *
   * @param file what messages name
   * @throws MigrationException if something is not a word, or says what it cannot
   */
  public List<Spoken> spoken(String file, String text) {
    return spoken(yaml.read(file, text), new Place(file, ""), false);
  }

  private List<Spoken> spoken(YamlNode root, Place place, boolean withValues) {
    boolean ofPgroll =
        root instanceof YamlNode.Mapping mapping
            && mapping.entries().stream()
                .anyMatch(entry -> entry.key().equals(PgrollOperations.OPERATIONS));
    return ofPgroll
        ? pgroll.read((YamlNode.Mapping) root, place, withValues)
        : vocabulary.read(root, place, fragments);
  }

  private Written written(Said.Statement statement, int line, String file) {
    ParsedScript script = parse(statement, file);
    if (script.statements().size() != 1) {
      throw refused(
          "Here stand " + script.statements().size() + " statements, and one is expected",
          "Write one item of changes for each statement.",
          new Origin(file, line, statement.sql().sql()));
    }
    LongNames.refuse(script, named -> new Origin(file, line, named.text()));
    return Written.at(script.statements().get(0), script, file, line);
  }

  private ParsedScript parse(Said.Statement statement, String file) {
    try {
      return parser.parse(statement.sql().sql());
    } catch (SqlSyntaxException e) {
      int line = statement.line() + Math.max(0, e.line() - 1);
      MigrationException refused =
          refused(
              "PostgreSQL cannot read this: " + e.getMessage(),
              "Correct the SQL.",
              new Origin(file, line, statement.sql().sql()));
      throw (MigrationException) refused.initCause(e);
    }
  }

  private static MigrationException refused(String message, String hint, Origin origin) {
    return new MigrationException("yaml-sql", message + ".", hint, origin);
  }
}

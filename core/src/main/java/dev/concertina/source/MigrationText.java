package dev.concertina.source;

import dev.concertina.change.Migration;
import dev.concertina.change.MigrationException;
import dev.concertina.parser.PostgresParser;
import java.io.InputStream;
import java.nio.file.Path;

/** Reads one migration from a file, from standard input or from a text. Safe for any thread. */
public final class MigrationText {

  /** How {@link dev.concertina.change.Origin} names standard input. */
  public static final String STANDARD_INPUT = "-";

  private final SourceReader sql;
  private final SourceReader yaml;

  public MigrationText(PostgresParser parser) {
    this.sql = new SqlMigrationReader(parser);
    this.yaml = new YamlMigrationReader(parser);
  }

  /**
   * Reads a file that is named like a migration.
   *
   * @throws MigrationException if its name or its text cannot be used
   */
  public Migration read(Path file) {
    Path name = file.getFileName();
    return read(name == null ? "" : name.toString(), file);
  }

  /**
   * Reads a file of any name.
   *
   * @param name the migration's name, for instance {@code V7__rename_user_name}
   * @throws MigrationException if the name or the text cannot be used
   */
  public Migration read(String name, Path file) {
    return of(name, file.toString(), TextFile.read(file));
  }

  /**
   * Reads standard input to its end.
   *
   * @param name the migration's name, for instance {@code V7__rename_user_name}
   * @throws MigrationException if the name or the text cannot be used
   */
  public Migration read(String name, InputStream standardInput) {
    return of(name, STANDARD_INPUT, TextFile.read(standardInput, STANDARD_INPUT));
  }

  /**
   * The migration that a text describes.
   *
   * @param name the migration's name, with or without the extension of its language; without, it is
   *     that of the file, or else SQL
   * @param file what messages name
   * @throws MigrationException if the name or the text cannot be used
   */
  public Migration of(String name, String file, String text) {
    Language language = Language.ofName(name).or(() -> Language.ofName(file)).orElse(Language.SQL);
    MigrationName read = MigrationName.parse(Language.bare(name), file);
    SourceReader reader = language == Language.SQL ? sql : yaml;
    return new Migration(
        read.version(), read.description(), file, text, Checksum.of(text), reader.read(file, text));
  }
}

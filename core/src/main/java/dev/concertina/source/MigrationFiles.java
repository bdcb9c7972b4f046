package dev.concertina.source;

import dev.concertina.change.Migration;
import dev.concertina.change.MigrationException;
import dev.concertina.change.Origin;
import dev.concertina.change.Version;
import dev.concertina.parser.PostgresParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Reads a directory of migrations. A file that looks like a migration but is none is an error: a
 * migration that is left out silently is worse. Hidden files, sub-directories and files of other
 * kinds are not looked at.
 */
public final class MigrationFiles {

  /** SQL of any name, and anything that starts like a version. */
  private static final Pattern LOOKS_LIKE_ONE = Pattern.compile("(?i).*\\.sql|V[0-9].*");

  private final MigrationText text;

  public MigrationFiles(PostgresParser parser) {
    this.text = new MigrationText(parser);
  }

  /**
   * The directory's migrations in the order of their versions.
   *
   * @throws MigrationException if the directory is not there, or one of its migrations cannot be
   *     used
   */
  public List<Migration> read(Path directory) {
    Map<Version, Path> byVersion = new TreeMap<>();
    for (Path file : list(directory)) {
      MigrationName name = MigrationName.parse(bareName(file), file.toString());
      Path other = byVersion.putIfAbsent(name.version(), file);
      if (other != null) {
        throw duplicate(name.version(), other, file);
      }
    }
    return byVersion.values().stream().map(text::read).toList();
  }

  private static List<Path> list(Path directory) {
    try (Stream<Path> entries = Files.list(directory)) {
      List<Path> files = new ArrayList<>();
      for (Path entry : entries.sorted().toList()) {
        String name = fileName(entry);
        if (LOOKS_LIKE_ONE.matcher(name).matches() && !name.startsWith(".")) {
          files.add(entry);
        }
      }
      return files;
    } catch (IOException e) {
      MigrationException refused =
          new MigrationException(
              "no-directory",
              "The directory of migrations cannot be read: "
                  + directory
                  + " ("
                  + Reasons.of(e)
                  + ").",
              "Run in the directory that holds it, name it with --migrations, or create it.",
              Optional.empty());
      throw (MigrationException) refused.initCause(e);
    }
  }

  private static String bareName(Path file) {
    String name = fileName(file);
    if (Language.ofName(name).isEmpty()) {
      throw new MigrationException(
          "file-name",
          "\""
              + name
              + "\" starts like a migration, but ends in none of "
              + Language.endings()
              + ".",
          "End its name in .sql or .yaml, or move it out of the directory.",
          new Origin(file.toString(), 1, ""));
    }
    return Language.bare(name);
  }

  private static String fileName(Path entry) {
    Path name = entry.getFileName();
    return name == null ? "" : name.toString();
  }

  private static MigrationException duplicate(Version version, Path first, Path second) {
    return new MigrationException(
        "duplicate-version",
        "Two migrations have version " + version + ": " + first + " and " + second + ".",
        "Give one of them another version; 1, 1.0 and 1_0 are the same.",
        new Origin(second.toString(), 1, ""));
  }
}

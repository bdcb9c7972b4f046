package dev.concertina.lint.layout;

import dev.concertina.change.MigrationException;
import dev.concertina.change.Origin;
import dev.concertina.lint.file.ScriptFile;
import dev.concertina.lint.liquibase.Changelogs;
import dev.concertina.lint.text.MigrationBytes;
import dev.concertina.lint.yaml.YamlMigrations;
import dev.concertina.parser.PostgresParser;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Everything that paths name, in the order in which it would run. A file that cannot be read is a
 * problem and no end: the others are judged all the same. Not thread-safe.
 */
public final class Migrations {

  /** How standard input is named. */
  public static final String STANDARD_INPUT = "-";

  private final List<ScriptFile> scripts = new ArrayList<>();
  private final List<MigrationException> problems = new ArrayList<>();
  private final Changelogs changelogs = new Changelogs(problems::add);
  private final YamlMigrations yamlMigrations;

  private Migrations(PostgresParser parser) {
    this.yamlMigrations = new YamlMigrations(parser);
  }

  /**
   * Reads files, directories and {@code -}.
   *
   * @throws MigrationException if a directory holds more files than migrations ever are
   */
  public static Migrations read(
      List<String> paths, InputStream standardInput, PostgresParser parser) {
    Migrations read = new Migrations(parser);
    for (String path : paths) {
      if (path.equals(STANDARD_INPUT)) {
        read.standardInput(standardInput);
      } else {
        read.path(path);
      }
    }
    return read;
  }

  /** What runs, in order. */
  public List<ScriptFile> scripts() {
    return List.copyOf(scripts);
  }

  /** What could not be read, with the place. */
  public List<MigrationException> problems() {
    return List.copyOf(problems);
  }

  private void standardInput(InputStream in) {
    try {
      String text = MigrationBytes.read(in, STANDARD_INPUT);
      scripts.addAll(Changelogs.sql(STANDARD_INPUT, Optional.empty(), text));
    } catch (MigrationException e) {
      problems.add(e);
    }
  }

  private void path(String named) {
    try {
      Path path = Path.of(named);
      if (Files.isDirectory(path)) {
        directory(path);
      } else {
        file(FoundFile.named(path));
      }
    } catch (InvalidPathException e) {
      problems.add(unusable("It is no path: " + e.getReason() + ".", named));
    }
  }

  private void file(FoundFile file) {
    if (file.undoes()) {
      return;
    }
    if (file.isSql() || !Files.isReadable(file.path()) || isChangelog(file)) {
      scripts.addAll(changelogs.read(file.path()));
    } else if (isYamlMigration(file)) {
      yaml(file.path());
    } else {
      problems.add(
          unusable(
              "It is neither SQL, nor a changelog of Liquibase, nor a migration in YAML.",
              file.path().toString()));
    }
  }

  private void directory(Path directory) {
    List<FoundFile> found =
        FileSearch.below(directory, problems::add).stream()
            .filter(file -> !file.undoes())
            .sorted(new RunOrder())
            .toList();
    List<FoundFile> files =
        SqitchPlan.beside(directory).map(plan -> plan.order(found)).orElse(found);
    List<Path> trees =
        files.stream()
            .filter(file -> file.mayBeTree() && isChangelog(file))
            .map(FoundFile::path)
            .toList();
    Set<Path> included = changelogs.included(trees);
    trees.stream().filter(tree -> !included.contains(key(tree))).forEach(this::changelog);
    trees.forEach(this::changelog);
    files.stream()
        .filter(file -> !included.contains(key(file.path())) && !trees.contains(file.path()))
        .forEach(this::ordered);
  }

  private void ordered(FoundFile file) {
    if (file.isSql()) {
      scripts.addAll(changelogs.read(file.path()));
    } else if (file.mayBeTree() && isYamlMigration(file)) {
      yaml(file.path());
    }
  }

  private void yaml(Path path) {
    try {
      scripts.add(yamlMigrations.read(path));
    } catch (MigrationException e) {
      problems.add(e);
    }
  }

  /** What is included has been read by then, unless changelogs include each other in a circle. */
  private void changelog(Path tree) {
    scripts.addAll(changelogs.read(tree));
  }

  private static boolean isChangelog(FoundFile file) {
    return Changelogs.begins(MigrationBytes.beginning(file.path()));
  }

  private static boolean isYamlMigration(FoundFile file) {
    return YamlMigrations.begins(MigrationBytes.beginning(file.path()));
  }

  private static Path key(Path path) {
    return path.toAbsolutePath().normalize();
  }

  private static MigrationException unusable(String why, String file) {
    return new MigrationException(
        "unknown-format",
        why,
        "Name files of SQL, changelogs, migrations in YAML, directories, or - for standard input.",
        new Origin(file, 1, ""));
  }
}

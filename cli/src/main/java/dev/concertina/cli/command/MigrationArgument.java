package dev.concertina.cli.command;

import dev.concertina.change.Migration;
import dev.concertina.change.MigrationException;
import dev.concertina.change.Version;
import dev.concertina.cli.Context;
import dev.concertina.cli.UsageException;
import dev.concertina.source.MigrationFiles;
import dev.concertina.source.MigrationText;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Which migrations a command is about: all files of the directory, or the one that is named. */
final class MigrationArgument {

  static final String STANDARD_INPUT = "-";

  @Parameters(
      index = "0",
      arity = "0..1",
      paramLabel = "VERSION|FILE",
      description = "One migration instead of all; - reads standard input.")
  private Optional<String> which = Optional.empty();

  @Option(
      names = "--as",
      paramLabel = "NAME",
      description = "What the migration is called: V7__rename_user_name.")
  private Optional<String> name = Optional.empty();

  /** Whether one migration is named. */
  boolean isGiven() {
    return which.isPresent();
  }

  /** Whether it is read from standard input. */
  boolean isStandardInput() {
    return which.filter(STANDARD_INPUT::equals).isPresent();
  }

  /** The argument as the user wrote it, for a hint. */
  String words() {
    return which.map(w -> " " + w).orElse("");
  }

  /** The version that is named, if a version is. */
  Optional<Version> version() {
    return which.filter(text -> !Files.exists(Path.of(text))).flatMap(VersionConverter::ifVersion);
  }

  /**
   * The migrations in the order of their versions.
   *
   * @throws MigrationException if one of them cannot be used
   */
  List<Migration> read(Context context) {
    return which.map(text -> List.of(one(text, context))).orElseGet(() -> directory(context));
  }

  static List<Migration> directory(Context context) {
    return new MigrationFiles(context.parser()).read(context.configuration().migrations());
  }

  private Migration one(String text, Context context) {
    if (text.equals(STANDARD_INPUT)) {
      return fromStandardInput(context);
    }
    Optional<Version> version = version();
    if (version.isPresent()) {
      return ofVersion(version.get(), context);
    }
    MigrationText reader = new MigrationText(context.parser());
    Path file = Path.of(text);
    return name.map(given -> reader.read(given, file)).orElseGet(() -> reader.read(file));
  }

  private Migration fromStandardInput(Context context) {
    String given =
        name.orElseThrow(
            () ->
                new UsageException(
                    "a migration from standard input has no name",
                    "add --as V7__what_it_does, with its version"));
    return new MigrationText(context.parser()).read(given, context.in());
  }

  private static Migration ofVersion(Version version, Context context) {
    return directory(context).stream()
        .filter(migration -> migration.version().equals(version))
        .findFirst()
        .orElseThrow(
            () ->
                new MigrationException(
                    "unknown-version",
                    "there is no migration of version "
                        + version
                        + " in "
                        + context.configuration().migrations(),
                    "name another version or a file, or correct --migrations",
                    Optional.empty()));
  }

  /** Names standard input where it has no name, for a command that only looks. */
  void nameStandardInput(String otherwise) {
    if (isStandardInput() && name.isEmpty()) {
      name = Optional.of(otherwise);
    }
  }
}

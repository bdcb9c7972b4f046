package dev.concertina.lint.liquibase;

import dev.concertina.change.MigrationException;
import dev.concertina.change.Origin;
import dev.concertina.lint.text.MigrationBytes;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A changelog that is being read.
 *
 * @param path where it is, as the user named it or its directory
 * @param properties of all changelogs read so far; the first value of a name counts
 * @param problems takes what cannot be read
 */
record ChangelogFile(
    Path path, Map<String, String> properties, Consumer<MigrationException> problems) {

  private static final Pattern PLACEHOLDER = Pattern.compile("\\$\\{([^}]+)}");

  String name() {
    return path.toString();
  }

  /**
   * The file or directory that is meant: beside the changelog, or below one of the directories that
   * it stands in, one of which is the root of Liquibase's search path.
   */
  Optional<Path> resolve(String wanted, boolean relative) {
    String plain = substitute(wanted).replaceFirst("^classpath\\*?:", "").replace('\\', '/');
    try {
      Path sibling = path.resolveSibling(plain).normalize();
      if (relative || isReadable(sibling)) {
        return Optional.of(sibling).filter(ChangelogFile::isReadable);
      }
      return fromAbove(plain.replaceFirst("^/+", ""));
    } catch (InvalidPathException e) {
      return Optional.empty();
    }
  }

  private Optional<Path> fromAbove(String plain) {
    Path here = path.toAbsolutePath().normalize().getParent();
    for (Path above = here; above != null; above = above.getParent()) {
      Path candidate = above.resolve(plain);
      if (isReadable(candidate)) {
        return Optional.of(asNamed(candidate));
      }
    }
    return Optional.empty();
  }

  /** A pipe or a device would be read for ever. */
  private static boolean isReadable(Path path) {
    return Files.isRegularFile(path) || Files.isDirectory(path);
  }

  /** Relative, if the changelog was named so. */
  private Path asNamed(Path absolute) {
    Path here = Path.of("").toAbsolutePath();
    return path.isAbsolute() || !absolute.startsWith(here) ? absolute : here.relativize(absolute);
  }

  String substitute(String text) {
    return PLACEHOLDER
        .matcher(text)
        .replaceAll(
            found ->
                Matcher.quoteReplacement(
                    properties.getOrDefault(found.group(1).strip(), found.group())));
  }

  String sqlOf(Path file) {
    return substitute(MigrationBytes.read(file, file.toString()));
  }

  void lacks(String wanted, int line) {
    problems.accept(
        new MigrationException(
            "changelog",
            "The changelog names " + wanted + ", which is not there.",
            "Correct the path, or name the directory that it is relative to.",
            new Origin(name(), line, "")));
  }
}

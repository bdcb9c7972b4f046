package dev.concertina.lint.liquibase;

import dev.concertina.change.MigrationException;
import dev.concertina.change.Origin;
import dev.concertina.lint.file.ScriptFile;
import dev.concertina.lint.file.SqlFile;
import dev.concertina.lint.text.MigrationBytes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Changelogs in every language of Liquibase, with what they include. Each file is read once. Not
 * thread-safe.
 */
public final class Changelogs {

  private static final Pattern TREE =
      Pattern.compile("<(\\w+:)?databaseChangeLog\\b|(?m)^\\s*\"?databaseChangeLog\"?\\s*:");
  private static final Pattern FILE = Pattern.compile("(?i).*\\.(sql|xml|yaml|yml|json)");

  private final Consumer<MigrationException> problems;
  private final StructuredChanges changes = new StructuredChanges();
  private final Map<String, String> properties = new HashMap<>();
  private final Map<Path, Element> parsed = new HashMap<>();
  private final Set<Path> read = new HashSet<>();
  private final List<ScriptFile> scripts = new ArrayList<>();

  /**
   * @param problems takes what cannot be read; the rest goes on
   */
  public Changelogs(Consumer<MigrationException> problems) {
    this.problems = problems;
  }

  /** Whether a file begins like a changelog. */
  public static boolean begins(String beginning) {
    return FormattedSql.is(beginning) || TREE.matcher(beginning).find();
  }

  /** Reads a script of SQL from standard input or from a text, formatted or not. */
  public static List<ScriptFile> sql(String name, Optional<Path> path, String text) {
    return FormattedSql.is(text)
        ? FormattedSql.read(name, path, text)
        : List.of(SqlFile.of(name, path, text));
  }

  /** The files that changelogs name, as absolute paths: they are read with those, not alone. */
  public Set<Path> included(List<Path> changelogs) {
    Set<Path> included = new HashSet<>();
    for (Path path : changelogs) {
      ChangelogFile file = new ChangelogFile(path, properties, problem -> {});
      for (Element child : tree(path).map(Element::children).orElse(List.of())) {
        named(file, child).forEach(target -> included.add(key(target)));
      }
    }
    return included;
  }

  private List<Path> named(ChangelogFile file, Element child) {
    return switch (child.name()) {
      case "include" -> target(file, child, "file").stream().toList();
      case "includeAll" -> target(file, child, "path").map(this::list).orElse(List.of());
      case "changeSet" ->
          child
              .children("sqlFile")
              .flatMap(change -> target(file, change, "path").stream())
              .toList();
      default -> List.of();
    };
  }

  private static Optional<Path> target(ChangelogFile file, Element element, String attribute) {
    return element
        .get(attribute)
        .flatMap(wanted -> file.resolve(wanted, element.isTrue("relativeToChangelogFile")));
  }

  /** The scripts of a file and of all that it includes, in order; nothing if it was read before. */
  public List<ScriptFile> read(Path path) {
    int before = scripts.size();
    file(path);
    return List.copyOf(scripts.subList(before, scripts.size()));
  }

  private void file(Path path) {
    if (!read.add(key(path))) {
      return;
    }
    if (isSql(path)) {
      try {
        String text = MigrationBytes.read(path, path.toString());
        scripts.addAll(sql(path.toString(), Optional.of(path), text));
      } catch (MigrationException e) {
        problems.accept(e);
      }
      return;
    }
    ChangelogFile file = new ChangelogFile(path, properties, problems);
    tree(path).ifPresent(root -> root.children().forEach(child -> child(file, child)));
  }

  private void child(ChangelogFile file, Element child) {
    switch (child.name()) {
      case "property" ->
          child
              .get("name")
              .ifPresent(
                  name -> properties.putIfAbsent(name.strip(), child.get("value").orElse("")));
      case "include" -> include(file, child, "file");
      case "includeAll" -> include(file, child, "path");
      case "changeSet" -> changeSet(file, child);
      default -> {}
    }
  }

  private void changeSet(ChangelogFile file, Element child) {
    try {
      scripts.addAll(ChangeSet.read(file, child, changes));
    } catch (MigrationException e) {
      problems.accept(e);
    }
  }

  private void include(ChangelogFile file, Element child, String attribute) {
    List<Path> targets = named(file, child);
    if (targets.isEmpty() && target(file, child, attribute).isEmpty()) {
      file.lacks(child.get(attribute).orElse("nothing"), child.line());
    }
    targets.forEach(this::file);
  }

  private List<Path> list(Path directory) {
    try (Stream<Path> files = Files.walk(directory)) {
      return files
          .filter(file -> FILE.matcher(file.toString()).matches() && Files.isRegularFile(file))
          .sorted()
          .toList();
    } catch (IOException e) {
      MigrationException refused =
          new MigrationException(
              "unreadable-file",
              "The directory cannot be read: " + e.getMessage() + ".",
              "Check the path and its permissions.",
              new Origin(directory.toString(), 1, ""));
      problems.accept((MigrationException) refused.initCause(e));
      return List.of();
    }
  }

  private Optional<Element> tree(Path path) {
    Element known = parsed.get(key(path));
    if (known != null) {
      return Optional.of(known);
    }
    try {
      String text = MigrationBytes.read(path, path.toString());
      boolean xml = path.toString().toLowerCase(Locale.ROOT).endsWith(".xml");
      Element root =
          xml
              ? XmlChangelog.read(text, path.toString())
              : YamlChangelog.read(text, path.toString());
      parsed.put(key(path), root);
      return Optional.of(root);
    } catch (MigrationException e) {
      if (read.contains(key(path))) {
        problems.accept(e);
      }
      return Optional.empty();
    }
  }

  private static boolean isSql(Path path) {
    return path.toString().toLowerCase(Locale.ROOT).endsWith(".sql");
  }

  private static Path key(Path path) {
    return path.toAbsolutePath().normalize();
  }
}

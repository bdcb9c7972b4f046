package dev.concertina.lint.layout;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A file that may hold migrations.
 *
 * @param path where it is
 * @param name as the user named it, or named the directory it was found in
 * @param named whether the user named this very file
 */
record FoundFile(Path path, String name, boolean named) {

  private static final Set<String> SQL = Set.of("sql", "pgsql", "psql", "ddl");
  private static final Set<String> TREES = Set.of("xml", "yaml", "yml", "json");

  /** What undoes a migration: golang-migrate, Diesel, Flyway and their like. */
  private static final Pattern UNDOES =
      Pattern.compile("(?i)(.*[._-])?(down|undo|rollback|revert)\\.\\w+|U[0-9][0-9._]*__.*");

  static FoundFile named(Path path) {
    return new FoundFile(path, path.toString(), true);
  }

  boolean isSql() {
    return SQL.contains(extension()) || (named && !TREES.contains(extension()));
  }

  /** Whether it may be a changelog, or migrations in another form than SQL. */
  boolean mayBeTree() {
    return TREES.contains(extension());
  }

  boolean undoes() {
    return UNDOES.matcher(last()).matches();
  }

  /** Its name without directories. */
  String last() {
    return lastOf(path);
  }

  /** The parts of its path, for sorting. */
  List<String> parts() {
    return List.of(name.replace('\\', '/').split("/", -1));
  }

  String extension() {
    int dot = last().lastIndexOf('.');
    return dot < 0 ? "" : last().substring(dot + 1).toLowerCase(Locale.ROOT);
  }

  static String lastOf(Path path) {
    Path last = path.getFileName();
    return last == null ? "" : last.toString();
  }
}

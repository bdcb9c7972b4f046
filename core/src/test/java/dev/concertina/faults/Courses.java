package dev.concertina.faults;

import dev.concertina.source.MigrationText;
import dev.concertina.source.Sources;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Every kind of change: the migrations of the examples and those of the golden plans. */
final class Courses {

  private static final Path EXAMPLES = Path.of("..", "examples");
  private static final Path PLANS = Path.of("..", "cli", "src", "test", "resources", "plans");

  /** For the schema of the golden plans, which needs none itself. */
  private static final String ROWS =
      """
      INSERT INTO users (id, user_name, nickname, phone_number, bio, created)
        SELECT g, 'user ' || g, CASE WHEN g % 3 > 0 THEN 'nick ' || g END, '+49 ' || g,
               'bio ' || g, '2025-06-01' FROM generate_series(1, 300) g;
      INSERT INTO profiles SELECT id FROM users;
      INSERT INTO orders (id, user_id, price) SELECT g, g, g || '.50' FROM generate_series(1, 300) g;
      INSERT INTO log SELECT g, date '2025-01-01' + g % 700, CASE g % 2 WHEN 0 THEN 'eu' ELSE 'us' END,
        'kind ' || g FROM generate_series(1, 300) g
        WHERE g % 700 > 364 OR g % 2 = 0;
      INSERT INTO parcels SELECT g, g FROM generate_series(1, 300) g;
      INSERT INTO scans SELECT g, g FROM generate_series(1, 300) g;
      INSERT INTO invoices SELECT g, g FROM generate_series(1, 300) g;
      """;

  /** Without a value for its NULLs, the rows must have none. */
  private static final String FILLED = "UPDATE users SET nickname = 'none' WHERE nickname IS NULL;";

  private Courses() {}

  static List<Course> all() {
    return files().stream().map(CourseFile::read).toList();
  }

  /** The one with this name. */
  static Course named(String name) {
    return files().stream()
        .filter(file -> file.name.equals(name))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no course " + name))
        .read();
  }

  /** One of a test's own. */
  static Course of(String schema, String migration) {
    String file = migration.startsWith("changes:") ? "V7__course.yaml" : "V7__course.sql";
    return new Course(
        "course", schema, new MigrationText(Sources.PARSER).of(file, file, migration));
  }

  /** A course that is not parsed yet. */
  private record CourseFile(String name, String schema, Path file) {

    Course read() {
      String ending = String.valueOf(file.getFileName()).endsWith(".yaml") ? ".yaml" : ".sql";
      String migration = "V7__course" + ending;
      try {
        String text = Files.readString(file);
        return new Course(
            name, schema, new MigrationText(Sources.PARSER).of(migration, migration, text));
      } catch (IOException e) {
        throw new UncheckedIOException("no migration to disturb", e);
      }
    }
  }

  private static List<CourseFile> files() {
    try {
      List<CourseFile> all = new ArrayList<>();
      for (Path example : list(EXAMPLES)) {
        if (Files.isDirectory(example)) {
          String schema = Files.readString(example.resolve("schema.sql"));
          Path language =
              Files.isDirectory(example.resolve("sql"))
                  ? example.resolve("sql")
                  : example.resolve("yaml");
          for (Path file : list(language)) {
            all.add(new CourseFile("example " + example.getFileName(), schema, file));
          }
        }
      }
      String schema = Files.readString(PLANS.resolve("schema.sql"));
      for (Path file : list(PLANS)) {
        String name = String.valueOf(file.getFileName());
        if (!name.endsWith(".txt") && !name.equals("schema.sql")) {
          String rows = ROWS + (name.equals("make-not-null-without-up.sql") ? FILLED : "");
          all.add(new CourseFile("plan " + name, schema + rows, file));
        }
      }
      return List.copyOf(all);
    } catch (IOException e) {
      throw new UncheckedIOException("no migrations to disturb", e);
    }
  }

  private static List<Path> list(Path directory) throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files.sorted().toList();
    }
  }
}

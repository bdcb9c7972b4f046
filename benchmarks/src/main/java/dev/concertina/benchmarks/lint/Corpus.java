package dev.concertina.benchmarks.lint;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

/** Migrations as a large project has them, the same in each run; gone when closed. */
public record Corpus(Path directory) implements AutoCloseable {
  private static final int SEED = 20261121;

  private static final List<String> TABLES =
      List.of("orders", "users", "invoices", "payments", "events", "sessions", "items", "teams");

  /** Statements with a place for a table and one for a name that occurs once. */
  private static final List<String> STATEMENTS =
      List.of(
          "ALTER TABLE %1$s ADD COLUMN %2$s text;",
          "ALTER TABLE %1$s ADD COLUMN %2$s integer NOT NULL DEFAULT 0;",
          "CREATE INDEX on_%2$s ON %1$s (created_at, %2$s) WHERE deleted_at IS NULL;",
          "CREATE TABLE new_%2$s (id bigserial PRIMARY KEY, name varchar(50) NOT NULL, owner bigint"
              + " NOT NULL REFERENCES users (id) ON DELETE CASCADE, created_at timestamptz NOT NULL"
              + " DEFAULT now(), CHECK (length(name) > 0));",
          "ALTER TABLE %1$s ALTER COLUMN status SET NOT NULL;",
          "UPDATE %1$s SET status = 'open' WHERE status IS NULL AND created_at < now() - interval"
              + " '1 day';",
          "ALTER TABLE %1$s ADD CONSTRAINT fk_%2$s FOREIGN KEY (user_id) REFERENCES users (id) NOT"
              + " VALID;",
          "INSERT INTO %1$s (id, name) VALUES (1, 'a'), (2, 'b') ON CONFLICT DO NOTHING;",
          "COMMENT ON COLUMN %1$s.%2$s IS 'what it holds';",
          "CREATE OR REPLACE VIEW v_%2$s AS SELECT a.id, b.name, count(*) FROM %1$s a JOIN users b ON"
              + " a.user_id = b.id GROUP BY 1, 2;",
          "ALTER TABLE %1$s RENAME COLUMN old_%2$s TO new_%2$s;",
          "DROP INDEX IF EXISTS on_%2$s;");

  /** Writes so many files with so many statements each into a new directory. */
  public static Corpus write(int files, int statements) throws IOException {
    Random random = new Random(SEED);
    Path directory = Files.createTempDirectory("concertina-lint");
    List<String> everything = new ArrayList<>();
    for (int file = 1; file <= files; file++) {
      List<String> lines = new ArrayList<>();
      for (int i = 0; i < statements; i++) {
        String table = TABLES.get(random.nextInt(TABLES.size()));
        String shape = STATEMENTS.get(random.nextInt(STATEMENTS.size()));
        lines.add(shape.formatted(table, "c" + file + "_" + i));
      }
      everything.addAll(lines);
      Files.write(directory.resolve("V" + file + "__m.sql"), lines);
    }
    Files.createDirectory(directory.resolve(".one"));
    Files.writeString(
        directory.resolve(".one").resolve("V1__one.sql"), "ALTER TABLE users DROP COLUMN fax;\n");
    Files.write(directory.resolve(".one").resolve("V2__everything.sql"), everything);
    return new Corpus(directory);
  }

  /** A file with one statement; it is not in what the directory's reader finds. */
  public Path first() {
    return directory.resolve(".one").resolve("V1__one.sql");
  }

  /** The statements of all files in one; nor is it in what the directory's reader finds. */
  public Path everything() {
    return directory.resolve(".one").resolve("V2__everything.sql");
  }

  @Override
  public void close() throws IOException {
    try (Stream<Path> all = Files.walk(directory)) {
      all.sorted(Comparator.reverseOrder()).forEach(Corpus::delete);
    }
  }

  private static void delete(Path path) {
    try {
      Files.delete(path);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

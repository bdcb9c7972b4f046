package dev.concertina.benchmarks.schema;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Migrations as a young project has them: each fifth makes a table, the others change it. Each is
 * one transaction, for every program.
 */
public record MigrationSet(Path directory, List<Path> files) {

  /** Writes that many files. */
  public static MigrationSet write(Path directory, int number) {
    List<Path> files = new ArrayList<>();
    for (int i = 1; i <= number; i++) {
      Path file = directory.resolve(String.format(Locale.ROOT, "V%d__step_%d.sql", i, i));
      try {
        Files.writeString(file, "BEGIN;\n" + text(i).formatted((i + 4) / 5) + "COMMIT;\n");
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      files.add(file);
    }
    return new MigrationSet(directory, files);
  }

  private static String text(int i) {
    return switch (i % 5) {
      case 1 ->
          """
          CREATE TABLE item_%1$d (
            id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
            name varchar(80) NOT NULL,
            price numeric(12, 2) DEFAULT 0,
            parent bigint REFERENCES item_%1$d (id),
            made_at timestamptz NOT NULL DEFAULT now());
          CREATE INDEX item_%1$d_by_parent ON item_%1$d (parent);
          """;
      case 2 -> "ALTER TABLE item_%1$d ADD COLUMN note text, ADD COLUMN stars int DEFAULT 1;\n";
      case 3 -> "ALTER TABLE item_%1$d RENAME COLUMN name TO title;\n";
      case 4 ->
          """
          CREATE INDEX item_%1$d_by_title ON item_%1$d (lower(title));
          ALTER TABLE item_%1$d ALTER COLUMN stars SET NOT NULL;
          """;
      default -> "ALTER TABLE item_%1$d ALTER COLUMN title TYPE text;\n";
    };
  }
}

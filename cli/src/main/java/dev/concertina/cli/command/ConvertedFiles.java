package dev.concertina.cli.command;

import dev.concertina.change.MigrationException;
import dev.concertina.change.Origin;
import dev.concertina.lint.convert.Converted;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Converted migrations in a directory. */
final class ConvertedFiles {

  private ConvertedFiles() {}

  /**
   * Writes one, unless it is there already just so.
   *
   * @throws MigrationException if another file of its name is there, or it cannot be written
   */
  static Path write(Converted one, Path into) {
    Path file = into.resolve(one.name());
    try {
      if (!Files.exists(file)) {
        Files.createDirectories(into);
        Files.writeString(file, one.text(), StandardOpenOption.CREATE_NEW);
      } else if (!Files.readString(file).equals(one.text())) {
        throw unwritable(
            file, "another one is there already", "Remove it, or name another directory.");
      }
      return file;
    } catch (IOException e) {
      throw (MigrationException)
          unwritable(file, String.valueOf(e.getMessage()), "Check the path and its permissions.")
              .initCause(e);
    }
  }

  private static MigrationException unwritable(Path file, String why, String next) {
    return new MigrationException(
        "unwritable-file",
        "The migration cannot be written: " + why + ".",
        next,
        new Origin(file.toString(), 1, ""));
  }
}

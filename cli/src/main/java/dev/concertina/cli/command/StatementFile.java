package dev.concertina.cli.command;

import dev.concertina.cli.UsageException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** A file of an application's statements. */
final class StatementFile {

  private StatementFile() {}

  /** Its text, which must be UTF-8. */
  static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (NoSuchFileException e) {
      throw unreadable(file, "there is no such file");
    } catch (IOException e) {
      throw unreadable(file, String.valueOf(e.getMessage()));
    }
  }

  private static UsageException unreadable(Path file, String why) {
    return new UsageException(
        "the statements in " + file + " cannot be read: " + why,
        "name a readable file of SQL in UTF-8");
  }
}

package dev.concertina.cli.command;

import dev.concertina.change.Origin;
import dev.concertina.cli.ErrorReport;
import dev.concertina.cli.ExitCodes;
import dev.concertina.cli.FailedException;
import dev.concertina.cli.UsageException;
import dev.concertina.parser.PostgresParser;
import dev.concertina.parser.SqlSyntaxException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** A file of an application's statements. */
final class StatementFile {

  private StatementFile() {}

  /** The texts of its statements. It must be SQL in UTF-8. */
  static List<String> statements(Path file, PostgresParser parser) {
    String text = read(file);
    try {
      return parser.texts(text);
    } catch (SqlSyntaxException e) {
      throw new FailedException(
          new ErrorReport(
              ExitCodes.INVALID,
              "syntax",
              e.getMessage() + " (column " + e.column() + ")",
              "each statement has to end with a semicolon, and to stand as the database gets it:"
                  + " $1 for ?, no {…} of JDBC",
              Optional.of(new Origin(file.toString(), Math.max(1, e.line()), ""))));
    }
  }

  private static String read(Path file) {
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

package dev.concertina.cli.command;

import dev.concertina.cli.ErrorReport;
import dev.concertina.cli.ExitCodes;
import dev.concertina.cli.FailedException;
import dev.concertina.cli.UsageException;
import dev.concertina.journal.ReleaseLog.Release;
import dev.concertina.parser.PostgresParser;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Files of what releases need: SQL statements, one after the other. */
record ReleaseFiles(PostgresParser parser) {

  private static final Pattern NAME = Pattern.compile("(.+?)-([0-9][^/]*)\\.sql");

  /** The statements of a file. */
  List<String> statements(Path file) {
    List<String> statements = StatementFile.statements(file, parser);
    if (statements.isEmpty()) {
      throw new FailedException(
          new ErrorReport(
              ExitCodes.INVALID,
              "no-statement",
              file + " has no statement",
              "give the file that the release's tests have written"));
    }
    return statements;
  }

  /** A release as its file is named: {@code billing-1.8.sql}. */
  Release release(Path file) {
    Matcher name = NAME.matcher(String.valueOf(file.getFileName()));
    if (!name.matches()) {
      throw new UsageException(
          file + " does not say of which release it is", "name it like billing-1.8.sql");
    }
    return new Release(
        name.group(1), name.group(2), Instant.EPOCH, String.valueOf(file), statements(file));
  }
}

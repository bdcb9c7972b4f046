package dev.concertina.cli.command;

import dev.concertina.cli.UsageException;
import dev.concertina.journal.ReleaseLog.Release;
import dev.concertina.parser.ParsedStatement;
import dev.concertina.parser.PostgresParser;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Files of what releases need: SQL statements, one after the other. */
final class ReleaseFiles {

  private static final Pattern NAME = Pattern.compile("(.+?)-([0-9][^/]*)\\.sql");

  private ReleaseFiles() {}

  /** The statements of a file. */
  static List<String> statements(Path file) {
    try {
      return new PostgresParser()
          .parse(Files.readString(file)).statements().stream().map(ParsedStatement::text).toList();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + file, e);
    }
  }

  /** A release as its file is named: {@code billing-1.8.sql}. */
  static Release release(Path file) {
    Matcher name = NAME.matcher(String.valueOf(file.getFileName()));
    if (!name.matches()) {
      throw new UsageException(
          file + " does not say of which release it is", "name it like billing-1.8.sql");
    }
    return new Release(
        name.group(1), name.group(2), Instant.EPOCH, String.valueOf(file), statements(file));
  }
}

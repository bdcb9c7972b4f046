package dev.concertina.lint.liquibase;

import dev.concertina.hazard.TransactionMode;
import dev.concertina.lint.file.ScriptFile;
import dev.concertina.lint.text.Legible;
import dev.concertina.lint.text.Lines;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Liquibase's formatted SQL: change sets between comments, each a transaction. */
final class FormattedSql {

  private static final Pattern FORMATTED =
      Pattern.compile("(?i)\\A\\s*--\\s*liquibase\\s+formatted\\s+sql");
  private static final Pattern CHANGE_SET = Pattern.compile("(?i)\\s*--\\s*changeset\\s+\\S.*");
  private static final Pattern ATTRIBUTE = Pattern.compile("(\\w+):(\"[^\"]*\"|[^\\s\"]+)");

  private final String name;
  private final Optional<Path> path;
  private final List<ScriptFile> scripts = new ArrayList<>();
  private StringBuilder text = new StringBuilder();
  private String head = "";

  private FormattedSql(String name, Optional<Path> path) {
    this.name = name;
    this.path = path;
  }

  static boolean is(String text) {
    return FORMATTED.matcher(text).find();
  }

  static List<ScriptFile> read(String name, Optional<Path> path, String text) {
    FormattedSql read = new FormattedSql(name, path);
    Lines lines = new Lines(text);
    for (int number = 1; number <= lines.count(); number++) {
      read.line(lines.line(number), number);
    }
    read.close();
    return read.scripts;
  }

  private void line(String line, int number) {
    if (CHANGE_SET.matcher(line).matches()) {
      close();
      head = line;
      text = new StringBuilder("\n".repeat(number - 1));
    }
    boolean delimiter =
        attribute("endDelimiter").filter(line.strip()::equalsIgnoreCase).isPresent();
    text.append(delimiter ? ";" : line).append('\n');
  }

  private void close() {
    if (!text.toString().isBlank() && Databases.arePostgres(attribute("dbms").orElse(""))) {
      boolean alone = attribute("runInTransaction").filter("false"::equalsIgnoreCase).isPresent();
      scripts.add(
          new ScriptFile(
              name,
              path,
              Legible.of(text.toString()),
              alone ? TransactionMode.EACH_STATEMENT : TransactionMode.WHOLE_SCRIPT));
    }
  }

  private Optional<String> attribute(String wanted) {
    Matcher attribute = ATTRIBUTE.matcher(head);
    while (attribute.find()) {
      if (attribute.group(1).equalsIgnoreCase(wanted)) {
        return Optional.of(attribute.group(2).replace("\"", ""));
      }
    }
    return Optional.empty();
  }
}

package dev.concertina.lint.convert;

import dev.concertina.change.Change;
import dev.concertina.change.MigrationException;
import dev.concertina.lint.file.ScriptFile;
import dev.concertina.lint.text.Outline;
import dev.concertina.parser.PostgresParser;
import dev.concertina.source.SqlMigrationReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Writes scripts of other tools as migrations for Concertina: naive SQL, without what only steers a
 * runner. What Concertina refuses is kept in a comment with the reason. Safe for any thread.
 */
public final class Converter {

  /** Transactions and time-outs are Concertina's own business. */
  private static final Pattern STEERING =
      Pattern.compile(
          "(?i)(begin|commit|end|rollback|start\\s+transaction|savepoint|release)\\b.*"
              + "|(set|reset)\\s+(local\\s+|session\\s+)?\\w*_timeout\\b.*",
          Pattern.DOTALL);

  private static final Pattern VERSIONED = Pattern.compile("V[0-9][0-9._]*?__.*\\.sql");
  private static final Pattern NUMBERED =
      Pattern.compile("([0-9]{1,32})[._-]?(.*?)(\\.up)?\\.\\w+");
  private static final Pattern OF_A_DIRECTORY = Pattern.compile("(up|migration)\\.sql");

  private final SqlMigrationReader reader;

  public Converter(PostgresParser parser) {
    this.reader = new SqlMigrationReader(parser);
  }

  /** The same for Concertina. */
  public Converted convert(ScriptFile script) {
    List<String> statements =
        Outline.of(script.text()).statements().stream()
            .map(statement -> statement.of(script.text()))
            .filter(sql -> !STEERING.matcher(sql).matches())
            .toList();
    String name = name(script);
    String whole = joined(statements);
    Optional<List<Change>> changes = read(script.name(), whole);
    if (changes.isPresent()) {
      return new Converted(name, whole, changes.get(), 0);
    }
    return oneByOne(script.name(), name, statements);
  }

  private Converted oneByOne(String file, String name, List<String> statements) {
    List<String> written = new ArrayList<>();
    int left = 0;
    for (String sql : statements) {
      Optional<String> refusal = refusal(file, sql);
      String directed = "-- concertina: phase = " + phase(sql) + "\n" + sql;
      if (refusal.isEmpty()) {
        written.add(sql);
      } else if (refusal(file, directed).isEmpty()) {
        written.add(directed);
      } else {
        left++;
        written.add(commented(refusal.get(), sql));
      }
    }
    String text = joined(written);
    List<Change> changes = read(file, text).orElse(List.of());
    return new Converted(name, text, changes, left);
  }

  /** What removes comes last, what adds comes first. */
  private static String phase(String sql) {
    boolean removes = sql.toLowerCase(Locale.ROOT).matches("(?s)(drop|revoke)\\b.*|.*\\bdrop\\b.*");
    return removes ? "contract" : "expand";
  }

  private static String commented(String why, String sql) {
    return "-- not converted: " + (why + "\n" + sql).replace("\n", "\n-- ");
  }

  private Optional<String> refusal(String file, String sql) {
    try {
      reader.read(file, sql);
      return Optional.empty();
    } catch (MigrationException e) {
      return Optional.of(e.getMessage() + " " + e.hint());
    }
  }

  private Optional<List<Change>> read(String file, String sql) {
    try {
      return Optional.of(reader.read(file, sql));
    } catch (MigrationException e) {
      return Optional.empty();
    }
  }

  private static String joined(List<String> statements) {
    StringBuilder text = new StringBuilder();
    for (String each : statements) {
      text.append(each).append(each.startsWith("-- not converted") ? "\n" : ";\n");
    }
    return text.toString();
  }

  /** {@code 0007_rename.up.sql} and {@code 0007_rename/up.sql} become {@code V7__rename.sql}. */
  private static String name(ScriptFile script) {
    List<String> parts = List.of(script.name().replace('\\', '/').split("/", -1));
    String last = parts.get(parts.size() - 1);
    if (VERSIONED.matcher(last).matches()) {
      return last;
    }
    boolean directory = OF_A_DIRECTORY.matcher(last).matches() && parts.size() > 1;
    Matcher numbered = NUMBERED.matcher(directory ? parts.get(parts.size() - 2) + ".sql" : last);
    if (!numbered.matches()) {
      return "V1__" + words(last.replaceFirst("\\.\\w+$", "")) + ".sql";
    }
    String number = numbered.group(1).replaceFirst("^0+(?=.)", "");
    return "V" + number + "__" + words(numbered.group(2)) + ".sql";
  }

  private static String words(String text) {
    String plain = text.replaceAll("[^A-Za-z0-9]+", "_").replaceAll("^_+|_+$", "");
    return plain.isEmpty() ? "converted" : plain;
  }
}

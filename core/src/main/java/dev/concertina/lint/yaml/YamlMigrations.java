package dev.concertina.lint.yaml;

import dev.concertina.change.RunPhase;
import dev.concertina.hazard.TransactionMode;
import dev.concertina.lint.file.ScriptFile;
import dev.concertina.lint.text.LinedText;
import dev.concertina.lint.text.MigrationBytes;
import dev.concertina.parser.PostgresParser;
import dev.concertina.source.YamlMigrationReader;
import dev.concertina.source.directive.Allowance;
import dev.concertina.source.directive.StatementDirectives;
import dev.concertina.source.word.Said;
import dev.concertina.source.word.Spoken;
import dev.concertina.sql.Sql;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Reads them as if somebody ran them at once: what a plan does with their waits and phases is its
 * own. Safe for any thread.
 */
public final class YamlMigrations {

  private static final Pattern KEY =
      Pattern.compile("(?m)(?:^|[{,])\\s*\"?(?:changes|operations)\"?\\s*:\\s*(?:\\[|#|$)");

  private final YamlMigrationReader reader;

  public YamlMigrations(PostgresParser parser) {
    this.reader = new YamlMigrationReader(parser);
  }

  /** Whether a file begins like such a migration. */
  public static boolean begins(String beginning) {
    return KEY.matcher(beginning).find();
  }

  /**
   * The statements of a file, each on the line on which it stands.
   *
   * @throws dev.concertina.change.MigrationException if the file cannot be used
   */
  public ScriptFile read(Path path) {
    String name = path.toString();
    LinedText text = new LinedText();
    for (Spoken spoken : reader.spoken(name, MigrationBytes.read(path, name))) {
      add(spoken, text);
    }
    return new ScriptFile(name, Optional.of(path), text.toString(), TransactionMode.ASSUMED);
  }

  private static void add(Spoken spoken, LinedText text) {
    String directives = comments(spoken.directives());
    if (spoken.said() instanceof Said.Statement statement) {
      text.add(directives + statement.sql().sql(), statement.line());
    } else if (spoken.said() instanceof Said.Whole whole) {
      for (Sql sql : whole.change().atOnce()) {
        text.add(directives + sql.sql(), spoken.line());
      }
    }
  }

  /**
   * As an author of SQL would write them: what accepts a finding, and says that it is a contract.
   */
  private static String comments(StatementDirectives directives) {
    StringBuilder comments = new StringBuilder();
    directives
        .phase()
        .filter(phase -> phase.value() == RunPhase.CONTRACT)
        .ifPresent(phase -> comments.append("/* concertina: phase = contract */ "));
    for (Allowance allowance : directives.allowances()) {
      comments.append(
          "/* concertina: allow %s because %s */ "
              .formatted(allowance.rule(), allowance.reason().replace("*/", "* /")));
    }
    return comments.toString().replaceAll("\\R", " ");
  }
}

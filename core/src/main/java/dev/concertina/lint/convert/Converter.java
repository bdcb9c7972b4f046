package dev.concertina.lint.convert;

import dev.concertina.change.Change;
import dev.concertina.change.ChangeType;
import dev.concertina.change.MigrationException;
import dev.concertina.hazard.Axis;
import dev.concertina.hazard.LintContext;
import dev.concertina.hazard.Linter;
import dev.concertina.hazard.Script;
import dev.concertina.hazard.Severity;
import dev.concertina.hazard.rule.Rules;
import dev.concertina.lint.file.ScriptFile;
import dev.concertina.lint.text.Outline;
import dev.concertina.lint.text.Outline.Stretch;
import dev.concertina.parser.PostgresParser;
import dev.concertina.source.DjangoNotice;
import dev.concertina.source.SqlMigrationReader;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Writes scripts of other tools as migrations for Concertina: naive SQL, without what only steers a
 * runner. What Concertina refuses is kept in a comment with the reason. Safe for any thread.
 */
public final class Converter {

  /**
   * Transactions, when constraints are checked in them, and time-outs are Concertina's business.
   */
  private static final Pattern STEERING =
      Pattern.compile(
          "(?i)(begin|commit|end|rollback|start\\s+transaction|savepoint|release)\\b.*"
              + "|set\\s+constraints\\b.*"
              + "|(set|reset)\\s+(local\\s+|session\\s+)?\\w*_timeout\\b.*",
          Pattern.DOTALL);

  private static final Pattern DIRECTIVE = Pattern.compile("(?s)--\\s*concertina:.*");

  private static final String NOT_SQL_WHY =
      "Django could not write this operation as SQL (RunPython): move it into a migration of its"
          + " own that Django runs, then remove these lines.";

  /** What removes comes last, what adds comes first. */
  private static final Pattern REMOVES = Pattern.compile("(?is)(drop|revoke)\\b.*|.*\\bdrop\\b.*");

  /** What calls functions may do anything. */
  private static final Pattern HIDES = Pattern.compile("(?is)(do|call|select|with|execute)\\b.*");

  private final SqlMigrationReader reader;
  private final Linter linter;
  private final Optional<WaysBack> waysBack;

  /** Without a database: what a column was before is not known. */
  public Converter(PostgresParser parser) {
    this(parser, Optional.empty());
  }

  /**
   * One that knows more than scripts say.
   *
   * @param waysBack for changes of type that PostgreSQL does not take back by itself
   */
  public Converter(PostgresParser parser, WaysBack waysBack) {
    this(parser, Optional.of(waysBack));
  }

  private Converter(PostgresParser parser, Optional<WaysBack> waysBack) {
    this.reader = new SqlMigrationReader(parser);
    this.linter = new Linter(parser, Rules.all());
    this.waysBack = waysBack;
  }

  /** Whether a name, as of a file, says a version and words. */
  public static boolean isName(String name) {
    return MigrationName.isWhole(name);
  }

  /** Whether a script does anything; the head of a changelog does not. */
  public static boolean doesSomething(ScriptFile script) {
    Outline outline = Outline.of(script.text());
    return !statements(script.text(), outline).isEmpty()
        || !notSql(script.text(), outline).isEmpty();
  }

  /** The same for Concertina, in the same order; no two have the same version. */
  public List<Converted> convert(List<ScriptFile> scripts) {
    Set<String> taken = new HashSet<>();
    List<Converted> converted = new ArrayList<>();
    String before = MigrationName.FIRST;
    for (ScriptFile script : scripts) {
      MigrationName name = MigrationName.of(script.name(), before);
      before = name.version();
      converted.add(convert(script, name.besides(taken)));
    }
    return converted;
  }

  /** The same for Concertina. */
  public Converted convert(ScriptFile script) {
    return convert(script, MigrationName.of(script.name(), MigrationName.FIRST));
  }

  private Converted convert(ScriptFile script, MigrationName name) {
    Outline outline = Outline.of(script.text());
    List<String> all = statements(script.text(), outline);
    List<String> own = all.stream().filter(sql -> !AlembicVersion.isNoted(sql)).toList();
    return converted(script.name(), name, own)
        .with(AlembicVersion.remark(all))
        .without(notSql(script.text(), outline), NOT_SQL_WHY);
  }

  private Converted converted(String file, MigrationName name, List<String> found) {
    List<String> statements = found.stream().map(sql -> withWayBack(file, sql)).toList();
    String whole = joined(statements);
    return read(file, whole)
        .map(changes -> new Converted(name.file(), whole, changes, 0))
        .orElseGet(() -> oneByOne(file, name, statements));
  }

  /** The comments that stand for what Django could not write. */
  private static List<String> notSql(String text, Outline outline) {
    return outline.comments().stream()
        .map(comment -> comment.of(text).strip())
        .filter(comment -> comment.contains(DjangoNotice.NOT_SQL))
        .toList();
  }

  /** Those that change something, each with the directives above it. */
  private static List<String> statements(String text, Outline outline) {
    List<String> statements = new ArrayList<>();
    List<Stretch> comments = outline.comments();
    int next = 0;
    int from = 0;
    for (Stretch statement : outline.statements()) {
      StringBuilder directives = new StringBuilder();
      for (; next < comments.size() && comments.get(next).start() < statement.start(); next++) {
        String comment = comments.get(next).of(text);
        if (comments.get(next).start() >= from && DIRECTIVE.matcher(comment).matches()) {
          directives.append(comment.strip()).append('\n');
        }
      }
      from = statement.end();
      String sql = statement.of(text);
      if (!STEERING.matcher(sql).matches()) {
        statements.add(directives + sql);
      }
    }
    return statements;
  }

  /** A change of type that needs a {@code down} gets it, if it is known. */
  private String withWayBack(String file, String sql) {
    if (waysBack.isEmpty()) {
      return sql;
    }
    List<Change> changes = read(file, sql).orElse(List.of());
    if (changes.size() != 1
        || !(changes.get(0) instanceof ChangeType change)
        || change.down().isPresent()) {
      return sql;
    }
    return waysBack
        .flatMap(known -> known.of(change))
        .map(down -> "-- concertina: down = " + down + "\n" + sql)
        .orElse(sql);
  }

  private Converted oneByOne(String file, MigrationName name, List<String> statements) {
    List<String> written = new ArrayList<>();
    int left = 0;
    for (String sql : statements) {
      Optional<String> refusal = refusal(file, sql);
      if (refusal.isEmpty()) {
        written.add(sql);
        continue;
      }
      Optional<String> phased = phased(file, sql);
      left += phased.isPresent() ? 0 : 1;
      written.add(phased.orElseGet(() -> commented(refusal.get(), sql)));
    }
    String text = joined(written);
    List<Change> changes = read(file, text).orElse(List.of());
    return new Converted(name.file(), text, changes, left);
  }

  /** As it stands in a phase, if that is possible and hurts nobody. */
  private Optional<String> phased(String file, String sql) {
    boolean contract = REMOVES.matcher(sql).matches();
    String phased = "-- concertina: phase = " + (contract ? "contract" : "expand") + "\n" + sql;
    boolean possible = !HIDES.matcher(sql).matches() && refusal(file, phased).isEmpty();
    return possible && hurtsNobody(file, sql, contract) ? Optional.of(phased) : Optional.empty();
  }

  /** By CONTRACT, old code is gone. */
  private boolean hurtsNobody(String file, String sql, boolean contract) {
    return linter
        .lint(List.of(Script.of(file, sql, 1)), LintContext.of(LintContext.OLDEST))
        .stream()
        .filter(finding -> finding.severity().compareTo(Severity.WARNING) >= 0)
        .noneMatch(
            finding ->
                finding.axis() == Axis.LOCKS || (finding.axis() == Axis.OLD_CODE && !contract));
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
}

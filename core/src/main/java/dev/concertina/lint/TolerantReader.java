package dev.concertina.lint;

import dev.concertina.change.MigrationException;
import dev.concertina.change.Origin;
import dev.concertina.hazard.Script;
import dev.concertina.hazard.Unit;
import dev.concertina.hazard.read.UnitReader;
import dev.concertina.lint.text.Lines;
import dev.concertina.lint.text.LostBytes;
import dev.concertina.lint.text.Outline;
import dev.concertina.lint.text.Outline.Stretch;
import dev.concertina.parser.PostgresParser;
import dev.concertina.parser.SqlSyntaxException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Reads a script whatever its size and whatever stands in it: where the grammar refuses it as a
 * whole, the statements that it refuses are taken out. Safe for any thread.
 */
final class TolerantReader {

  /**
   * Chars of one statement: the grammar takes minutes for megabytes, and they are never a change.
   */
  private static final int LONGEST = 256 * 1024;

  /** Chars of a usual script. */
  private static final int USUAL = 64 * 1024;

  /** Problems that are told of one script; a file of another database would have thousands. */
  private static final int MOST_TOLD = 5;

  private final PostgresParser parser;
  private final UnitReader reader;

  TolerantReader(PostgresParser parser) {
    this.parser = parser;
    this.reader = new UnitReader(parser);
  }

  /** A script with what could be read of it. */
  record Read(Unit unit, List<Problem> problems) {}

  Read read(Script script) {
    try {
      if (LostBytes.areIn(script.text())) {
        return byStatement(script);
      }
      if (script.text().length() > USUAL) {
        return large(script);
      }
      return new Read(reader.read(script), List.of());
    } catch (SqlSyntaxException | IllegalStateException e) {
      return byStatement(script);
    }
  }

  private Read large(Script script) {
    List<Stretch> statements = Outline.of(script.text()).statements();
    if (statements.isEmpty()) {
      return new Read(reader.read(withText(script, "")), List.of());
    }
    if (statements.stream().anyMatch(statement -> statement.length() > LONGEST)) {
      return byStatement(script);
    }
    return new Read(reader.read(script), List.of());
  }

  private Read byStatement(Script script) {
    List<Problem> problems = new ArrayList<>();
    StringBuilder readable = new StringBuilder(script.text());
    Lines lines = new Lines(script.text());
    Outline outline = Outline.of(script.text());
    for (Stretch statement : outline.statements()) {
      LostBytes.refusal(script.name(), script.text(), outline, statement.start(), statement.end())
          .or(() -> refusal(script, statement, lines))
          .ifPresent(
              refused -> {
                blank(readable, statement);
                problems.add(Problem.unread(refused));
              });
    }
    return new Read(reader.read(withText(script, readable.toString())), told(problems, script));
  }

  private Optional<MigrationException> refusal(Script script, Stretch statement, Lines lines) {
    int line = lines.lineOf(statement.start());
    if (statement.length() > LONGEST) {
      return Optional.of(
          new MigrationException(
              "too-large",
              "The statement is longer than " + LONGEST / 1024 + " KiB, so it is not judged.",
              "Keep data out of migrations.",
              new Origin(script.name(), line, "")));
    }
    try {
      parser.parse(statement.of(script.text()));
      return Optional.empty();
    } catch (SqlSyntaxException e) {
      return Optional.of(refused(script, line + Math.max(0, e.line() - 1), lines, e));
    } catch (IllegalStateException e) {
      return Optional.of(refused(script, line, lines, e));
    }
  }

  private static MigrationException refused(
      Script script, int line, Lines lines, RuntimeException cause) {
    MigrationException refused =
        new MigrationException(
            "syntax-error",
            "PostgreSQL cannot read this statement: " + cause.getMessage() + ".",
            "Correct it; the other statements of the file have been judged.",
            new Origin(script.name(), line, lines.line(line)));
    return (MigrationException) refused.initCause(cause);
  }

  /** The first few problems, and how many there are more. */
  private static List<Problem> told(List<Problem> problems, Script script) {
    if (problems.size() <= MOST_TOLD) {
      return problems;
    }
    List<Problem> told = new ArrayList<>(problems.subList(0, MOST_TOLD));
    int more = problems.size() - MOST_TOLD;
    told.add(
        Problem.unread(
            new MigrationException(
                "syntax-error",
                "PostgreSQL cannot read " + more + " more statements of this file.",
                "Correct them, or leave the file out if it is for another database.",
                new Origin(script.name(), 1, ""))));
    return told;
  }

  private static void blank(StringBuilder text, Stretch statement) {
    for (int i = statement.start(); i < statement.end(); i++) {
      if (text.charAt(i) != '\n') {
        text.setCharAt(i, ' ');
      }
    }
  }

  private static Script withText(Script script, String text) {
    return new Script(script.name(), text, script.transaction(), script.release(), script.judged());
  }
}

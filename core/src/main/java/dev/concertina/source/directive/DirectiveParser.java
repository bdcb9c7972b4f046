package dev.concertina.source.directive;

import dev.concertina.change.MigrationException;
import dev.concertina.change.Origin;
import dev.concertina.change.RunPhase;
import dev.concertina.parser.PostgresParser;
import dev.concertina.source.directive.StatementDirectives.Value;
import dev.concertina.source.fragment.FragmentException;
import dev.concertina.source.fragment.Fragments;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Reads the directive comments that belong to one statement. */
final class DirectiveParser {

  private static final Pattern SETTING = Pattern.compile("(?s)(\\w+)\\s*=\\s*(.*)");
  private static final String KNOWN =
      "A directive is one of: up = expression; down = expression; phase = expand, migrate, switch"
          + " or contract; allow RULE because REASON.";

  private final Fragments fragments;
  private final String file;
  private final Map<String, DirectiveComment> settings = new HashMap<>();
  private final List<Allowance> allowances = new ArrayList<>();

  DirectiveParser(PostgresParser parser, String file) {
    this.fragments = new Fragments(parser);
    this.file = file;
  }

  StatementDirectives parse(List<DirectiveComment> comments) {
    Map<String, String> values = new HashMap<>();
    for (DirectiveComment comment : comments) {
      read(comment, values);
    }
    return new StatementDirectives(
        value("up", values, text -> expression("up", text)),
        value("down", values, text -> expression("down", text)),
        value("phase", values, this::phase),
        allowances);
  }

  private void read(DirectiveComment comment, Map<String, String> values) {
    if (comment.lacksColon()) {
      throw refused("unknown-directive", "A directive needs a colon after its first word", comment);
    }
    if (comment.holdsAnother()) {
      throw refused("unknown-directive", "One comment holds two directives", comment);
    }
    List<Allowance> allowed = Allowance.read(comment.body(), comment.comment().line());
    if (!allowed.isEmpty()) {
      allowances.addAll(allowed);
      return;
    }
    Matcher setting = SETTING.matcher(comment.body());
    String key = setting.matches() ? setting.group(1) : "";
    if (!List.of("up", "down", "phase").contains(key)) {
      throw refused("unknown-directive", "Unknown directive \"" + comment.body() + "\"", comment);
    }
    if (settings.put(key, comment) != null) {
      throw refused(
          "duplicate-directive",
          "The directive " + key + " stands twice before one statement",
          comment);
    }
    values.put(key, setting.group(2).strip());
  }

  private <T> Optional<Value<T>> value(
      String key, Map<String, String> values, Function<String, T> reader) {
    return Optional.ofNullable(values.get(key))
        .map(text -> new Value<>(reader.apply(text), at(key).comment().line()));
  }

  private String expression(String key, String text) {
    try {
      return fragments.expression(text).text();
    } catch (FragmentException e) {
      int line = at(key).bodyLine() + e.line() - 1;
      MigrationException refused = notAnExpression(key, String.valueOf(e.getMessage()), line);
      throw (MigrationException) refused.initCause(e);
    }
  }

  private MigrationException notAnExpression(String key, String why, int line) {
    return new MigrationException(
        "directive-expression",
        "The directive " + key + " is not one SQL expression: " + why + ".",
        "Write one expression over the columns of the row, without a semicolon.",
        new Origin(file, line, ""));
  }

  private RunPhase phase(String text) {
    return Arrays.stream(RunPhase.values())
        .filter(phase -> phase.name().equals(text.toUpperCase(Locale.ROOT)))
        .findFirst()
        .orElseThrow(
            () ->
                refused(
                    "unknown-phase",
                    "\"" + text + "\" is not a phase; the phases are " + phases(),
                    at("phase")));
  }

  private static String phases() {
    return Arrays.stream(RunPhase.values())
        .map(phase -> phase.name().toLowerCase(Locale.ROOT))
        .collect(Collectors.joining(", "));
  }

  private DirectiveComment at(String key) {
    return Optional.ofNullable(settings.get(key)).orElseThrow();
  }

  private MigrationException refused(String code, String message, DirectiveComment comment) {
    return new MigrationException(
        code, message + ".", KNOWN, new Origin(file, comment.comment().line(), ""));
  }
}

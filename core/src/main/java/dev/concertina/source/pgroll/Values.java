package dev.concertina.source.pgroll;

import dev.concertina.source.yaml.YamlNode;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** What {@code up} and {@code down} of an operation say about values. */
final class Values {

  private static final Set<String> KEYS = Set.of("up", "down");

  /** Here {@code up} is a script. */
  private static final String SQL = "sql";

  private static final Pattern QUERY = Pattern.compile("(?is)\\s*(?:SELECT|WITH)\\b.*");

  private Values() {}

  /** The fields of an operation with each bare query in brackets: it stands for its one value. */
  static List<YamlNode.Entry> inBrackets(String operation, List<YamlNode.Entry> fields) {
    return fields.stream()
        .map(field -> holds(operation, field) ? inBrackets(field) : field)
        .toList();
  }

  /** The fields of an operation but for those. */
  static List<YamlNode.Entry> leftOut(String operation, List<YamlNode.Entry> fields) {
    return fields.stream().filter(field -> !holds(operation, field)).toList();
  }

  private static boolean holds(String operation, YamlNode.Entry field) {
    return KEYS.contains(field.key()) && !operation.equals(SQL);
  }

  private static YamlNode.Entry inBrackets(YamlNode.Entry field) {
    if (field.value() instanceof YamlNode.Mapping columns) {
      List<YamlNode.Entry> each = columns.entries().stream().map(Values::inBrackets).toList();
      return new YamlNode.Entry(
          field.line(), field.key(), new YamlNode.Mapping(columns.line(), each));
    }
    return field.value() instanceof YamlNode.Scalar value && QUERY.matcher(value.text()).matches()
        ? new YamlNode.Entry(
            field.line(),
            field.key(),
            new YamlNode.Scalar(
                value.line(), value.textLine(), "(" + value.text() + "\n)", value.kind()))
        : field;
  }
}

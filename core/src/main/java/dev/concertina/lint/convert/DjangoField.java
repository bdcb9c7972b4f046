package dev.concertina.lint.convert;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The field of Django that stands for a type of PostgreSQL ("Model field reference" in Django's).
 */
final class DjangoField {

  private static final Pattern SIZED =
      Pattern.compile(
          "(varchar|character varying|numeric|decimal)\\s*\\(\\s*(\\d+)\\s*(?:,\\s*(\\d+)\\s*)?\\)");

  private static final Map<String, String> PLAIN =
      Map.ofEntries(
          Map.entry("text", "TextField"),
          Map.entry("smallint", "SmallIntegerField"),
          Map.entry("integer", "IntegerField"),
          Map.entry("int", "IntegerField"),
          Map.entry("bigint", "BigIntegerField"),
          Map.entry("boolean", "BooleanField"),
          Map.entry("double precision", "FloatField"),
          Map.entry("date", "DateField"),
          Map.entry("time", "TimeField"),
          Map.entry("timestamp with time zone", "DateTimeField"),
          Map.entry("timestamptz", "DateTimeField"),
          Map.entry("interval", "DurationField"),
          Map.entry("uuid", "UUIDField"),
          Map.entry("jsonb", "JSONField"),
          Map.entry("inet", "GenericIPAddressField"),
          Map.entry("bytea", "BinaryField"));

  private final String name;
  private final String arguments;

  private DjangoField(String name, String arguments) {
    this.name = name;
    this.arguments = arguments;
  }

  /** The field of a type as SQL writes it; one with a hole in it if Django has none of its own. */
  static DjangoField of(String type) {
    String plain = type.strip().toLowerCase(Locale.ROOT);
    Matcher sized = SIZED.matcher(plain);
    if (sized.matches()) {
      Optional<String> places = Optional.ofNullable(sized.group(3));
      return sized.group(1).contains("char")
          ? new DjangoField("CharField", "max_length=" + sized.group(2))
          : new DjangoField(
              "DecimalField",
              "max_digits=" + sized.group(2) + ", decimal_places=" + places.orElse("0"));
    }
    return Optional.ofNullable(PLAIN.get(plain))
        .map(found -> new DjangoField(found, ""))
        .orElseGet(DjangoField::unknown);
  }

  /** A hole for who knows the field. */
  static DjangoField unknown() {
    return new DjangoField("…", "");
  }

  /** As models.py writes it. */
  String python() {
    return with("");
  }

  /** The same with one argument more. */
  String with(String argument) {
    boolean bare = name.equals("…") && argument.isEmpty();
    String separator = arguments.isEmpty() || argument.isEmpty() ? "" : ", ";
    return "models." + name + (bare ? "" : "(" + arguments + separator + argument + ")");
  }
}

package dev.concertina.hazard.model;

import java.math.BigDecimal;
import java.util.OptionalInt;
import java.util.regex.Pattern;

/**
 * A column compared with a constant.
 *
 * @param operator such as {@code <}
 * @param constant without its quotes
 */
public record Comparison(String column, String operator, String constant) {

  private static final Pattern NUMBER = Pattern.compile("-?\\d{1,40}(?:\\.\\d{1,40})?");
  private static final Pattern DATE = Pattern.compile("\\d{4}-\\d\\d-\\d\\d.*");

  /** Whether it is true of no value from a lower bound on up to, but without, an upper one. */
  boolean excludes(String from, String to) {
    OptionalInt lower = order(constant, from);
    OptionalInt upper = order(constant, to);
    return switch (operator) {
      case "<" -> lower.isPresent() && lower.getAsInt() <= 0;
      case "<=" -> lower.isPresent() && lower.getAsInt() < 0;
      case ">", ">=" -> upper.isPresent() && upper.getAsInt() >= 0;
      default -> false;
    };
  }

  /** The order of two numbers, or of two dates as ISO 8601 writes them. */
  private static OptionalInt order(String one, String other) {
    if (NUMBER.matcher(one).matches() && NUMBER.matcher(other).matches()) {
      return OptionalInt.of(new BigDecimal(one).compareTo(new BigDecimal(other)));
    }
    return DATE.matcher(one).matches() && DATE.matcher(other).matches()
        ? OptionalInt.of(one.compareTo(other))
        : OptionalInt.empty();
  }
}

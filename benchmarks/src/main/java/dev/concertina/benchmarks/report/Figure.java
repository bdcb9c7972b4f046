package dev.concertina.benchmarks.report;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * A number that the project promises something about.
 *
 * @param unit {@code ×} for a ratio
 */
public record Figure(String name, double value, String unit, Optional<Goal> goal) {

  /** A figure that wants to be this or more. */
  public static Figure atLeast(String name, double value, String unit, double bound) {
    return new Figure(name, value, unit, Optional.of(new Goal(true, bound)));
  }

  /** A figure that wants to be this or less. */
  public static Figure atMost(String name, double value, String unit, double bound) {
    return new Figure(name, value, unit, Optional.of(new Goal(false, bound)));
  }

  /** A figure that only tells. */
  public static Figure plain(String name, double value, String unit) {
    return new Figure(name, value, unit, Optional.empty());
  }

  /** What is promised. */
  public record Goal(boolean atLeast, double bound) {

    boolean isReached(double value) {
      return atLeast ? value >= bound : value <= bound;
    }

    String words(String unit) {
      return (atLeast ? "at least " : "at most ") + (number(bound) + " " + unit).stripTrailing();
    }
  }

  /** On one line. */
  public String text() {
    String judged =
        goal.map(
                g ->
                    " (wanted: "
                        + g.words(unit)
                        + (g.isReached(value) ? ", reached)" : ", NOT reached)"))
            .orElse("");
    return (name + ": " + number(value) + " " + unit).stripTrailing() + judged;
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, value < 100 ? "%.2f" : "%,.0f", value);
  }

  Map<String, Object> json() {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("name", name);
    json.put("value", value);
    json.put("unit", unit);
    goal.ifPresent(
        g -> {
          json.put("wanted", g.words(unit));
          json.put("reached", g.isReached(value));
        });
    return json;
  }
}

package dev.concertina.throttle;

import dev.concertina.words.Durations;
import java.time.Duration;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How the value of a limit is written. Every text that is accepted comes down to one number, but
 * for a query.
 */
enum Unit {
  /** Milliseconds. */
  DURATION("a duration such as 500ms, 2s, 10m or 1h", ".+") {
    @Override
    long amount(Matcher text) {
      return Durations.parse(text.group()).map(Duration::toMillis).orElse(NOT_ACCEPTED);
    }
  },

  /** Bytes per second, in the server's units: 1 kB is 1024 B ("Setting Parameters"). */
  RATE(
      "bytes per second such as 50MB, 800kB/s or 1GB", "([0-9]{1,9})\\s*([kmg]?b)\\s*(?:/\\s*s)?") {
    @Override
    long amount(Matcher text) {
      long amount = Long.parseLong(text.group(1));
      return switch (text.group(2).toLowerCase(Locale.ROOT)) {
        case "kb" -> amount << 10;
        case "mb" -> amount << 20;
        case "gb" -> amount << 30;
        default -> amount;
      };
    }
  },

  /** A whole number above zero. */
  COUNT("a whole number above 0", "([0-9]{1,9})") {
    @Override
    long amount(Matcher text) {
      return Long.parseLong(text.group(1));
    }
  },

  /** A whole number above zero, or a share of {@code max_connections} in percent. */
  SESSIONS("a whole number above 0, or 1% to 100% of max_connections", "([0-9]{1,9})\\s*(%?)") {
    @Override
    long amount(Matcher text) {
      long amount = Long.parseLong(text.group(1));
      return !text.group(2).isEmpty() && amount > 100 ? NOT_ACCEPTED : amount;
    }
  },

  /** Percent of the time. */
  DUTY("1% to 100%", "([0-9]{1,3})\\s*%") {
    @Override
    long amount(Matcher text) {
      long amount = Long.parseLong(text.group(1));
      return amount > 100 ? NOT_ACCEPTED : amount;
    }
  },

  /** Percent of a time, on top of it. */
  SLOWDOWN("1% to 999%", "([0-9]{1,3})\\s*%") {
    @Override
    long amount(Matcher text) {
      return Long.parseLong(text.group(1));
    }
  },

  /** How many sessions work at a time; for {@link #AUTO} the most that it starts. */
  WORKERS("auto, or 1 to 64", "([0-9]{1,2})|" + Unit.AUTO) {
    @Override
    long amount(Matcher text) {
      long amount = text.group(1) == null ? 2 : Long.parseLong(text.group(1));
      return amount > 64 ? NOT_ACCEPTED : amount;
    }

    @Override
    boolean hasOff() {
      return false;
    }
  },

  /** The text itself counts; the grammar takes its time to judge it. */
  QUERY("one SELECT that only reads and returns a boolean", "(?s).+") {
    @Override
    long amount(Matcher text) {
      return OneSelect.is(text.group()) ? 1 : NOT_ACCEPTED;
    }
  };

  /** The text that switches a limit off. */
  static final String OFF = "off";

  /** The text that leaves a number to the throttle. */
  static final String AUTO = "auto";

  private static final long NOT_ACCEPTED = 0;

  private final String accepted;
  private final Pattern shape;

  Unit(String accepted, String shape) {
    this.accepted = accepted;
    this.shape = Pattern.compile(shape, Pattern.CASE_INSENSITIVE);
  }

  abstract long amount(Matcher text);

  boolean hasOff() {
    return true;
  }

  /** For people: what may be written. */
  String accepted() {
    return hasOff() ? accepted + ", or off" : accepted;
  }

  /** Whether the text switches the limit off. */
  boolean isOff(String text) {
    return hasOff() && text.strip().equalsIgnoreCase(OFF);
  }

  /** Whether the text leaves the number to the throttle. */
  static boolean isAuto(String text) {
    return text.strip().equalsIgnoreCase(AUTO);
  }

  /** The number of a text that is not off; empty if the text is not accepted. */
  OptionalLong parse(String text) {
    Matcher matcher = shape.matcher(text.strip());
    long amount = matcher.matches() ? amount(matcher) : NOT_ACCEPTED;
    return amount == NOT_ACCEPTED ? OptionalLong.empty() : OptionalLong.of(amount);
  }
}

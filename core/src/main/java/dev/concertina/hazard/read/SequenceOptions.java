package dev.concertina.hazard.read;

import dev.concertina.parser.Node;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What stands behind CREATE SEQUENCE, ALTER SEQUENCE and AS IDENTITY. */
final class SequenceOptions {

  private static final Pattern NUMBER = Pattern.compile("-?\\d{1,18}");

  private SequenceOptions() {}

  /** The first number that a sequence gives, if it says one and counts upwards. */
  static Optional<Long> first(List<Node> options) {
    boolean down = number(options, "increment").filter(by -> by < 0).isPresent();
    return Stream.of("start", "minvalue")
        .flatMap(name -> number(options, name).stream())
        .findFirst()
        .filter(start -> !down);
  }

  /** The number that it gives next, if it is told to begin with one. */
  static Optional<Long> restart(List<Node> options) {
    return number(options, "restart");
  }

  private static Optional<Long> number(List<Node> options, String name) {
    return options.stream()
        .filter(option -> option.text("defname").orElse("").equals(name))
        .findFirst()
        .flatMap(option -> option.text("arg"))
        .flatMap(SequenceOptions::number);
  }

  /** What a number says; empty where it is none that fits. */
  static Optional<Long> number(String text) {
    return NUMBER.matcher(text).matches() ? Optional.of(Long.valueOf(text)) : Optional.empty();
  }
}

package dev.concertina.hazard.read;

import dev.concertina.parser.Node;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Options in brackets, such as {@code (FULL, CONCURRENTLY false)}. */
final class Options {

  private static final Set<String> OFF = Set.of("false", "off", "no", "0");

  private Options() {}

  /** Whether an option is there and on; without a value it is. */
  static boolean isOn(Node statement, String list, String name) {
    return statement.nodes(list).stream()
        .filter(option -> option.text("defname").orElse("").equals(name))
        .anyMatch(option -> option.node("arg").filter(Options::isOff).isEmpty());
  }

  private static boolean isOff(Node value) {
    Optional<String> word = value.text("sval").or(() -> value.text("ival"));
    return word.map(text -> OFF.contains(text.toLowerCase(Locale.ROOT)))
        .orElseGet(() -> !value.is("TypeName") && !value.flag("boolval"));
  }
}

package dev.concertina.source.directive;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * {@code -- concertina: allow RULE because REASON}: a hazard that the author accepts for one
 * statement.
 *
 * @param rule the rule's name, for instance {@code index-create-blocking}
 * @param line the 1-based line of the directive
 */
public record Allowance(String rule, String reason, int line) {

  private static final Pattern SHAPE =
      Pattern.compile("(?s)allow\\s+([a-z][a-z0-9-]*)\\s+because\\s+(\\S.*)");

  /** Reads what follows {@code concertina:}; nothing if that is no allowance with a reason. */
  public static Optional<Allowance> read(String body, int line) {
    Matcher shape = SHAPE.matcher(body);
    return shape.matches()
        ? Optional.of(new Allowance(shape.group(1), shape.group(2).strip(), line))
        : Optional.empty();
  }
}

package dev.concertina.source.directive;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * {@code -- concertina: allow RULE because REASON}: a hazard that the author accepts for one
 * statement. Several rules have commas between them.
 *
 * @param rule the rule's name, for instance {@code index-create-blocking}
 * @param line the 1-based line of the directive
 */
public record Allowance(String rule, String reason, int line) {

  private static final String RULE = "[a-z][a-z0-9-]*";
  private static final Pattern COMMA = Pattern.compile("\\s*,\\s*");

  private static final Pattern SHAPE =
      Pattern.compile("(?s)allow\\s+(" + RULE + "(?:" + COMMA + RULE + ")*)\\s+because\\s+(\\S.*)");

  /**
   * Reads what follows {@code concertina:}, an allowance for each rule that is named; nothing if
   * that is no allowance with a reason.
   */
  public static List<Allowance> read(String body, int line) {
    Matcher shape = SHAPE.matcher(body);
    if (!shape.matches()) {
      return List.of();
    }
    return COMMA
        .splitAsStream(shape.group(1))
        .distinct()
        .map(rule -> new Allowance(rule, shape.group(2).strip(), line))
        .toList();
  }
}

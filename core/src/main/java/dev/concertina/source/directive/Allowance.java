package dev.concertina.source.directive;

/**
 * {@code -- concertina: allow RULE because REASON}: a hazard that the author accepts for one
 * statement.
 *
 * @param rule the rule's name, for instance {@code index-create-blocking}
 * @param line the 1-based line of the directive
 */
public record Allowance(String rule, String reason, int line) {}

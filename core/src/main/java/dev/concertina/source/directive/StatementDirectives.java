package dev.concertina.source.directive;

import dev.concertina.change.RunPhase;
import java.util.List;
import java.util.Optional;

/**
 * What the comments before one statement ask for.
 *
 * @param up one expression
 * @param down one expression
 */
public record StatementDirectives(
    Optional<Value<String>> up,
    Optional<Value<String>> down,
    Optional<Value<RunPhase>> phase,
    List<Allowance> allowances) {

  /** No directive at all. */
  public static final StatementDirectives NONE =
      new StatementDirectives(Optional.empty(), Optional.empty(), Optional.empty(), List.of());

  /**
   * A directive's value.
   *
   * @param line the 1-based line of the directive
   */
  public record Value<T>(T value, int line) {}

  public StatementDirectives {
    allowances = List.copyOf(allowances);
  }
}

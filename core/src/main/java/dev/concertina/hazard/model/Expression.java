package dev.concertina.hazard.model;

import java.util.List;

/**
 * What an expression is made of, as far as names go.
 *
 * @param columns that it names, without their tables
 * @param calls of functions, operators and casts
 */
public record Expression(List<String> columns, List<Call> calls) {

  public Expression {
    columns = List.copyOf(columns);
    calls = List.copyOf(calls);
  }
}

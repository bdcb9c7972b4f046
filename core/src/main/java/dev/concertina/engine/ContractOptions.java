package dev.concertina.engine;

import java.util.Optional;

/**
 * How CONTRACT treats its gate.
 *
 * @param gate whether to ask it at all; false only where nothing live uses the database
 * @param override why a person opens a gate that is shut; recorded in the journal with what the
 *     gate saw
 */
public record ContractOptions(boolean gate, Optional<String> override) {

  /** The gate decides. */
  public static ContractOptions gated() {
    return new ContractOptions(true, Optional.empty());
  }

  /** For development and test databases. */
  public static ContractOptions ungated() {
    return new ContractOptions(false, Optional.empty());
  }

  /** A person takes the responsibility. */
  public static ContractOptions overridden(String reason) {
    return new ContractOptions(true, Optional.of(reason));
  }
}

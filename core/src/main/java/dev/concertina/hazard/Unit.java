package dev.concertina.hazard;

import java.util.List;

/**
 * A script, read.
 *
 * @param inTransaction whether the tool's own transaction stands around it
 */
public record Unit(Script script, boolean inTransaction, List<Statement> statements) {

  public Unit {
    statements = List.copyOf(statements);
  }

  /** The release that it belongs to. */
  public int release() {
    return script.release();
  }
}

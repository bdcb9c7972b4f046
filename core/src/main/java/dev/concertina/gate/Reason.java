package dev.concertina.gate;

/**
 * One thing that keeps a gate shut.
 *
 * @param sentence what it is and why it matters, so that a person can act on it
 * @param sql what ends it, if somebody decides so; empty if no statement does
 */
public record Reason(String sentence, String sql) {

  @Override
  public String toString() {
    return sql.isEmpty() ? sentence : sentence + " To end it: " + sql;
  }
}

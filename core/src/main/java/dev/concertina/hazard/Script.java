package dev.concertina.hazard;

/**
 * One migration's SQL.
 *
 * @param name the file as the user named it, {@code -} for standard input
 * @param text what PostgreSQL would be sent
 * @param release scripts with the same number are deployed together, so that a table that one of
 *     them creates is still empty for the next; numbers only grow in a run
 * @param judged whether its hazards are reported; if not, it is only what came before
 */
public record Script(
    String name, String text, TransactionMode transaction, int release, boolean judged) {

  /** A script that is judged, and a release of its own. */
  public static Script of(String name, String text, int release) {
    return new Script(name, text, TransactionMode.ASSUMED, release, true);
  }
}

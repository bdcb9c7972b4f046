package dev.concertina.hazard;

/** How the tool that runs a script uses transactions. BEGIN and COMMIT in its text always count. */
public enum TransactionMode {
  /** The tool wraps the whole script. */
  WHOLE_SCRIPT,
  /** Each statement commits by itself. */
  EACH_STATEMENT,
  /**
   * Not known: most tools wrap, and leave it where a statement refuses to run in a transaction, so
   * that is what is assumed.
   */
  ASSUMED
}

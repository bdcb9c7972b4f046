package dev.concertina.evidence.probe;

/** What PostgreSQL makes of a query. */
public sealed interface Resolved {

  /**
   * It understands it.
   *
   * @param tree as {@code pg_proc.prosqlbody} holds it
   * @param sql written anew by PostgreSQL, every name resolved
   */
  record Body(String tree, String sql) implements Resolved {}

  /** It refuses it. */
  record Refused(String state, String message) implements Resolved {}
}

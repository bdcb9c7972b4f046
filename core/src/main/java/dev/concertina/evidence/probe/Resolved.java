package dev.concertina.evidence.probe;

import dev.concertina.evidence.tree.TreeUses;

/** What PostgreSQL makes of a query. */
public sealed interface Resolved {

  /**
   * It understands it.
   *
   * @param uses read from {@code pg_proc.prosqlbody}
   * @param sql written anew by PostgreSQL, every name resolved
   */
  record Body(TreeUses uses, String sql) implements Resolved {}

  /** It refuses it. */
  record Refused(String state, String message) implements Resolved {}
}

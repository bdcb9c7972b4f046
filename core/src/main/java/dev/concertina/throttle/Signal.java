package dev.concertina.throttle;

import dev.concertina.journal.Share;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;

/**
 * One thing that a backfill must not overload. It may remember what it saw, and is used by one
 * thread.
 */
interface Signal {

  /** What it keeps within. */
  Limit limit();

  /**
   * Looks, in autocommit.
   *
   * @param limits in which its own limit is not off
   * @return why no batch may begin: the figure, the limit, who; or what cannot be read and how to
   *     make it readable
   * @throws SQLException if it cannot be read for a reason that the server has to name
   */
  Optional<String> reasonToHold(Connection connection, Limits limits) throws SQLException;

  /** The share of the time that batches may have so that this limit will not be exceeded. */
  default Optional<Share> share() {
    return Optional.empty();
  }

  /** Forgets what it saw: the limit was switched off. */
  default void forget() {}
}

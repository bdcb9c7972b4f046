package dev.concertina.session;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;

/** Opens further sessions of a run. Thread-safe. */
@FunctionalInterface
public interface Sessions {

  /**
   * For transactions that hold what the application needs: the server ends one whose client says
   * nothing for so long, because its machine sleeps or the network is gone
   * ("idle_in_transaction_session_timeout" in the documentation).
   */
  Duration LONGEST_SILENCE = Duration.ofSeconds(2);

  /**
   * A session in autocommit whose application name begins with {@code concertina:}; who asks for it
   * closes it.
   */
  Connection open() throws SQLException;
}

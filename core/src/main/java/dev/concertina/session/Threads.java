package dev.concertina.session;

import java.sql.SQLException;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;

/** What a thread owes to the one that waits for it, and to the one that interrupts it. */
public final class Threads {

  private Threads() {}

  /** Waits until the thread has ended; an interruption meanwhile is kept for afterwards. */
  public static void join(Thread thread) {
    boolean interrupted = false;
    while (thread.isAlive()) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /**
   * Throws what another thread has failed with; does nothing if there is nothing.
   *
   * @param failure an SQLException, or unchecked
   */
  public static void rethrow(@Nullable Throwable failure) throws SQLException {
    if (failure instanceof SQLException e) {
      throw e;
    }
    if (failure instanceof RuntimeException e) {
      throw e;
    }
    if (failure instanceof Error e) {
      throw e;
    }
  }

  /** What a wait that was interrupted ends with; the thread stays interrupted. */
  public static CancellationException interrupted(InterruptedException e) {
    Thread.currentThread().interrupt();
    return cancelled("interrupted while waiting", e);
  }

  static CancellationException cancelled(String message, Throwable cause) {
    CancellationException cancelled = new CancellationException(message);
    cancelled.initCause(cause);
    return cancelled;
  }
}

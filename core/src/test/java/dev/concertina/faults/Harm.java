package dev.concertina.faults;

import dev.concertina.testkit.TestDatabase;
import java.time.Duration;
import java.util.List;

/** What happens to a run at a place. */
public enum Harm {

  /** kill -9: its sessions end, it opens no other one and does nothing more. */
  KILLED {
    @Override
    void strike(Breakdown run, int pid) {
      run.die();
      endAll(run.database());
      throw new Killed();
    }
  },

  /** The server ends the session that is at work; the run lives. */
  SESSION_ENDED {
    @Override
    void strike(Breakdown run, int pid) {
      end(run.database(), "pid = " + pid);
    }
  },

  /** The session of the run lock ends: another run may begin, and this one does not know yet. */
  LOCK_ENDED {
    @Override
    void strike(Breakdown run, int pid) {
      end(run.database(), "application_name LIKE 'concertina:%:lock'");
    }
  },

  /** All its sessions end, as by a failover; the run lives. */
  SESSIONS_ENDED {
    @Override
    void strike(Breakdown run, int pid) {
      endAll(run.database());
    }
  },

  /** SIGTERM: the program asks the engine to stop. */
  ASKED_TO_STOP {
    @Override
    void strike(Breakdown run, int pid) {
      run.stop();
    }
  };

  private static final Duration LONG = Duration.ofSeconds(30);

  /** The end of a process: nothing of it runs on. */
  public static final class Killed extends Error {
    private static final long serialVersionUID = 1L;

    Killed() {
      super("killed");
    }
  }

  /**
   * Does it.
   *
   * @param pid the backend at work
   */
  abstract void strike(Breakdown run, int pid);

  private static void endAll(TestDatabase database) {
    end(database, "application_name LIKE 'concertina:%'");
  }

  /** Ends the sessions and waits until the server has forgotten them. */
  private static void end(TestDatabase database, String which) {
    String sessions =
        " FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"
            + " AND "
            + which;
    long deadline = System.nanoTime() + LONG.toNanos();
    while (!database.query("SELECT pg_terminate_backend(pid)" + sessions).equals(List.of())) {
      if (System.nanoTime() > deadline) {
        throw new AssertionError("sessions do not end: " + which);
      }
    }
  }
}

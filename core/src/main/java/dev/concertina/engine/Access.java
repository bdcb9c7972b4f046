package dev.concertina.engine;

import dev.concertina.change.MigrationException;
import dev.concertina.journal.Layout;
import dev.concertina.journal.LeaseLostException;
import dev.concertina.journal.Wholeness;
import dev.concertina.session.StopRequest;
import dev.concertina.sql.Identifier;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CancellationException;

/**
 * Opens the sessions that a call needs, closes them, and says what its failure means.
 *
 * @param who the user and host that the call comes from
 */
record Access(ConnectionFactory connections, Settings settings, StopRequest stop, String who) {

  @FunctionalInterface
  interface Reading<T> {
    T read(Connection session) throws SQLException;
  }

  @FunctionalInterface
  interface Writing<T> {
    T write(Run run) throws SQLException;
  }

  /** With one session; the caller promises only to read, or to write without the run lock. */
  <T> T reading(Reading<T> work) {
    try (Session session = sessions().open("read")) {
      return work.read(session.connection());
    } catch (SQLException e) {
      throw explained(Failures.of(e));
    } catch (RefusedException e) {
      throw explained(e);
    } catch (CancellationException e) {
      throw stopped(e);
    }
  }

  /** As the one run that may write. */
  <T> T writing(Writing<T> work) {
    try (Run run = Run.begin(sessions(), settings, who, stop)) {
      return work.write(run);
    } catch (SQLException e) {
      throw explained(Failures.of(e));
    } catch (RefusedException e) {
      throw explained(e);
    } catch (LeaseLostException e) {
      throw new BusyException(
              "lease-lost",
              "This run stopped because it is no longer the one that may write: "
                  + e.getMessage()
                  + ".",
              "Look at status, then run again.")
          .because(e);
    } catch (CancellationException e) {
      throw stopped(e);
    }
  }

  /**
   * Whether there is a journal.
   *
   * @throws dev.concertina.change.MigrationException if it is a newer program's
   */
  boolean journalExists(Connection session) throws SQLException {
    Layout layout = new Layout(settings.home());
    if (!layout.exists(session)) {
      return false;
    }
    layout.check(session);
    return true;
  }

  /** A refusal may come of a journal from which something was taken. */
  private RuntimeException explained(RuntimeException failure) {
    if (!(failure instanceof RefusedException)) {
      return failure;
    }
    Identifier home = settings.home();
    List<String> missing = List.of();
    try (Session session = sessions().open("journal")) {
      missing = new Wholeness(home).missing(session.connection());
    } catch (SQLException | RuntimeException e) {
      failure.addSuppressed(e);
    }
    if (missing.isEmpty()) {
      return failure;
    }
    MigrationException damaged =
        new MigrationException(
            "journal-damaged",
            "The journal in schema "
                + home
                + " is not whole: it lacks "
                + String.join(", ", missing)
                + ".",
            "It was edited, or restored in part. Restore that schema from a backup, or make by hand"
                + " what is missing; then run the same command again.",
            Optional.empty());
    damaged.initCause(failure);
    return damaged;
  }

  private static EngineException stopped(CancellationException e) {
    return new WaitingException(
            "stopped",
            "Stopped on request; everything that was complete is kept.",
            "Run the same command again: it goes on where this run stopped.",
            List.of())
        .because(e);
  }

  /** One more session; the caller closes it. */
  Session open(String purpose) {
    return sessions().open(purpose);
  }

  private SessionFactory sessions() {
    String name = UUID.randomUUID().toString().substring(0, 8);
    return new SessionFactory(connections, name, settings.lockTimeout());
  }
}

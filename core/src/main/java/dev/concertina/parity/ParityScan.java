package dev.concertina.parity;

import dev.concertina.backfill.TableFacts;
import dev.concertina.plan.Step;
import dev.concertina.session.StopRequest;
import dev.concertina.sql.QualifiedName;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One scan over all rows of a table or of its partitions, stretch by stretch, by several sessions
 * at a time. Each stretch has a short snapshot of its own, so that a scan of hours holds back no
 * VACUUM: a row that moves between stretches is written anew, under the sync. A relation whose file
 * was rewritten meanwhile is read anew.
 *
 * <p>A scan that failed because of a lock goes on where it was when it is run again. Used by one
 * thread at a time; it has threads of its own.
 */
public final class ParityScan {

  /** Opens a session; the scan closes it. */
  @FunctionalInterface
  public interface Sessions {
    Connection open() throws SQLException;
  }

  private final Step.Verify step;
  private final StopRequest stop;
  private final Deque<Stretch> left = new ArrayDeque<>();
  private final Map<Long, Tally> tallies = new LinkedHashMap<>();
  private boolean begun;
  private @Nullable Throwable failure;

  public ParityScan(Step.Verify step, StopRequest stop) {
    this.step = step;
    this.stop = stop;
  }

  /**
   * Reads what is left to read.
   *
   * @param own a session of the caller, in autocommit; small tables need no other
   * @param sessions for the others
   * @param parallel sessions at a time, at least 1
   */
  public List<Finding> run(Connection own, Sessions sessions, int parallel) throws SQLException {
    if (!begun) {
      TableFacts.leaves(own, step.table()).forEach(this::begin);
      begun = true;
    }
    failure = null;
    List<Thread> helpers = new ArrayList<>();
    for (int i = 1; i < Math.min(parallel, left.size()); i++) {
      helpers.add(helper(sessions, i));
    }
    helpers.forEach(Thread::start);
    read(own);
    helpers.forEach(ParityScan::join);
    rethrow();
    return Tally.sum(step.checks(), List.copyOf(tallies.values()));
  }

  private Thread helper(Sessions sessions, int number) {
    Thread thread =
        new Thread(
            () -> {
              try (Connection connection = sessions.open()) {
                read(connection);
              } catch (SQLException | RuntimeException e) {
                failed(e);
              }
            },
            "concertina-parity-" + number);
    thread.setDaemon(true);
    return thread;
  }

  private void read(Connection connection) {
    StretchReader reader = new StretchReader(connection, step);
    try {
      for (Stretch next = poll(); next != null; next = poll()) {
        Stretch stretch = next;
        Tally tally = tally(stretch);
        boolean same = false;
        try {
          same = stop.during(connection, () -> reader.read(stretch, tally));
        } catch (SQLException | RuntimeException e) {
          push(stretch);
          throw e;
        }
        if (!same) {
          rewritten(connection, stretch);
        }
      }
    } catch (SQLException | RuntimeException e) {
      failed(e);
    }
  }

  private synchronized void begin(TableFacts relation) {
    tallies.put(relation.oid(), new Tally(step.checks().size()));
    left.addAll(Stretch.all(relation));
  }

  private synchronized @Nullable Stretch poll() {
    return failure == null ? left.poll() : null;
  }

  private synchronized void push(Stretch stretch) {
    left.push(stretch);
  }

  private synchronized Tally tally(Stretch stretch) {
    return tallies.computeIfAbsent(
        stretch.relation().oid(), oid -> new Tally(step.checks().size()));
  }

  /** What others are adding to the relation's old tally at this moment is forgotten with it. */
  private synchronized void rewritten(Connection connection, Stretch stretch) throws SQLException {
    TableFacts before = stretch.relation();
    boolean known = left.stream().anyMatch(s -> s.relation().isAnotherFileOf(before));
    if (known) {
      return;
    }
    left.removeIf(s -> s.relation().oid() == before.oid());
    tallies.remove(before.oid());
    QualifiedName name = before.name();
    TableFacts.read(connection, name).ifPresent(this::begin);
  }

  private synchronized void failed(Throwable e) {
    if (failure == null) {
      failure = e;
    } else {
      failure.addSuppressed(e);
    }
  }

  private synchronized void rethrow() throws SQLException {
    if (failure instanceof SQLException e) {
      throw e;
    }
    if (failure instanceof RuntimeException e) {
      throw e;
    }
  }

  private static void join(Thread thread) {
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
}

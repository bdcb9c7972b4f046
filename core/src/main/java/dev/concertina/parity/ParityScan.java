package dev.concertina.parity;

import dev.concertina.backfill.TableFacts;
import dev.concertina.plan.Step;
import dev.concertina.session.Sessions;
import dev.concertina.session.SqlState;
import dev.concertina.session.StopRequest;
import dev.concertina.session.Threads;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One scan over all rows of a table or of its partitions, stretch by stretch, by several sessions
 * at a time. Each stretch has a short snapshot of its own, so that a scan of hours holds back no
 * VACUUM: a row that moves between stretches is written anew, under the sync. A relation whose file
 * was rewritten meanwhile is read anew, a partition that came meanwhile is read as well, and one
 * that went does not count.
 *
 * <p>A scan that failed because of a lock goes on where it was when it is run again. Used by one
 * thread at a time; it has threads of its own.
 */
public final class ParityScan {

  private final Step.Verify step;
  private final StopRequest stop;
  private final long blocks;
  private final Deque<Stretch> left = new ArrayDeque<>();
  private final Map<Long, Tally> tallies = new LinkedHashMap<>();
  private @Nullable Throwable failure;

  public ParityScan(Step.Verify step, StopRequest stop) {
    this(step, stop, Stretch.BLOCKS);
  }

  /** With stretches of so many blocks. */
  ParityScan(Step.Verify step, StopRequest stop, long blocks) {
    this.step = step;
    this.stop = stop;
    this.blocks = blocks;
  }

  /**
   * Reads what is left to read.
   *
   * @param own a session of the caller, in autocommit; small tables need no other
   * @param sessions for the others
   * @param parallel sessions at a time, at least 1
   */
  public List<Finding> run(Connection own, Sessions sessions, int parallel) throws SQLException {
    while (takeUp(TableFacts.leaves(own, step.table()))) {
      readAll(own, sessions, parallel);
    }
    return Tally.sum(step.checks(), List.copyOf(tallies.values()));
  }

  /** What is new; whether anything is left to read. */
  private synchronized boolean takeUp(List<TableFacts> leaves) {
    List<Long> present = leaves.stream().map(TableFacts::oid).toList();
    tallies.keySet().retainAll(present);
    left.removeIf(s -> !present.contains(s.relation().oid()));
    leaves.stream().filter(leaf -> !tallies.containsKey(leaf.oid())).forEach(this::begin);
    return !left.isEmpty();
  }

  private void readAll(Connection own, Sessions sessions, int parallel) throws SQLException {
    failure = null;
    List<Thread> helpers = new ArrayList<>();
    for (int i = 1; i < Math.min(parallel, left.size()); i++) {
      helpers.add(helper(sessions, i));
    }
    helpers.forEach(Thread::start);
    read(own);
    helpers.forEach(Threads::join);
    Threads.rethrow(failure());
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
          if (!hasGone(connection, stretch, e)) {
            push(stretch);
            throw e;
          }
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
    left.addAll(Stretch.all(relation, blocks));
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
    leaf(connection, before).ifPresent(this::begin);
  }

  /** A partition that was dropped, detached or renamed fails a stretch of it. */
  private boolean hasGone(Connection connection, Stretch stretch, Exception e) {
    if (!(e instanceof SQLException sql) || SqlState.isConnectionLost(sql)) {
      return false;
    }
    try {
      return leaf(connection, stretch.relation()).isEmpty();
    } catch (SQLException second) {
      e.addSuppressed(second);
      return false;
    }
  }

  /** The relation as it is now, if it is still a part of the table, and by the same name. */
  private Optional<TableFacts> leaf(Connection connection, TableFacts before) throws SQLException {
    return TableFacts.leaves(connection, step.table()).stream()
        .filter(leaf -> leaf.oid() == before.oid() && leaf.name().equals(before.name()))
        .findFirst();
  }

  private synchronized @Nullable Throwable failure() {
    return failure;
  }

  private synchronized void failed(Throwable e) {
    if (failure == null) {
      failure = e;
    } else {
      failure.addSuppressed(e);
    }
  }
}

package dev.concertina.backfill;

import dev.concertina.journal.Checkpoint;
import dev.concertina.journal.Window;
import dev.concertina.sql.QualifiedName;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The walk over the relations of one backfill, shared by its walkers: hands out disjoint windows,
 * in the order of the heap, then the blocks in which a row was held. A relation that was rewritten
 * is walked again from its start, because a rewrite may carry pending rows to blocks behind the
 * walk.
 *
 * <p>Thread-safe: every method holds the monitor. What it knows is in the journal before a walker
 * acts on it, so a crash never loses a window.
 */
final class Walk {

  private final Map<Long, Checkpoint> at = new LinkedHashMap<>();
  private final Map<Long, TableFacts> facts = new LinkedHashMap<>();
  private final Deque<Window> open = new ArrayDeque<>();
  private final Deque<Window> held = new ArrayDeque<>();
  private final Set<Window> lent = new HashSet<>();
  private final Set<Long> finishing = new HashSet<>();
  private final Striping striping = new Striping();

  /** Takes up relations of which nothing is known, and those that an earlier run has begun. */
  synchronized void take(Collection<TableFacts> relations, Collection<Checkpoint> begun) {
    relations.forEach(relation -> facts.put(relation.oid(), relation));
    begun.stream()
        .filter(checkpoint -> facts.containsKey(checkpoint.relation()))
        .forEach(checkpoint -> at.put(checkpoint.relation(), checkpoint));
  }

  /** Windows that an earlier run has opened. */
  synchronized void resume(Collection<Window> windows) {
    for (Window window : windows) {
      if (at.containsKey(window.relation())) {
        (window.held() ? held : open).add(window);
      }
    }
  }

  /** Relations of the table that the walk does not know: all at first, later new partitions. */
  synchronized List<TableFacts> unknown(Collection<TableFacts> relations) {
    return relations.stream().filter(relation -> !at.containsKey(relation.oid())).toList();
  }

  /** Whether anything is left to do. */
  synchronized boolean hasWork() {
    return at.values().stream().anyMatch(checkpoint -> !checkpoint.done());
  }

  /** How a relation's walk begins; its end block must be read after the sync was committed. */
  static Checkpoint start(TableFacts relation) {
    return new Checkpoint(
        relation.oid(), relation.filenode(), 0, relation.blocks(), 0, relation.rows(), 1, false);
  }

  /** The next task of a walker. A new window stands in the journal when this returns. */
  synchronized Task next(BatchWriter writer) throws SQLException {
    Optional<Window> window = nextOpen(writer);
    if (window.isPresent()) {
      return lend(window.get());
    }
    Optional<Checkpoint> complete = at.values().stream().filter(this::isComplete).findFirst();
    if (complete.isPresent()) {
      finishing.add(complete.get().relation());
      return new Task.Finish(name(complete.get().relation()), complete.get());
    }
    if (lent.isEmpty() && !held.isEmpty()) {
      return lend(held.remove());
    }
    return lent.isEmpty() && finishing.isEmpty() ? new Task.Over() : new Task.Wait();
  }

  /**
   * Several walkers take turns at more windows than they are, two at three: what a batch leaves
   * dead in a page can be pruned when no older batch is open, and by the window's next turn none
   * is.
   */
  private Optional<Window> nextOpen(BatchWriter writer) throws SQLException {
    if (open.size() <= lent.size()) {
      Optional<Window> next = openNext(writer);
      if (next.isPresent()) {
        return next;
      }
    }
    return Optional.ofNullable(open.poll());
  }

  private Task lend(Window window) {
    lent.add(window);
    Checkpoint of = at.get(window.relation());
    long pages = of == null ? window.to() : of.endBlock();
    return new Task.Write(name(window.relation()), window, BatchSize.most(pages, window.stripes()));
  }

  private Optional<Window> openNext(BatchWriter writer) throws SQLException {
    for (Checkpoint checkpoint : at.values()) {
      if (!checkpoint.done() && checkpoint.nextBlock() < checkpoint.endBlock()) {
        long from = checkpoint.nextBlock();
        long to = Math.min(checkpoint.endBlock(), from + BatchSize.LARGEST);
        int stripes = striping.stripes(checkpoint.endBlock(), checkpoint.rowsTotal());
        Window window =
            Window.fresh(checkpoint.relation(), checkpoint.filenode(), from, to, stripes);
        writer.open(window);
        at.put(checkpoint.relation(), checkpoint.at(to));
        return Optional.of(window);
      }
    }
    return Optional.empty();
  }

  private boolean isComplete(Checkpoint checkpoint) {
    long relation = checkpoint.relation();
    return !checkpoint.done()
        && checkpoint.nextBlock() >= checkpoint.endBlock()
        && !finishing.contains(relation)
        && lent.stream().noneMatch(w -> w.relation() == relation)
        && held.stream().noneMatch(w -> w.relation() == relation);
  }

  /** A batch of the window has committed. */
  synchronized void written(Window before, BatchWriter.Result result) {
    int begun = Math.max(1, open.size() + lent.size());
    lent.remove(before);
    Window after = result.window();
    if (isStale(after)) {
      return;
    }
    if (!after.isComplete()) {
      open.add(after);
      return;
    }
    at.computeIfPresent(after.relation(), (oid, it) -> it.withRows(after.rowsDone()));
    if (!after.held()) {
      striping.completed(after.stripes(), after.to() - after.from(), result.size(), begun);
    }
  }

  /** Nothing of it was written: it is tried again, a held block after all others. */
  synchronized void givenBack(Window window) {
    if (lent.remove(window) && !isStale(window)) {
      if (window.held()) {
        held.add(window);
      } else {
        open.push(window);
      }
    }
  }

  /** A held block is to be written in smaller shares; the journal knows. */
  synchronized void split(Window before, Window after) {
    if (lent.remove(before) && !isStale(after)) {
      held.push(after);
    }
  }

  /** A block of the window is left for later; the journal knows. */
  synchronized void parked(Window before, Window block, Window after) {
    lent.remove(before);
    if (isStale(after)) {
      return;
    }
    if (held.stream()
        .noneMatch(h -> h.relation() == block.relation() && h.from() == block.from())) {
      held.add(block);
    }
    if (after.isComplete()) {
      at.computeIfPresent(after.relation(), (oid, it) -> it.withRows(after.rowsDone()));
    } else {
      open.push(after);
    }
  }

  /** The file is another one: the relation's walk begins again, once for all of its walkers. */
  synchronized void rewritten(BatchWriter writer, long relation, long filenode)
      throws SQLException {
    long rowsInWindows = rowsInWindows(relation);
    lent.removeIf(w -> w.relation() == relation && w.filenode() == filenode);
    finishing.remove(relation);
    Checkpoint before = at.get(relation);
    TableFacts known = facts.get(relation);
    if (before == null || known == null || before.filenode() != filenode) {
      return;
    }
    Optional<TableFacts> now = writer.facts(known.name()).filter(f -> f.oid() == relation);
    if (now.isEmpty()) {
      gone(writer, relation);
      return;
    }
    Checkpoint again =
        before
            .withRows(rowsInWindows)
            .again(now.get().filenode(), now.get().blocks(), now.get().rows());
    writer.begin(again);
    facts.put(relation, now.get());
    forgetWindows(relation);
    at.put(relation, again);
    striping.restart(again.endBlock());
  }

  /** It was dropped, or has another name now: in that case it is found again after the walk. */
  synchronized void gone(BatchWriter writer, long relation) throws SQLException {
    writer.forget(relation);
    forgetWindows(relation);
    lent.removeIf(w -> w.relation() == relation);
    finishing.remove(relation);
    at.remove(relation);
  }

  /** The relation's walk has ended; the journal knows. */
  synchronized void finished(long relation) {
    finishing.remove(relation);
    at.computeIfPresent(relation, (oid, it) -> it.finished());
  }

  /** Its file could not be looked at: somebody has locked it. */
  synchronized void notFinished(long relation) {
    finishing.remove(relation);
  }

  /** Where rows are still held, by block. */
  synchronized List<Long> heldBlocks() {
    return held.stream().map(Window::from).toList();
  }

  synchronized Totals totals() {
    long rows = at.values().stream().mapToLong(Checkpoint::rowsDone).sum();
    long walked = at.values().stream().mapToLong(Checkpoint::nextBlock).sum();
    List<Window> unfinished = new ArrayList<>(open);
    unfinished.addAll(lent);
    unfinished.addAll(held);
    for (Window window : unfinished) {
      rows += window.rowsDone();
      walked -= window.to() - window.from() - window.blocksDone();
    }
    return new Totals(
        rows,
        at.values().stream().mapToLong(Checkpoint::rowsTotal).sum(),
        // A held block is left to do as itself and, in later stripes, as part of its window.
        Math.max(0, walked),
        at.values().stream().mapToLong(Checkpoint::endBlock).sum(),
        at.values().stream().mapToInt(Checkpoint::passes).max().orElse(1));
  }

  /** Sums over all relations. */
  record Totals(long rowsDone, long rowsTotal, long blocksDone, long blocksTotal, int passes) {}

  private boolean isStale(Window window) {
    Checkpoint now = at.get(window.relation());
    return now == null || now.done() || now.filenode() != window.filenode();
  }

  private long rowsInWindows(long relation) {
    return Stream.of(open, held, lent)
        .flatMap(Collection::stream)
        .filter(w -> w.relation() == relation)
        .mapToLong(Window::rowsDone)
        .sum();
  }

  private void forgetWindows(long relation) {
    open.removeIf(w -> w.relation() == relation);
    held.removeIf(w -> w.relation() == relation);
  }

  private QualifiedName name(long relation) {
    TableFacts known = facts.get(relation);
    if (known == null) {
      throw new IllegalStateException("a window of an unknown relation " + relation);
    }
    return known.name();
  }
}

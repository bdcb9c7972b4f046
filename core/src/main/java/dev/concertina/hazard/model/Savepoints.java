package dev.concertina.hazard.model;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * What a transaction can take back: a state, as it was at BEGIN and at each SAVEPOINT ("SAVEPOINT"
 * in the documentation). For one thread.
 *
 * @param <S> the state; not changed after it was handed out
 */
public final class Savepoints<S> {

  private record Mark<S>(Optional<String> name, S state) {}

  private final Deque<Mark<S>> marks = new ArrayDeque<>();
  private final Supplier<S> state;
  private final Consumer<S> restore;

  /** Savepoints of what a supplier copies and a consumer sets back. */
  public Savepoints(Supplier<S> state, Consumer<S> restore) {
    this.state = state;
    this.restore = restore;
  }

  /** BEGIN. */
  public void begin() {
    marks.clear();
    marks.push(new Mark<>(Optional.empty(), state.get()));
  }

  /** The transaction is over; unless it commits, all is as it was at BEGIN. */
  public void end(boolean commits) {
    if (!commits && !marks.isEmpty() && marks.getLast().name().isEmpty()) {
      restore.accept(marks.getLast().state());
    }
    marks.clear();
  }

  /** SAVEPOINT; one of the same name is hidden by it. */
  public void set(String name) {
    marks.push(new Mark<>(Optional.of(name), state.get()));
  }

  /** ROLLBACK TO; the savepoint stays. Nothing happens if there is none of that name. */
  public void back(String name) {
    if (isSet(name)) {
      while (!isOf(marks.getFirst(), name)) {
        marks.pop();
      }
      restore.accept(marks.getFirst().state());
    }
  }

  /** RELEASE; what came since then stays. */
  public void release(String name) {
    if (isSet(name)) {
      while (!isOf(marks.pop(), name)) {
        // Those within it go with it.
      }
    }
  }

  private boolean isSet(String name) {
    return marks.stream().anyMatch(mark -> isOf(mark, name));
  }

  private static boolean isOf(Mark<?> mark, String name) {
    return mark.name().filter(name::equals).isPresent();
  }
}

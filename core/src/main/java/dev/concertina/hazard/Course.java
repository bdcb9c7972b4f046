package dev.concertina.hazard;

import dev.concertina.hazard.action.Action;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The actions of one script in their order, found by what they are about without a look at all of
 * them: a rule asks for each statement, and scripts have tens of thousands. For one thread.
 */
final class Course {

  private final Unit unit;
  private final Map<Topic<?>, Map<Object, List<Placed>>> placed = new HashMap<>();

  /** An action, and the statement and step that it belongs to. */
  private record Placed(int statement, int step, Action action) {

    boolean isBefore(int otherStatement, int otherStep) {
      return statement < otherStatement || (statement == otherStatement && step < otherStep);
    }
  }

  Course(Unit unit) {
    this.unit = unit;
  }

  Unit unit() {
    return unit;
  }

  /** All of a topic that are about something. */
  <A extends Action> Stream<A> all(Topic<A> topic, Object about) {
    return actions(topic, of(topic, about));
  }

  /** Those before a step. */
  <A extends Action> Stream<A> before(int statement, int step, Topic<A> topic, Object about) {
    List<Placed> all = of(topic, about);
    return actions(topic, all.subList(0, countBefore(all, statement, step)));
  }

  /** Those from a step on. */
  <A extends Action> Stream<A> from(int statement, int step, Topic<A> topic, Object about) {
    List<Placed> all = of(topic, about);
    return actions(topic, all.subList(countBefore(all, statement, step), all.size()));
  }

  /** The statement of the first one from a step on; the number of statements if there is none. */
  int statementFrom(int statement, int step, Topic<?> topic, Object about) {
    List<Placed> all = of(topic, about);
    int first = countBefore(all, statement, step);
    return first == all.size() ? unit.statements().size() : all.get(first).statement();
  }

  private static int countBefore(List<Placed> all, int statement, int step) {
    int low = 0;
    int high = all.size();
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (all.get(middle).isBefore(statement, step)) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  private List<Placed> of(Topic<?> topic, Object about) {
    return placed.computeIfAbsent(topic, this::sorted).getOrDefault(about, List.of());
  }

  private Map<Object, List<Placed>> sorted(Topic<?> topic) {
    Map<Object, List<Placed>> sorted = new HashMap<>();
    for (int i = 0; i < unit.statements().size(); i++) {
      List<List<Action>> steps = unit.statements().get(i).steps();
      for (int step = 0; step < steps.size(); step++) {
        for (Action action : steps.get(step)) {
          Placed here = new Placed(i, step, action);
          topic
              .about(action)
              .forEach(what -> sorted.computeIfAbsent(what, x -> new ArrayList<>()).add(here));
        }
      }
    }
    return sorted;
  }

  private static <A extends Action> Stream<A> actions(Topic<A> topic, List<Placed> found) {
    return found.stream().map(each -> topic.cast(each.action()));
  }
}

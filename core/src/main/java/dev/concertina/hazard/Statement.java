package dev.concertina.hazard;

import dev.concertina.change.Origin;
import dev.concertina.hazard.action.Action;
import dev.concertina.hazard.action.SessionAction;
import java.util.List;
import java.util.Optional;

/**
 * One statement of a script.
 *
 * @param origin the script's name, the line, the text
 * @param span where it stands
 * @param declaredContract whether a directive says that this is the contract step of a change
 * @param steps what it does, in its order: DO and the call of a function have one for each
 *     statement of the body, which PostgreSQL carries out one after the other; all others have one.
 *     Neither they nor the steps are ever empty.
 */
public record Statement(
    Origin origin, Span span, boolean declaredContract, List<List<Action>> steps) {

  public Statement {
    steps = steps.stream().map(List::copyOf).toList();
  }

  /** What it does, in its order. */
  public List<Action> actions() {
    return steps.size() == 1 ? steps.get(0) : steps.stream().flatMap(List::stream).toList();
  }

  /** Whether it is several statements that are one transaction, whatever stands around it. */
  public boolean isTransaction() {
    return steps.size() > 1 && actions().stream().noneMatch(SessionAction::isEndOfBody);
  }

  /**
   * The same with only the steps before one, or with those from one on; empty if there are none.
   */
  Optional<Statement> cut(int from, int to) {
    return from < to
        ? Optional.of(new Statement(origin, span, declaredContract, steps.subList(from, to)))
        : Optional.empty();
  }

  /** Those of its actions that are of a kind. */
  public <A extends Action> List<A> actions(Class<A> kind) {
    return actions().stream().filter(kind::isInstance).map(kind::cast).toList();
  }
}

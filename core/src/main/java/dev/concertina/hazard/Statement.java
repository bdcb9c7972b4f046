package dev.concertina.hazard;

import dev.concertina.change.Origin;
import dev.concertina.hazard.action.Action;
import java.util.List;

/**
 * One statement of a script.
 *
 * @param origin the script's name, the line, the text
 * @param span where it stands
 * @param declaredContract whether a directive says that this is the contract step of a change
 * @param actions what it does, in its order; never empty
 */
public record Statement(Origin origin, Span span, boolean declaredContract, List<Action> actions) {

  public Statement {
    actions = List.copyOf(actions);
  }

  /** Those of its actions that are of a kind. */
  public <A extends Action> List<A> actions(Class<A> kind) {
    return actions.stream().filter(kind::isInstance).map(kind::cast).toList();
  }
}

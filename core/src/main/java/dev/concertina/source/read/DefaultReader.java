package dev.concertina.source.read;

import dev.concertina.change.Change;
import dev.concertina.change.DropDefault;
import dev.concertina.change.SetDefault;
import dev.concertina.parser.Node;
import java.util.Optional;

/** {@code ALTER TABLE … ALTER COLUMN … SET DEFAULT} and {@code DROP DEFAULT}. */
final class DefaultReader implements ActionReader {

  private final Slices slices;

  DefaultReader(Slices slices) {
    this.slices = slices;
  }

  @Override
  public Reading read(Action action) {
    Optional<Node> expression = action.tree().node("def");
    if (expression.isEmpty()) {
      return Reading.of(new DropDefault(action.table(), action.name(), action.origin()));
    }
    // DEFAULT is reserved: before the expression, no name can be it.
    return action
        .tokens()
        .behind("DEFAULT")
        .flatMap(text -> slices.expression(text, expression.get()))
        .<Change>map(
            text ->
                new SetDefault(
                    action.table(), action.name(), text, Optional.empty(), action.origin()))
        .map(Reading::of)
        .orElseGet(() -> OtherActions.refused(action));
  }
}

package dev.concertina.source.read;

import dev.concertina.change.AddColumn;
import dev.concertina.change.Change;
import dev.concertina.change.ChangeType;
import dev.concertina.change.SetNotNull;
import java.util.Optional;

/**
 * {@code -- concertina: up = expression}. USING says the same, so that both never stand together.
 */
final class TakesUp extends TakesNothing {

  private final Optional<String> up;

  TakesUp(String up) {
    this.up = Optional.of(up);
  }

  @Override
  public Optional<Change> addColumn(AddColumn change) {
    return change.numbering().isPresent()
        ? Optional.empty()
        : Optional.of(change.filled(change.notNull(), up));
  }

  @Override
  public Optional<Change> changeType(ChangeType change) {
    if (change.up().isPresent()) {
      return Optional.empty();
    }
    return Optional.of(
        new ChangeType(
            change.table(), change.column(), change.type(), up, change.down(), change.origin()));
  }

  @Override
  public Optional<Change> setNotNull(SetNotNull change) {
    return Optional.of(new SetNotNull(change.table(), change.column(), up, change.origin()));
  }
}

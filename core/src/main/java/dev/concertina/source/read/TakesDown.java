package dev.concertina.source.read;

import dev.concertina.change.Change;
import dev.concertina.change.ChangeType;
import dev.concertina.change.DropColumn;
import java.util.Optional;

/** {@code -- concertina: down = expression}. */
final class TakesDown extends TakesNothing {

  private final Optional<String> down;

  TakesDown(String down) {
    this.down = Optional.of(down);
  }

  @Override
  public Optional<Change> changeType(ChangeType change) {
    return Optional.of(
        new ChangeType(
            change.table(), change.column(), change.type(), change.up(), down, change.origin()));
  }

  @Override
  public Optional<Change> dropColumn(DropColumn change) {
    return Optional.of(
        new DropColumn(
            change.table(),
            change.column(),
            change.ifExists(),
            change.cascade(),
            down,
            change.origin()));
  }
}

package dev.concertina.source.read;

import dev.concertina.change.Change;
import dev.concertina.change.CreateIndex;
import dev.concertina.change.DropIndex;
import dev.concertina.change.RunPhase;
import dev.concertina.change.SetDefault;
import java.util.Optional;

/** {@code -- concertina: phase = …} on a change that has a phase of its own otherwise. */
final class TakesPhase extends TakesNothing {

  private final RunPhase phase;

  TakesPhase(RunPhase phase) {
    this.phase = phase;
  }

  @Override
  public Optional<Change> createIndex(CreateIndex change) {
    return Optional.of(
        new CreateIndex(
            change.table(),
            change.name(),
            change.unique(),
            change.concurrently(),
            change.definition(),
            Optional.of(phase),
            change.origin()));
  }

  /** An index is always dropped in CONTRACT, so that naming it says nothing new. */
  @Override
  public Optional<Change> dropIndex(DropIndex change) {
    return phase == RunPhase.CONTRACT ? Optional.of(change) : Optional.empty();
  }

  @Override
  public Optional<Change> setDefault(SetDefault change) {
    return Optional.of(
        new SetDefault(
            change.table(),
            change.column(),
            change.expression(),
            Optional.of(phase),
            change.origin()));
  }
}

package dev.concertina.source.read;

import dev.concertina.change.AddCheck;
import dev.concertina.change.AddForeignKey;
import dev.concertina.change.Change;
import dev.concertina.change.ValidateConstraint;
import java.util.Optional;

/** A constraint that the migration adds NOT VALID, proven by its own VALIDATE CONSTRAINT. */
final class TakesValidation extends TakesNothing {

  private final ValidateConstraint validation;

  TakesValidation(ValidateConstraint validation) {
    this.validation = validation;
  }

  @Override
  public Optional<Change> addCheck(AddCheck change) {
    boolean same =
        change.table().equals(validation.table())
            && change.name().equals(Optional.of(validation.name()));
    return same
        ? Optional.of(
            new AddCheck(
                change.table(),
                change.name(),
                change.definition(),
                false,
                change.phase(),
                change.origin()))
        : Optional.empty();
  }

  @Override
  public Optional<Change> addForeignKey(AddForeignKey change) {
    boolean same =
        change.table().equals(validation.table())
            && change.name().equals(Optional.of(validation.name()));
    return same
        ? Optional.of(
            new AddForeignKey(
                change.table(),
                change.name(),
                change.reference(),
                false,
                change.phase(),
                change.origin()))
        : Optional.empty();
  }
}

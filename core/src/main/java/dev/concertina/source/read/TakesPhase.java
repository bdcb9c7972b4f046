package dev.concertina.source.read;

import dev.concertina.change.AddCheck;
import dev.concertina.change.AddExclusion;
import dev.concertina.change.AddForeignKey;
import dev.concertina.change.AddUnique;
import dev.concertina.change.AlterObject;
import dev.concertina.change.AttachPartition;
import dev.concertina.change.Change;
import dev.concertina.change.ChangeRights;
import dev.concertina.change.CreateIndex;
import dev.concertina.change.CreateObject;
import dev.concertina.change.DropConstraint;
import dev.concertina.change.DropIndex;
import dev.concertina.change.DropNotNull;
import dev.concertina.change.RunPhase;
import dev.concertina.change.SetComment;
import dev.concertina.change.SetDefault;
import dev.concertina.change.SetProperty;
import dev.concertina.change.TableProperty;
import java.util.Optional;

/** {@code -- concertina: phase = …} on a change that has a phase of its own otherwise. */
final class TakesPhase extends TakesNothing {

  private final RunPhase phase;

  TakesPhase(RunPhase phase) {
    this.phase = phase;
  }

  @Override
  public Optional<Change> addCheck(AddCheck change) {
    return Optional.of(
        new AddCheck(
            change.table(),
            change.name(),
            change.definition(),
            change.notValid(),
            Optional.of(phase),
            change.origin()));
  }

  @Override
  public Optional<Change> addExclusion(AddExclusion change) {
    return Optional.of(
        new AddExclusion(
            change.table(),
            change.name(),
            change.definition(),
            Optional.of(phase),
            change.origin()));
  }

  @Override
  public Optional<Change> addForeignKey(AddForeignKey change) {
    return Optional.of(
        new AddForeignKey(
            change.table(),
            change.name(),
            change.reference(),
            change.notValid(),
            Optional.of(phase),
            change.origin()));
  }

  /** A primary key forbids NULL, too, which is proven after the old application has gone. */
  @Override
  public Optional<Change> addUnique(AddUnique change) {
    if (change.primary()) {
      return phase == RunPhase.CONTRACT ? Optional.of(change) : Optional.empty();
    }
    return Optional.of(
        new AddUnique(
            change.table(),
            change.name(),
            false,
            change.definition(),
            Optional.of(phase),
            change.origin()));
  }

  @Override
  public Optional<Change> alterObject(AlterObject change) {
    return Optional.of(
        new AlterObject(
            change.object(),
            change.what(),
            change.to(),
            change.statement(),
            Optional.of(phase),
            change.origin()));
  }

  @Override
  public Optional<Change> attachPartition(AttachPartition change) {
    return Optional.of(
        new AttachPartition(
            change.table(),
            change.partition(),
            change.bound(),
            Optional.of(phase),
            change.origin()));
  }

  @Override
  public Optional<Change> changeRights(ChangeRights change) {
    return Optional.of(
        new ChangeRights(
            change.statement(),
            change.gives(),
            change.ofColumns(),
            change.objects(),
            Optional.of(phase),
            change.origin()));
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

  @Override
  public Optional<Change> dropConstraint(DropConstraint change) {
    return Optional.of(
        new DropConstraint(
            change.table(),
            change.name(),
            change.ifExists(),
            change.cascade(),
            Optional.of(phase),
            change.origin()));
  }

  @Override
  public Optional<Change> createObject(CreateObject change) {
    return Optional.of(
        new CreateObject(
            change.object(),
            change.on(),
            change.statement(),
            change.replaces(),
            change.ifNotExists(),
            Optional.of(phase),
            change.origin()));
  }

  /** An index is always dropped in CONTRACT, so that naming it says nothing new. */
  @Override
  public Optional<Change> dropIndex(DropIndex change) {
    return phase == RunPhase.CONTRACT ? Optional.of(change) : Optional.empty();
  }

  @Override
  public Optional<Change> dropNotNull(DropNotNull change) {
    return Optional.of(
        new DropNotNull(change.table(), change.column(), Optional.of(phase), change.origin()));
  }

  @Override
  public Optional<Change> setComment(SetComment change) {
    return Optional.of(
        new SetComment(change.object(), change.text(), Optional.of(phase), change.origin()));
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

  /**
   * How values are generated cannot be given back; and DISABLE TRIGGER USER would meet the sync's.
   */
  @Override
  public Optional<Change> setProperty(SetProperty change) {
    boolean only =
        change.property() == TableProperty.GENERATION
            || (change.property() == TableProperty.TRIGGERS && change.name().isEmpty());
    if (only && phase != RunPhase.CONTRACT) {
      return Optional.empty();
    }
    return Optional.of(
        new SetProperty(
            change.table(),
            change.property(),
            change.name(),
            change.options(),
            change.action(),
            Optional.of(phase),
            change.origin()));
  }
}

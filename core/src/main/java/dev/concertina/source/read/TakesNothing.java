package dev.concertina.source.read;

import dev.concertina.change.AddCheck;
import dev.concertina.change.AddColumn;
import dev.concertina.change.AddEnumValue;
import dev.concertina.change.AddExclusion;
import dev.concertina.change.AddForeignKey;
import dev.concertina.change.AddIdentity;
import dev.concertina.change.AddUnique;
import dev.concertina.change.AdoptIndex;
import dev.concertina.change.AlterColumn;
import dev.concertina.change.AlterConstraint;
import dev.concertina.change.AlterObject;
import dev.concertina.change.AsWritten;
import dev.concertina.change.AttachPartition;
import dev.concertina.change.Change;
import dev.concertina.change.ChangeRights;
import dev.concertina.change.ChangeType;
import dev.concertina.change.CreateIndex;
import dev.concertina.change.CreateObject;
import dev.concertina.change.CreatePartition;
import dev.concertina.change.CreateTable;
import dev.concertina.change.DetachPartition;
import dev.concertina.change.DropColumn;
import dev.concertina.change.DropConstraint;
import dev.concertina.change.DropDefault;
import dev.concertina.change.DropIndex;
import dev.concertina.change.DropNotNull;
import dev.concertina.change.DropObject;
import dev.concertina.change.DropTable;
import dev.concertina.change.MoveColumn;
import dev.concertina.change.MoveTable;
import dev.concertina.change.RenameColumn;
import dev.concertina.change.RenameConstraint;
import dev.concertina.change.RenameIndex;
import dev.concertina.change.RenameTable;
import dev.concertina.change.ReshapeColumns;
import dev.concertina.change.SetComment;
import dev.concertina.change.SetDefault;
import dev.concertina.change.SetNotNull;
import dev.concertina.change.SetProperty;
import dev.concertina.change.ValidateConstraint;
import java.util.Optional;

/** The change with a directive's value in it, or empty for a change that has no place for it. */
abstract class TakesNothing implements Change.Visitor<Optional<Change>> {
  @Override
  public Optional<Change> addCheck(AddCheck change) {
    return Optional.empty();
  }

  @Override
  public Optional<Change> addColumn(AddColumn change) {
    return Optional.empty();
  }

  @Override
  public Optional<Change> addEnumValue(AddEnumValue change) {
    return Optional.empty();
  }

  @Override
  public Optional<Change> addExclusion(AddExclusion change) {
    return Optional.empty();
  }

  @Override
  public Optional<Change> addForeignKey(AddForeignKey change) {
    return Optional.empty();
  }

  @Override
  public Optional<Change> addIdentity(AddIdentity change) {
    return Optional.empty();
  }

  @Override
  public Optional<Change> addUnique(AddUnique change) {
    return Optional.empty();
  }

  @Override
  public Optional<Change> adoptIndex(AdoptIndex change) {
    return Optional.empty();
  }

  @Override
  public Optional<Change> alterColumn(AlterColumn change) {
    return Optional.empty();
  }

  @Override
  public Optional<Change> alterConstraint(AlterConstraint change) {
    return Optional.empty();
  }

  @Override
  public Optional<Change> alterObject(AlterObject change) {
    return Optional.empty();
  }

  @Override
  public Optional<Change> asWritten(AsWritten change) {
    return Optional.empty();
  }

  @Override
  public Optional<Change> attachPartition(AttachPartition change) {
    return Optional.empty();
  }

  @Override
  public Optional<Change> changeRights(ChangeRights change) {
    return Optional.empty();
  }

  @Override
  public Optional<Change> changeType(ChangeType change) {
    return Optional.empty();
  }

  @Override
  public Optional<Change> createIndex(CreateIndex change) {
    return Optional.empty();
  }

  @Override
  public Optional<Change> createObject(CreateObject change) {
    return Optional.empty();
  }

  @Override
  public Optional<Change> createPartition(CreatePartition change) {
    return Optional.empty();
  }

  @Override
  public Optional<Change> createTable(CreateTable change) {
    return Optional.empty();
  }

  @Override
  public Optional<Change> detachPartition(DetachPartition change) {
    return Optional.empty();
  }

  @Override
  public Optional<Change> dropColumn(DropColumn change) {
    return Optional.empty();
  }

  @Override
  public Optional<Change> dropConstraint(DropConstraint change) {
    return Optional.empty();
  }

  @Override
  public Optional<Change> dropDefault(DropDefault change) {
    return Optional.empty();
  }

  @Override
  public Optional<Change> dropIndex(DropIndex change) {
    return Optional.empty();
  }

  @Override
  public Optional<Change> dropNotNull(DropNotNull change) {
    return Optional.empty();
  }

  @Override
  public Optional<Change> dropObject(DropObject change) {
    return Optional.empty();
  }

  @Override
  public Optional<Change> dropTable(DropTable change) {
    return Optional.empty();
  }

  @Override
  public Optional<Change> moveColumn(MoveColumn change) {
    return Optional.empty();
  }

  @Override
  public Optional<Change> moveTable(MoveTable change) {
    return Optional.empty();
  }

  @Override
  public Optional<Change> renameColumn(RenameColumn change) {
    return Optional.empty();
  }

  @Override
  public Optional<Change> renameConstraint(RenameConstraint change) {
    return Optional.empty();
  }

  @Override
  public Optional<Change> renameIndex(RenameIndex change) {
    return Optional.empty();
  }

  @Override
  public Optional<Change> renameTable(RenameTable change) {
    return Optional.empty();
  }

  @Override
  public Optional<Change> reshapeColumns(ReshapeColumns change) {
    return Optional.empty();
  }

  @Override
  public Optional<Change> setComment(SetComment change) {
    return Optional.empty();
  }

  @Override
  public Optional<Change> setDefault(SetDefault change) {
    return Optional.empty();
  }

  @Override
  public Optional<Change> setNotNull(SetNotNull change) {
    return Optional.empty();
  }

  @Override
  public Optional<Change> setProperty(SetProperty change) {
    return Optional.empty();
  }

  @Override
  public Optional<Change> validateConstraint(ValidateConstraint change) {
    return Optional.empty();
  }
}

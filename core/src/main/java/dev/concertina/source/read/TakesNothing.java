package dev.concertina.source.read;

import dev.concertina.change.AddColumn;
import dev.concertina.change.AsWritten;
import dev.concertina.change.Change;
import dev.concertina.change.ChangeType;
import dev.concertina.change.CreateIndex;
import dev.concertina.change.CreateTable;
import dev.concertina.change.DropColumn;
import dev.concertina.change.DropDefault;
import dev.concertina.change.DropIndex;
import dev.concertina.change.DropTable;
import dev.concertina.change.RenameColumn;
import dev.concertina.change.RenameTable;
import dev.concertina.change.ReshapeColumn;
import dev.concertina.change.ReshapeColumns;
import dev.concertina.change.SetDefault;
import dev.concertina.change.SetNotNull;
import java.util.Optional;

/** The change with a directive's value in it, or empty for a change that has no place for it. */
abstract class TakesNothing implements Change.Visitor<Optional<Change>> {
  @Override
  public Optional<Change> addColumn(AddColumn change) {
    return Optional.empty();
  }

  @Override
  public Optional<Change> asWritten(AsWritten change) {
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
  public Optional<Change> createTable(CreateTable change) {
    return Optional.empty();
  }

  @Override
  public Optional<Change> dropColumn(DropColumn change) {
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
  public Optional<Change> dropTable(DropTable change) {
    return Optional.empty();
  }

  @Override
  public Optional<Change> renameColumn(RenameColumn change) {
    return Optional.empty();
  }

  @Override
  public Optional<Change> renameTable(RenameTable change) {
    return Optional.empty();
  }

  @Override
  public Optional<Change> reshapeColumn(ReshapeColumn change) {
    return Optional.empty();
  }

  @Override
  public Optional<Change> reshapeColumns(ReshapeColumns change) {
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
}

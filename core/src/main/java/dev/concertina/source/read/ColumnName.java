package dev.concertina.source.read;

import dev.concertina.change.Change;
import dev.concertina.change.ChangeType;
import dev.concertina.change.DropDefault;
import dev.concertina.change.SetDefault;
import dev.concertina.change.SetNotNull;
import dev.concertina.change.TableRef;
import dev.concertina.sql.Identifier;
import java.util.Optional;

/** A column as a migration names it. */
record ColumnName(TableRef table, Identifier column) {

  /** The column that a change alters; empty for a change that makes, drops or renames something. */
  static Optional<ColumnName> altered(Change change) {
    if (change instanceof SetNotNull set) {
      return Optional.of(new ColumnName(set.table(), set.column()));
    }
    if (change instanceof SetDefault set) {
      return Optional.of(new ColumnName(set.table(), set.column()));
    }
    if (change instanceof DropDefault drop) {
      return Optional.of(new ColumnName(drop.table(), drop.column()));
    }
    if (change instanceof ChangeType type) {
      return Optional.of(new ColumnName(type.table(), type.column()));
    }
    return Optional.empty();
  }
}

package dev.concertina.change;

import dev.concertina.sql.Identifier;

/** {@code ALTER INDEX … RENAME TO}. */
public record RenameIndex(TableRef index, Identifier to, Origin origin) implements Change {

  @Override
  public <R> R accept(Visitor<R> visitor) {
    return visitor.renameIndex(this);
  }
}

package dev.concertina.change;

import dev.concertina.sql.Identifier;

/** {@code ALTER TABLE … RENAME TO}. */
public record RenameTable(TableRef table, Identifier to, Origin origin) implements Change {

  @Override
  public <R> R accept(Visitor<R> visitor) {
    return visitor.renameTable(this);
  }
}

package dev.concertina.change;

import dev.concertina.sql.Identifier;

/** {@code ALTER TABLE … RENAME CONSTRAINT}. */
public record RenameConstraint(TableRef table, Identifier from, Identifier to, Origin origin)
    implements Change {

  @Override
  public <R> R accept(Visitor<R> visitor) {
    return visitor.renameConstraint(this);
  }
}

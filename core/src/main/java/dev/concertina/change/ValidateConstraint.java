package dev.concertina.change;

import dev.concertina.sql.Identifier;

/** {@code ALTER TABLE … VALIDATE CONSTRAINT}, of a constraint that is there already. */
public record ValidateConstraint(TableRef table, Identifier name, Origin origin) implements Change {

  @Override
  public <R> R accept(Visitor<R> visitor) {
    return visitor.validateConstraint(this);
  }
}

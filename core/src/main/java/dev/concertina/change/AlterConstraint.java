package dev.concertina.change;

import dev.concertina.sql.Identifier;
import dev.concertina.sql.Sql;

/**
 * {@code ALTER TABLE … ALTER CONSTRAINT}: when the constraint is checked.
 *
 * @param timing {@code DEFERRABLE INITIALLY DEFERRED}, {@code NOT DEFERRABLE}, …
 */
public record AlterConstraint(TableRef table, Identifier name, Sql timing, Origin origin)
    implements Change {

  @Override
  public <R> R accept(Visitor<R> visitor) {
    return visitor.alterConstraint(this);
  }
}

package dev.concertina.change;

import dev.concertina.sql.Identifier;
import dev.concertina.sql.Sql;
import java.util.Optional;

/**
 * {@code ALTER TABLE … ADD CONSTRAINT … UNIQUE USING INDEX}, or {@code PRIMARY KEY}.
 *
 * @param name empty where the constraint takes the index's
 * @param timing {@code DEFERRABLE INITIALLY DEFERRED}, or nothing
 */
public record AdoptIndex(
    TableRef table,
    Optional<Identifier> name,
    boolean primary,
    Identifier index,
    Sql timing,
    Origin origin)
    implements Change {

  @Override
  public <R> R accept(Visitor<R> visitor) {
    return visitor.adoptIndex(this);
  }
}

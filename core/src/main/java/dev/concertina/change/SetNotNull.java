package dev.concertina.change;

import dev.concertina.sql.Identifier;
import java.util.Optional;

/**
 * {@code ALTER TABLE … ALTER COLUMN … SET NOT NULL}.
 *
 * @param up what stands in for a NULL; without it, rows with NULL keep CONTRACT shut
 */
public record SetNotNull(TableRef table, Identifier column, Optional<String> up, Origin origin)
    implements Change {

  @Override
  public <R> R accept(Visitor<R> visitor) {
    return visitor.setNotNull(this);
  }
}

package dev.concertina.change;

import dev.concertina.sql.Identifier;
import java.util.Optional;

/**
 * {@code ALTER TABLE … DROP COLUMN}.
 *
 * @param down what the old application reads in rows that the new one writes
 */
public record DropColumn(
    TableRef table,
    Identifier column,
    boolean ifExists,
    boolean cascade,
    Optional<String> down,
    Origin origin)
    implements Change {

  @Override
  public <R> R accept(Visitor<R> visitor) {
    return visitor.dropColumn(this);
  }
}

package dev.concertina.change;

import dev.concertina.sql.Identifier;
import java.util.Optional;

/**
 * {@code ALTER TABLE … ALTER COLUMN … TYPE}.
 *
 * @param type the new type as written
 * @param up the old row's columns → the new value: the USING expression or the directive
 * @param down the new row's columns → the old value
 */
public record ChangeType(
    TableRef table,
    Identifier column,
    String type,
    Optional<String> up,
    Optional<String> down,
    Origin origin)
    implements Change {

  @Override
  public <R> R accept(Visitor<R> visitor) {
    return visitor.changeType(this);
  }
}

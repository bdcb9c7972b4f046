package dev.concertina.change;

import dev.concertina.sql.Identifier;
import java.util.Optional;

/**
 * {@code ALTER TABLE … ADD COLUMN}.
 *
 * @param type the type as written
 * @param defaultValue the expression of DEFAULT, as written
 * @param up what fills the column for rows that the old application writes; over the old columns
 */
public record AddColumn(
    TableRef table,
    Identifier column,
    String type,
    boolean notNull,
    Optional<String> defaultValue,
    Optional<String> up,
    boolean ifNotExists,
    Origin origin)
    implements Change {

  @Override
  public <R> R accept(Visitor<R> visitor) {
    return visitor.addColumn(this);
  }
}

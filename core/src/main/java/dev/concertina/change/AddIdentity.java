package dev.concertina.change;

import dev.concertina.sql.Identifier;
import dev.concertina.sql.Sql;

/**
 * {@code ALTER TABLE … ALTER COLUMN … ADD GENERATED … AS IDENTITY}.
 *
 * @param always whether a value of one's own is refused (GENERATED ALWAYS)
 * @param options of its sequence, in brackets; or nothing
 * @param replacesDefault whether a DROP DEFAULT stands right before it
 */
public record AddIdentity(
    TableRef table,
    Identifier column,
    boolean always,
    Sql options,
    boolean replacesDefault,
    Origin origin)
    implements Change {

  /** The same in the place of a default. */
  public AddIdentity insteadOfDefault() {
    return new AddIdentity(table, column, always, options, true, origin);
  }

  @Override
  public <R> R accept(Visitor<R> visitor) {
    return visitor.addIdentity(this);
  }
}

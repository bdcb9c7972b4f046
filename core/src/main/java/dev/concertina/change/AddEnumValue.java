package dev.concertina.change;

import dev.concertina.sql.Sql;

/**
 * {@code ALTER TYPE … ADD VALUE}.
 *
 * @param statement the user's text
 */
public record AddEnumValue(ObjectName type, String value, Sql statement, Origin origin)
    implements Change {

  @Override
  public <R> R accept(Visitor<R> visitor) {
    return visitor.addEnumValue(this);
  }
}

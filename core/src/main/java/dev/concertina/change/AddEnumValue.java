package dev.concertina.change;

import dev.concertina.change.AddEnumValue;
import dev.concertina.change.AddEnumValue;
import dev.concertina.change.Change;
import dev.concertina.change.ObjectName;
import dev.concertina.change.Origin;
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

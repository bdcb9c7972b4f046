package dev.concertina.change;

import dev.concertina.sql.Sql;
import java.util.Optional;

/**
 * {@code GRANT} and {@code REVOKE} of rights on objects.
 *
 * @param statement the user's text
 * @param gives whether it is a GRANT
 * @param ofColumns whether it names columns
 */
public record ChangeRights(
    Sql statement, boolean gives, boolean ofColumns, Optional<RunPhase> phase, Origin origin)
    implements Change {

  @Override
  public <R> R accept(Visitor<R> visitor) {
    return visitor.changeRights(this);
  }
}

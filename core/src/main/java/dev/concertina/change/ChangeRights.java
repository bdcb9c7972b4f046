package dev.concertina.change;

import dev.concertina.sql.Sql;
import java.util.List;
import java.util.Optional;

/**
 * {@code GRANT} and {@code REVOKE} of rights on objects.
 *
 * @param statement the user's text
 * @param gives whether it is a GRANT
 * @param ofColumns whether it names columns
 * @param objects that it names, a view or sequence perhaps as a table; empty where one of them is
 *     not known by its name alone
 */
public record ChangeRights(
    Sql statement,
    boolean gives,
    boolean ofColumns,
    List<ObjectName> objects,
    Optional<RunPhase> phase,
    Origin origin)
    implements Change {

  public ChangeRights {
    objects = List.copyOf(objects);
  }

  @Override
  public <R> R accept(Visitor<R> visitor) {
    return visitor.changeRights(this);
  }
}

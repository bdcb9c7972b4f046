package dev.concertina.change;

import dev.concertina.sql.Sql;
import java.util.Optional;

/**
 * A statement that runs as it stands in the phase that is right for it: one about a table that the
 * same migration creates, or one whose phase the user named.
 *
 * @param statement the user's text
 * @param phase the phase that the user named with a directive, else EXPAND
 * @param table the table that it is about, when known
 */
public record AsWritten(Sql statement, RunPhase phase, Optional<TableRef> table, Origin origin)
    implements Change {

  @Override
  public <R> R accept(Visitor<R> visitor) {
    return visitor.asWritten(this);
  }
}

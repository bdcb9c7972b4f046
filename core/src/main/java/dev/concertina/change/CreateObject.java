package dev.concertina.change;

import dev.concertina.sql.Sql;
import java.util.Optional;

/**
 * {@code CREATE TYPE}, {@code CREATE VIEW} and so on: anything but a table and an index.
 *
 * @param on the table that it is made for, where its name does not say so: of statistics
 * @param statement the user's text
 * @param replaces whether it says OR REPLACE
 * @param ifNotExists whether it says IF NOT EXISTS
 */
public record CreateObject(
    ObjectName object,
    Optional<TableRef> on,
    Sql statement,
    boolean replaces,
    boolean ifNotExists,
    Optional<RunPhase> phase,
    Origin origin)
    implements Change {

  @Override
  public <R> R accept(Visitor<R> visitor) {
    return visitor.createObject(this);
  }

  /** The table that it acts on, or is made for. */
  public Optional<TableRef> table() {
    return object.table().or(() -> on);
  }
}

package dev.concertina.change;

import dev.concertina.sql.Identifier;
import dev.concertina.sql.Sql;
import java.util.Optional;

/**
 * {@code ALTER SEQUENCE}, {@code ALTER VIEW … RENAME TO} and so on: of anything but a table and an
 * index.
 *
 * @param to its new name, schema or owner
 * @param statement the user's text
 */
public record AlterObject(
    ObjectName object,
    Alteration what,
    Optional<Identifier> to,
    Sql statement,
    Optional<RunPhase> phase,
    Origin origin)
    implements Change {

  /** What becomes different. */
  public enum Alteration {
    NAME,
    SCHEMA,
    OWNER,
    DEFINITION
  }

  @Override
  public <R> R accept(Visitor<R> visitor) {
    return visitor.alterObject(this);
  }
}

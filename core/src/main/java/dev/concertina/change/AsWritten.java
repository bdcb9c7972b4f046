package dev.concertina.change;

import dev.concertina.sql.Sql;
import java.util.List;
import java.util.Optional;

/**
 * A statement that runs as it stands in the phase that is right for it: one about a table that the
 * same migration creates, or one whose phase the user named.
 *
 * @param statement the user's text
 * @param phase the phase that the user named with a directive, else EXPAND
 * @param table the table that it is about, when known
 * @param ofNewObjects whether only what the same migration creates is touched, so that its locks
 *     are in nobody's way
 * @param becomes the name that it gives a new table
 * @param references other tables that it locks: those that its foreign keys point to
 */
public record AsWritten(
    Sql statement,
    RunPhase phase,
    Optional<TableRef> table,
    boolean ofNewObjects,
    Optional<TableRef> becomes,
    List<TableRef> references,
    Origin origin)
    implements Change {

  public AsWritten {
    references = List.copyOf(references);
  }

  /** A statement that makes something new, without foreign keys. */
  public AsWritten(Sql statement, RunPhase phase, Optional<TableRef> table, Origin origin) {
    this(statement, phase, table, true, Optional.empty(), List.of(), origin);
  }

  @Override
  public <R> R accept(Visitor<R> visitor) {
    return visitor.asWritten(this);
  }
}

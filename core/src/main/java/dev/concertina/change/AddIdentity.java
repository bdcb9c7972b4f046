package dev.concertina.change;

import dev.concertina.sql.Identifier;
import dev.concertina.sql.Sql;
import java.util.List;

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

  /** Its DROP DEFAULT may have been a statement of its own; twice does no harm. */
  @Override
  public List<Sql> atOnce() {
    Sql written = Sql.verbatim(origin.statement());
    return replacesDefault
        ? List.of(
            Sql.of("ALTER TABLE {} ALTER COLUMN {} DROP DEFAULT", table.sql(), column), written)
        : List.of(written);
  }

  @Override
  public <R> R accept(Visitor<R> visitor) {
    return visitor.addIdentity(this);
  }
}

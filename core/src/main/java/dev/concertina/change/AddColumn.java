package dev.concertina.change;

import dev.concertina.sql.Identifier;
import java.util.Optional;

/**
 * {@code ALTER TABLE … ADD COLUMN}.
 *
 * @param type the type as written
 * @param defaultValue the expression of DEFAULT, as written
 * @param numbering how PostgreSQL numbers the rows, where the column is serial or an identity
 * @param up what fills the column for rows that the old application writes; over the old columns
 */
public record AddColumn(
    TableRef table,
    Identifier column,
    String type,
    boolean notNull,
    Optional<String> defaultValue,
    Optional<Numbering> numbering,
    Optional<String> up,
    boolean ifNotExists,
    Origin origin)
    implements Change {

  /** The same, NOT NULL or not, filled by another {@code up}. */
  public AddColumn filled(boolean required, Optional<String> filledBy) {
    return new AddColumn(
        table, column, type, required, defaultValue, numbering, filledBy, ifNotExists, origin);
  }

  /** Whether a row that says nothing of the column gets a value all the same. */
  public boolean hasValue() {
    return defaultValue.isPresent() || numbering.isPresent();
  }

  @Override
  public <R> R accept(Visitor<R> visitor) {
    return visitor.addColumn(this);
  }
}

package dev.concertina.change;

import dev.concertina.sql.Identifier;
import java.util.List;
import java.util.Optional;

/**
 * Some columns of a table become others: one is split into several, or several are merged into one.
 * The naive way is ADD COLUMN, UPDATE and DROP COLUMN.
 *
 * @param from the columns that go
 * @param into the columns that come
 */
public record ReshapeColumns(
    TableRef table, List<OldColumn> from, List<NewColumn> into, Origin origin) implements Change {

  /**
   * A column that goes.
   *
   * @param down its value in rows that the new application writes; over the new columns
   */
  public record OldColumn(Identifier name, String down) {}

  /**
   * A column that comes.
   *
   * @param type as written
   * @param up its value in rows that the old application writes; over the old columns
   */
  public record NewColumn(
      Identifier name, String type, boolean notNull, Optional<String> defaultValue, String up) {}

  public ReshapeColumns {
    from = List.copyOf(from);
    into = List.copyOf(into);
  }

  @Override
  public <R> R accept(Visitor<R> visitor) {
    return visitor.reshapeColumns(this);
  }
}

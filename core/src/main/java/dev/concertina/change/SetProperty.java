package dev.concertina.change;

import dev.concertina.sql.Identifier;
import dev.concertina.sql.Sql;
import java.util.List;
import java.util.Optional;

/**
 * {@code ALTER TABLE … SET STATISTICS}, {@code OWNER TO}, {@code REPLICA IDENTITY} and so on.
 *
 * @param name of the column, index, trigger or parent that it is about
 * @param options the names of the storage parameters that are set or reset
 * @param action what follows the table's name, as written
 */
public record SetProperty(
    TableRef table,
    TableProperty property,
    Optional<TableRef> name,
    List<String> options,
    Sql action,
    Optional<RunPhase> phase,
    Origin origin)
    implements Change {

  public SetProperty {
    options = List.copyOf(options);
  }

  /** The column that it is about. */
  public Optional<Identifier> column() {
    return property.isOfColumn() ? name.map(TableRef::name) : Optional.empty();
  }

  @Override
  public <R> R accept(Visitor<R> visitor) {
    return visitor.setProperty(this);
  }
}

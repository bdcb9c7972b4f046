package dev.concertina.change;

import dev.concertina.sql.Identifier;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Several alterations of one column, carried out as one: old and new application never have to
 * agree on a shape in between, which neither of them knows.
 *
 * @param column its name before
 * @param to its name after; the same where it is not renamed
 * @param parts the alterations as they were written, each by the name that the column then had
 */
public record AlterColumn(
    TableRef table, Identifier column, Identifier to, List<Change> parts, Origin origin)
    implements Change {

  public AlterColumn {
    parts = List.copyOf(parts);
  }

  public boolean renames() {
    return !to.equals(column);
  }

  public Optional<ChangeType> type() {
    return all(ChangeType.class).findFirst();
  }

  public Optional<SetNotNull> notNull() {
    return all(SetNotNull.class).findFirst();
  }

  /** The last word on the default, if there is any: a SET DEFAULT or a DROP DEFAULT. */
  public Optional<Change> lastDefault() {
    return parts.stream()
        .filter(part -> part instanceof SetDefault || part instanceof DropDefault)
        .reduce((earlier, later) -> later);
  }

  /** Those of the kind, in their order. */
  public <T extends Change> Stream<T> all(Class<T> kind) {
    return parts.stream().filter(kind::isInstance).map(kind::cast);
  }

  /** Whether the first stands before the other. */
  public boolean isBefore(Change first, Change other) {
    return parts.indexOf(first) < parts.indexOf(other);
  }

  @Override
  public <R> R accept(Visitor<R> visitor) {
    return visitor.alterColumn(this);
  }
}

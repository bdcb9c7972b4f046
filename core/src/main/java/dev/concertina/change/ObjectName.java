package dev.concertina.change;

import dev.concertina.sql.Identifier;
import dev.concertina.sql.Sql;
import dev.concertina.sql.SqlPart;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * An object as a statement names it.
 *
 * @param names from the outermost on; of a trigger and the like, its table's come first
 * @param arguments the types of a function's arguments
 */
public record ObjectName(ObjectKind kind, List<String> names, List<String> arguments)
    implements SqlPart {

  public ObjectName {
    names = List.copyOf(names);
    arguments = List.copyOf(arguments);
  }

  /** An object without arguments. */
  public ObjectName(ObjectKind kind, List<String> names) {
    this(kind, names, List.of());
  }

  /** The table or view that it is a part of. */
  public Optional<TableRef> table() {
    if (kind == ObjectKind.TABLE) {
      return Optional.of(ref(names));
    }
    return kind.isOfTable() || kind == ObjectKind.COLUMN
        ? Optional.of(ref(names.subList(0, names.size() - 1)))
        : Optional.empty();
  }

  /** Itself as a relation, which indexes and views are: their names are found as a table's is. */
  public TableRef relation() {
    return ref(names);
  }

  /** Its own name without those before it. */
  public Identifier last() {
    return new Identifier(names.get(names.size() - 1));
  }

  /** The same object under another name of its own. */
  public ObjectName renamed(Identifier to) {
    List<String> other = new ArrayList<>(names);
    other.set(other.size() - 1, to.value());
    return new ObjectName(kind, other, arguments);
  }

  /** As it follows its kind in DROP and COMMENT ON. */
  @Override
  public String sql() {
    if (kind.isOfTable()) {
      return Sql.of("{} ON {}", last(), dotted(names.subList(0, names.size() - 1))).sql();
    }
    Sql name = dotted(names);
    return kind.hasArguments()
        ? Sql.of("{}({})", name, Sql.join(", ", arguments.stream().map(Sql::verbatim).toList()))
            .sql()
        : name.sql();
  }

  /** For people: {@code trigger t on users}. */
  @Override
  public String toString() {
    String name = String.join(".", names);
    return kind.words() + " " + (kind.hasArguments() ? sql().replace("\"", "") : name);
  }

  private static Sql dotted(List<String> names) {
    return Sql.join(".", names.stream().map(Identifier::new).toList());
  }

  private static TableRef ref(List<String> names) {
    Identifier name = new Identifier(names.get(names.size() - 1));
    return names.size() > 1
        ? new TableRef(Optional.of(new Identifier(names.get(names.size() - 2))), name)
        : new TableRef(Optional.empty(), name);
  }
}

package dev.concertina.story.oracle;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A table as one version of an application knows it.
 *
 * @param name quoted, found by the search path
 * @param key the column that names a row for the writers: it never changes its values
 * @param unique whether an INSERT can name the key in ON CONFLICT
 * @param always whether the key may be GENERATED ALWAYS AS IDENTITY
 * @param partitioned whether a column {@code region} of 0 or 1 says where a row stands
 * @param columns the others, that a writer gives
 */
record Shape(
    String name,
    String key,
    boolean unique,
    boolean always,
    boolean partitioned,
    List<Col> columns,
    List<String> indexes) {

  private static final String MOVED = "moved.";

  /**
   * A column.
   *
   * @param name quoted
   * @param settled whether the default is the same before and after the migration
   */
  record Col(
      String name,
      Kind kind,
      boolean notNull,
      boolean unique,
      Optional<String> defaultValue,
      boolean settled) {

    Col named(String other) {
      return new Col(other, kind, notNull, unique, defaultValue, settled);
    }

    Col of(Kind other) {
      return new Col(name, other, notNull, unique, defaultValue, settled);
    }

    Col required() {
      return new Col(name, kind, true, unique, defaultValue, settled);
    }

    Col relaxed() {
      return new Col(name, kind, false, unique, defaultValue, settled);
    }

    Col withDefault(Optional<String> value) {
      return new Col(name, kind, notNull, unique, value, false);
    }

    Col distinct() {
      return new Col(name, kind, notNull, true, defaultValue, settled);
    }

    /** As the next migration finds it. */
    Col settle() {
      return new Col(name, kind, notNull, unique, defaultValue, true);
    }
  }

  Shape {
    columns = List.copyOf(columns);
    indexes = List.copyOf(indexes);
  }

  Shape renamed(String other) {
    String schema = name.startsWith(MOVED) ? MOVED : "";
    return new Shape(schema + other, key, unique, always, partitioned, columns, indexes);
  }

  /** In another schema. */
  Shape moved() {
    return name.startsWith(MOVED)
        ? this
        : new Shape(MOVED + name, key, unique, always, partitioned, columns, List.of());
  }

  Shape withKey(String other) {
    return new Shape(name, other, unique, always, partitioned, columns, indexes);
  }

  /** With a key that may be GENERATED ALWAYS AS IDENTITY. */
  Shape numbered() {
    return new Shape(name, key, unique, true, partitioned, columns, indexes);
  }

  Shape with(List<Col> other) {
    return new Shape(name, key, unique, always, partitioned, other, indexes);
  }

  Shape withIndexes(List<String> other) {
    return new Shape(name, key, unique, always, partitioned, columns, other);
  }

  Shape without(Col gone) {
    return with(columns.stream().filter(c -> !c.equals(gone)).toList());
  }

  Shape and(Col more) {
    List<Col> all = new ArrayList<>(columns);
    all.add(more);
    return with(all);
  }

  Shape replaced(Col before, Col after) {
    return with(columns.stream().map(c -> c.equals(before) ? after : c).toList());
  }

  Shape settle() {
    return with(columns.stream().map(Col::settle).toList());
  }
}

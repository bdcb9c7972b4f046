package dev.concertina.catalog;

import java.util.Locale;

/** What stands behind a relation's name, as {@code pg_class.relkind} tells it. */
public enum TableKind {
  TABLE,
  PARTITIONED_TABLE,
  PARTITION,
  INHERITANCE_PARENT,
  INHERITANCE_CHILD,
  TYPED_TABLE,
  VIEW,
  MATERIALIZED_VIEW,
  FOREIGN_TABLE,
  INDEX,
  SEQUENCE,
  COMPOSITE_TYPE;

  /** For people: {@code materialized view}. */
  public String words() {
    return name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }
}

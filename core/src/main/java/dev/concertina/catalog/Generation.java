package dev.concertina.catalog;

/** Whether PostgreSQL computes a column's values itself. */
public enum Generation {
  NONE,
  IDENTITY,
  STORED,
  VIRTUAL
}

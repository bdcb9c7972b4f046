package dev.concertina.plan;

import dev.concertina.sql.QualifiedName;

/** A lock that a step takes on a table (or view). */
public record TableLock(QualifiedName table, LockMode mode) {

  @Override
  public String toString() {
    return mode.words() + " on " + table;
  }
}

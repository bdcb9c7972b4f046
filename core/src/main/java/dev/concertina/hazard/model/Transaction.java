package dev.concertina.hazard.model;

import dev.concertina.sql.QualifiedName;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The transaction that a statement runs in, as it is before that statement. */
public interface Transaction {

  /** Whether the statement shares a transaction with others. */
  boolean open();

  /** Whether BEGIN in the script's own text has opened it. */
  boolean explicit();

  /** A relation that running code uses and an earlier statement has locked for itself alone. */
  Optional<QualifiedName> exclusivelyHeld();

  /** The relations that running code uses and on which earlier statements stop somebody. */
  Set<QualifiedName> stopped();

  /**
   * The relations that running code uses and that earlier statements are about, under locks that
   * stop writers or all.
   */
  Set<QualifiedName> changed();

  /** Whether an earlier statement has locked a relation that running code uses, by any name. */
  boolean holds(QualifiedName relation);

  /** Whether an earlier statement of it has added a constraint that is not valid yet. */
  boolean addedNotValid(QualifiedName table, String constraint);

  /** The labels that earlier statements of it have added to enums. */
  Set<String> newLabels();

  /** Whether waiting for a lock ends at some time. */
  boolean hasLockTimeout();

  /** Whether a statement ends at some time. */
  boolean hasStatementTimeout();

  /** Whether something of the same file has already waited for a lock without an end. */
  boolean hasWaited();

  /** Whether something of the same file has already worked without an end while others wait. */
  boolean hasWorked();

  /** The constraints that earlier statements of the script have taken from a table. */
  List<ConstraintSpec> dropped(QualifiedName table);
}

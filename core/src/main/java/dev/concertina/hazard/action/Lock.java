package dev.concertina.hazard.action;

import dev.concertina.plan.LockMode;
import dev.concertina.plan.Work;
import dev.concertina.sql.QualifiedName;
import java.util.List;

/**
 * A lock that an action takes.
 *
 * @param relation on what
 * @param mode how strong; held until the transaction ends
 * @param work what is done under it, which says how long the action itself takes
 */
public record Lock(QualifiedName relation, LockMode mode, Work work) {

  /** ACCESS EXCLUSIVE for as long as it takes to change the catalog. */
  static List<Lock> brief(QualifiedName relation) {
    return List.of(exclusive(relation, Work.METADATA));
  }

  static Lock exclusive(QualifiedName relation, Work work) {
    return new Lock(relation, LockMode.ACCESS_EXCLUSIVE, work);
  }

  static Lock of(QualifiedName relation, LockMode mode) {
    return new Lock(relation, mode, Work.METADATA);
  }

  /** Whether reading or writing has to wait for it. */
  public boolean stopsSomebody() {
    return mode.compareTo(LockMode.SHARE) >= 0;
  }

  /** Whether it lasts as long as the table is large. */
  public boolean isLong() {
    return work != Work.METADATA;
  }
}

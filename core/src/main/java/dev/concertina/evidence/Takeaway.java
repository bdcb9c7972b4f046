package dev.concertina.evidence;

import dev.concertina.sql.QualifiedName;
import java.util.List;
import java.util.Set;

/**
 * What the CONTRACT of a plan takes away.
 *
 * @param doomed in the order in which it goes
 * @param newShape the views in which the plan shows the new shape. They are made anew or go
 *     together with the old shape: a statement that reaches a doomed object through one of them
 *     does not need it
 * @param renewed what CONTRACT changes together with it
 */
public record Takeaway(List<DoomedObject> doomed, Set<QualifiedName> newShape, Renewed renewed) {

  public Takeaway {
    doomed = List.copyOf(doomed);
    newShape = Set.copyOf(newShape);
  }

  /** Objects that are reached in whatever way. */
  public static Takeaway of(List<DoomedObject> doomed) {
    return new Takeaway(doomed, Set.of(), Renewed.NOTHING);
  }

  /** Whether no statement can need anything of it. */
  public boolean isNothing() {
    return doomed.isEmpty();
  }
}

package dev.concertina.plan;

import java.util.List;

/**
 * One phase of a plan.
 *
 * @param sights what the applications see while and after the phase runs, one for each change
 */
public record PhasePlan(Phase phase, List<Step> steps, List<Sight> sights) {

  /** One line for the old application and one for the new. */
  public record Sight(String oldApplication, String newApplication) {}

  public PhasePlan {
    steps = List.copyOf(steps);
    sights = List.copyOf(sights);
  }
}

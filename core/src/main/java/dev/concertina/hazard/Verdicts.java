package dev.concertina.hazard;

/** Takes what a rule has to say about the action that it judges. */
public interface Verdicts {

  /**
   * One hazard on one axis.
   *
   * @param message what breaks, for whom, when
   * @param recipe the safe way
   */
  void add(Axis axis, Severity severity, String message, Recipe recipe);
}

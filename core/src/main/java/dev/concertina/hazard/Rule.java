package dev.concertina.hazard;

/**
 * One known hazard. Rules keep nothing between calls: what came before stands in the situation.
 * Safe for any thread.
 */
public interface Rule {

  /** What users, ignores and documentation call it. */
  About about();

  /** Says what is wrong with the action of a situation, if anything. */
  void judge(Situation at, Verdicts verdicts);

  /** The rule's name. */
  default String id() {
    return about().id();
  }
}

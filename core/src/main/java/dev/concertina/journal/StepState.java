package dev.concertina.journal;

/** How far a step of one run of a phase is. */
public enum StepState {
  RUNNING,
  DONE,
  /** A run has ended because something else has to happen first: a gate is shut, a lock is held. */
  WAITING,
  FAILED
}

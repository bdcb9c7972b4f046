package dev.concertina.journal;

/** How far a step of one run of a phase is. */
public enum StepState {
  RUNNING,
  DONE,
  FAILED
}

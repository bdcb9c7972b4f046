package dev.concertina.engine;

/** What a command means for a migration in its state. */
sealed interface Transition {

  /** It is done already. */
  record Nothing() implements Transition {}

  /** The phase begins, with a run of its own. */
  record Begin() implements Transition {}

  /** The phase goes on where it was interrupted. */
  record Resume() implements Transition {}

  /** Not from here. */
  record Refused(String message, String hint) implements Transition {}
}

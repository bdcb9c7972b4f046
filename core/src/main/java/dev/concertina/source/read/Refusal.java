package dev.concertina.source.read;

import dev.concertina.change.MigrationException;
import dev.concertina.change.Origin;

/**
 * Why a statement is not carried out.
 *
 * @param what the statement in words
 * @param why a reason that follows a colon
 * @param instead what to write instead: one or more sentences, or nothing
 * @param phaseHelps whether the statement may run as it stands once its phase is named
 */
record Refusal(String what, String why, String instead, boolean phaseHelps) {

  private static final String NAME_THE_PHASE =
      "To run the statement as it stands, name its phase in a comment before it:"
          + " -- concertina: phase = expand (or migrate, switch, contract).";

  static Refusal of(String what, String why, String instead) {
    return new Refusal(what, why, instead, true);
  }

  /** A refusal that no directive lifts. */
  static Refusal always(String what, String why, String instead) {
    return new Refusal(what, why, instead, false);
  }

  /** The same for an action that shares its statement with others that are understood. */
  Refusal besideOthers() {
    String split = "Write it as a statement of its own, then name the phase of that one.";
    return phaseHelps ? always(what, why, join(instead, split)) : this;
  }

  MigrationException at(Origin origin) {
    String hint = phaseHelps ? join(instead, NAME_THE_PHASE) : instead;
    return new MigrationException(
        "not-understood", what + " is refused: " + why + ".", hint, origin);
  }

  private static String join(String first, String second) {
    return first.isEmpty() ? second : first + " " + second;
  }
}

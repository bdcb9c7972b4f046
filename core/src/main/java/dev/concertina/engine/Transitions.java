package dev.concertina.engine;

import dev.concertina.engine.PhaseProgress.Done;
import dev.concertina.journal.State;
import dev.concertina.plan.Phase;
import java.util.Locale;
import java.util.Optional;

/**
 * The state machine: which phase may run from where.
 *
 * <p>A phase that has begun but changed nothing yet (its gate was shut, its check failed) binds
 * nobody: what was possible before is possible still. One that changed something has to be
 * completed or taken back.
 */
final class Transitions {

  private static final Transition NOTHING = new Transition.Nothing();
  private static final Transition BEGIN = new Transition.Begin();
  private static final Transition RESUME = new Transition.Resume();

  private Transitions() {}

  /**
   * Decides.
   *
   * @param running the phase that has begun and is not complete
   * @param done what that phase has done
   */
  static Transition decide(State state, Optional<Phase> running, Done done, Phase wanted) {
    if (running.equals(Optional.of(wanted))) {
      return RESUME;
    }
    if (running.isPresent() && done != Done.NOTHING) {
      return overHalfDone(state, running.get(), done, wanted);
    }
    return switch (wanted) {
      case EXPAND -> state == State.PENDING || state == State.ABORTED ? BEGIN : NOTHING;
      case MIGRATE -> forward(state, State.EXPANDED, wanted);
      case SWITCH -> forward(state, State.MIGRATED, wanted);
      case CONTRACT -> forward(state, State.SWITCHED, wanted);
      case REVERT -> revert(state);
      case ABORT -> abort(state);
      case RESTORE, PURGE -> retained(state, wanted);
    };
  }

  /** Whether anything is retained is the plan's business; here it is only a question of time. */
  private static Transition retained(State state, Phase wanted) {
    return state == State.CONTRACTED
        ? BEGIN
        : new Transition.Refused(
            word(wanted)
                + " is about what CONTRACT has retired, and the migration is "
                + state
                + ".",
            "There is nothing to " + wanted.name().toLowerCase(Locale.ROOT) + ".");
  }

  private static Transition overHalfDone(State state, Phase half, Done done, Phase wanted) {
    boolean takesBack =
        switch (half) {
          case EXPAND, MIGRATE -> wanted == Phase.ABORT;
          case SWITCH -> wanted == Phase.REVERT;
          case REVERT -> wanted == Phase.SWITCH;
          case CONTRACT -> wanted == Phase.REVERT && done == Done.ADDED;
          case ABORT, RESTORE, PURGE -> false;
        };
    if (takesBack) {
      return BEGIN;
    }
    boolean completed =
        half.compareTo(Phase.ABORT) < 0
            && half != Phase.REVERT
            && wanted.compareTo(Phase.REVERT) < 0
            && state.compareTo(completes(wanted)) >= 0;
    return completed ? NOTHING : new Transition.Refused(halfDone(half), wayOut(half, done));
  }

  private static Transition forward(State state, State from, Phase wanted) {
    if (state == from) {
      return BEGIN;
    }
    if (state == State.ABORTED) {
      return new Transition.Refused(
          word(wanted) + " is not possible: the migration was aborted.",
          "Begin again with expand.");
    }
    if (state.compareTo(from) > 0) {
      return NOTHING;
    }
    return new Transition.Refused(
        word(wanted) + " needs a migration that is " + from + ", and this one is " + state + ".",
        "Run " + leadsTo(from) + " first.");
  }

  private static Transition revert(State state) {
    return switch (state) {
      case SWITCHED -> BEGIN;
      case MIGRATED -> NOTHING;
      case CONTRACTED ->
          new Transition.Refused(
              "REVERT takes back SWITCH, and the old shape is out of the way since CONTRACT.",
              "Where CONTRACT has retired what it took, revert brings it back; else write a new"
                  + " migration that goes back.");
      default ->
          new Transition.Refused(
              "REVERT takes back SWITCH, and the migration is " + state + ".",
              "There is nothing to revert; abort takes back EXPAND and MIGRATE.");
    };
  }

  private static Transition abort(State state) {
    return switch (state) {
      case PENDING, EXPANDED, MIGRATED -> BEGIN;
      case ABORTED -> NOTHING;
      case SWITCHED ->
          new Transition.Refused(
              "ABORT is not possible: the new shape has the authority since SWITCH.",
              "Run revert first, then abort.");
      case CONTRACTED ->
          new Transition.Refused(
              "ABORT is not possible: the migration is complete.",
              "Write a new migration that goes back.");
    };
  }

  private static String halfDone(Phase half) {
    return word(half) + " of this migration is half done.";
  }

  private static String wayOut(Phase half, Done done) {
    return switch (half) {
      case EXPAND -> "Run expand to complete it, or abort to take it back.";
      case MIGRATE -> "Run migrate to complete it, or abort to take it back.";
      case SWITCH -> "Run switch to complete it, or revert to take it back.";
      case REVERT -> "Run revert to complete it, or switch to go forward again.";
      case CONTRACT ->
          done == Done.ADDED
              ? "Run contract to complete it, or revert to take it back; after that, abort."
              : "Run contract to complete it: a part of the old shape may be gone.";
      case ABORT -> "Run abort to complete it.";
      case RESTORE -> "Run revert to complete it.";
      case PURGE -> "Run purge to complete it.";
    };
  }

  private static State completes(Phase phase) {
    return switch (phase) {
      case EXPAND -> State.EXPANDED;
      case MIGRATE, REVERT -> State.MIGRATED;
      case SWITCH, RESTORE -> State.SWITCHED;
      case CONTRACT, PURGE -> State.CONTRACTED;
      case ABORT -> State.ABORTED;
    };
  }

  /** What the migration is when the phase is complete. */
  static State reached(Phase phase, boolean endsWithMigrate) {
    return phase == Phase.MIGRATE && endsWithMigrate ? State.CONTRACTED : completes(phase);
  }

  private static String leadsTo(State state) {
    return switch (state) {
      case EXPANDED -> "expand";
      case MIGRATED -> "migrate";
      case SWITCHED -> "switch";
      default -> throw new IllegalArgumentException("nothing begins from " + state);
    };
  }

  private static String word(Phase phase) {
    return phase.name().toUpperCase(Locale.ROOT);
  }
}

package dev.concertina.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.concertina.engine.PhaseProgress.Done;
import dev.concertina.journal.State;
import dev.concertina.plan.Phase;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class TransitionsTest {

  private static final List<Phase> COLUMNS =
      List.of(Phase.EXPAND, Phase.MIGRATE, Phase.SWITCH, Phase.REVERT, Phase.CONTRACT, Phase.ABORT);

  @ParameterizedTest
  @CsvSource({
    // state, EXPAND, MIGRATE, SWITCH, REVERT, CONTRACT, ABORT
    "PENDING,    Begin,   Refused, Refused, Refused, Refused, Begin",
    "EXPANDED,   Nothing, Begin,   Refused, Refused, Refused, Begin",
    "MIGRATED,   Nothing, Nothing, Begin,   Nothing, Refused, Begin",
    "SWITCHED,   Nothing, Nothing, Nothing, Begin,   Begin,   Refused",
    "CONTRACTED, Nothing, Nothing, Nothing, Refused, Nothing, Refused",
    "ABORTED,    Begin,   Refused, Refused, Refused, Refused, Nothing"
  })
  void betweenPhasesTheStateDecides(
      State state,
      String expand,
      String migrate,
      String switchOver,
      String revert,
      String contract,
      String abort) {
    String[] expected = {expand, migrate, switchOver, revert, contract, abort};
    for (int i = 0; i < expected.length; i++) {
      Phase phase = COLUMNS.get(i);
      assertThat(decide(state, Optional.empty(), Done.NOTHING, phase))
          .as("%s from %s", phase, state)
          .isEqualTo(expected[i]);
    }
  }

  @ParameterizedTest
  @CsvSource({
    // state, half-done phase, EXPAND, MIGRATE, SWITCH, REVERT, CONTRACT, ABORT
    "PENDING,  EXPAND,   Resume,  Refused, Refused, Refused, Refused, Begin",
    "EXPANDED, MIGRATE,  Nothing, Resume,  Refused, Refused, Refused, Begin",
    "MIGRATED, SWITCH,   Nothing, Nothing, Resume,  Begin,   Refused, Refused",
    "SWITCHED, REVERT,   Refused, Refused, Begin,   Resume,  Refused, Refused",
    "SWITCHED, CONTRACT, Nothing, Nothing, Nothing, Refused, Resume,  Refused",
    "EXPANDED, ABORT,    Refused, Refused, Refused, Refused, Refused, Resume",
    "MIGRATED, ABORT,    Refused, Refused, Refused, Refused, Refused, Resume"
  })
  void aHalfDonePhaseIsCompletedOrTakenBack(
      State state,
      Phase half,
      String expand,
      String migrate,
      String switchOver,
      String revert,
      String contract,
      String abort) {
    String[] expected = {expand, migrate, switchOver, revert, contract, abort};
    for (int i = 0; i < expected.length; i++) {
      Phase phase = COLUMNS.get(i);
      assertThat(decide(state, Optional.of(half), Done.CHANGED, phase))
          .as("%s over half a %s", phase, half)
          .isEqualTo(expected[i]);
    }
  }

  @ParameterizedTest
  @EnumSource(Phase.class)
  void aPhaseThatHasOnlyLookedBindsNobody(Phase wanted) {
    for (Phase looked : Phase.values()) {
      if (looked != wanted) {
        assertThat(decide(State.SWITCHED, Optional.of(looked), Done.NOTHING, wanted))
            .isEqualTo(decide(State.SWITCHED, Optional.empty(), Done.NOTHING, wanted));
      }
    }
  }

  @Test
  void aContractThatHasTakenNothingYetMayBeTakenBack() {
    Optional<Phase> contract = Optional.of(Phase.CONTRACT);
    assertThat(decide(State.SWITCHED, contract, Done.ADDED, Phase.REVERT)).isEqualTo("Begin");
    assertThat(decide(State.SWITCHED, contract, Done.ADDED, Phase.CONTRACT)).isEqualTo("Resume");
    assertThat(Transitions.decide(State.SWITCHED, contract, Done.ADDED, Phase.ABORT))
        .isInstanceOfSatisfying(
            Transition.Refused.class,
            refused ->
                assertThat(refused.hint()).contains("revert to take it back; after that, abort"));
    assertThat(Transitions.decide(State.SWITCHED, contract, Done.CHANGED, Phase.REVERT))
        .isInstanceOfSatisfying(
            Transition.Refused.class,
            refused -> assertThat(refused.hint()).contains("may be gone"));
  }

  @Test
  void everyRefusalSaysWhatToDo() {
    for (State state : State.values()) {
      for (Phase wanted : Phase.values()) {
        if (Transitions.decide(state, Optional.empty(), Done.NOTHING, wanted)
            instanceof Transition.Refused refused) {
          assertThat(refused.message()).isNotBlank();
          assertThat(refused.hint()).isNotBlank();
        }
      }
    }
  }

  private static String decide(State state, Optional<Phase> running, Done done, Phase wanted) {
    return Transitions.decide(state, running, done, wanted).getClass().getSimpleName();
  }
}

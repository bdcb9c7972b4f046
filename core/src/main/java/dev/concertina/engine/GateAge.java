package dev.concertina.engine;

import dev.concertina.plan.Step;
import java.time.Duration;
import java.util.Optional;

/**
 * How old the answer of a phase's gate is. A gate says that nobody has needed the old shape within
 * the soak time; after as much time again, it says nothing about now. Not thread-safe.
 */
final class GateAge {

  private final Duration soak;
  private Optional<Step.Gate> gate = Optional.empty();
  private long answered;

  GateAge(Duration soak) {
    this.soak = soak;
  }

  /** The gate was asked, and lets the phase go on. */
  void answered(Step.Gate asked) {
    gate = Optional.of(asked);
    answered = System.nanoTime();
  }

  /** The gate, if it has to be asked again. */
  Optional<Step.Gate> tooOld() {
    return gate.filter(asked -> System.nanoTime() - answered > soak.toNanos());
  }
}

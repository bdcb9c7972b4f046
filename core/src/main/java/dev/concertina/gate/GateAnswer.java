package dev.concertina.gate;

import dev.concertina.plan.Step;
import java.util.List;

/** What a gate saw. Open means that it found no reason against. */
public record GateAnswer(Step.GateKind kind, List<Reason> reasons) {

  public GateAnswer {
    reasons = List.copyOf(reasons);
  }

  public boolean isOpen() {
    return reasons.isEmpty();
  }
}

package dev.concertina.gate;

import dev.concertina.plan.Step;
import java.util.List;

/** What a gate saw. Open means that it found no reason against. */
public record GateAnswer(Step.GateKind kind, List<Reason> reasons) {

  public GateAnswer {
    reasons = List.copyOf(reasons);
  }

  /** The reasons without what would end them. */
  public List<String> sentences() {
    return reasons.stream().map(Reason::sentence).toList();
  }

  public boolean isOpen() {
    return reasons.isEmpty();
  }
}

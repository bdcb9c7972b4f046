package dev.concertina.gate;

import dev.concertina.plan.Step;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What a gate saw. Open means that no witness found a reason against.
 *
 * @param evidence of each witness that was asked
 */
public record GateAnswer(Step.GateKind kind, List<Testimony> evidence) {

  public GateAnswer {
    evidence = List.copyOf(evidence);
  }

  /** What keeps it shut. */
  public List<Reason> reasons() {
    return evidence.stream().flatMap(testimony -> testimony.reasons().stream()).toList();
  }

  /** The reasons without what would end them. */
  public List<String> sentences() {
    return reasons().stream().map(Reason::sentence).toList();
  }

  /** What was seen, in one line. */
  public String words() {
    return evidence.stream()
        .map(testimony -> testimony.about() + ": " + testimony.words())
        .collect(Collectors.joining("; "));
  }

  public boolean isOpen() {
    return reasons().isEmpty();
  }
}

package dev.concertina.engine;

import dev.concertina.plan.Step;
import dev.concertina.session.OtherSession;
import dev.concertina.words.Amounts;
import java.time.Duration;
import java.util.List;

/**
 * The tries of one step: reports each one that failed, pauses, and ends when the budget is used.
 */
final class Tries {

  private final StepContext context;
  private final Step step;
  private final long began = System.nanoTime();
  private List<OtherSession> lastSeen = List.of();
  private long tried = began;
  private int failures;

  Tries(StepContext context, Step step) {
    this.context = context;
    this.step = step;
  }

  /**
   * After a try that failed.
   *
   * @param what the step waits for
   * @param blockers who was seen in the way, perhaps nobody
   * @throws WaitingException if the budget is used up
   */
  void failed(String what, List<OtherSession> blockers, Throwable cause) {
    lastSeen = blockers.isEmpty() ? lastSeen : blockers;
    Duration waited = Duration.ofNanos(System.nanoTime() - began);
    context.waiting(step, what, blockers, waited);
    if (waited.compareTo(context.settings().lockBudget()) >= 0) {
      throw exhausted(what, waited).because(cause);
    }
    failures++;
    context.backoff().pause(failures);
    long now = System.nanoTime();
    context.clock().waited(Duration.ofNanos(now - tried));
    tried = now;
  }

  private EngineException exhausted(String what, Duration waited) {
    List<String> names = lastSeen.stream().map(OtherSession::toString).toList();
    String seen = names.isEmpty() ? "" : " In the way: " + String.join("; ", names) + ".";
    return new WaitingException(
        "locked",
        "Step "
            + step.id()
            + " ("
            + step.title()
            + ") waited "
            + Amounts.duration(waited)
            + " for "
            + what
            + "."
            + seen,
        "Run again when those transactions have ended; " + end() + " ends one.",
        names);
  }

  private String end() {
    return "SELECT pg_terminate_backend(pid)"
        + (lastSeen.stream().anyMatch(OtherSession::isPrepared)
            ? " or, where it is prepared, ROLLBACK PREPARED with its gid"
            : "");
  }
}

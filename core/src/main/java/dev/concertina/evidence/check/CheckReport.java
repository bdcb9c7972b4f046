package dev.concertina.evidence.check;

import dev.concertina.change.Version;
import java.util.List;
import java.util.Map;

/**
 * What one migration does to the statements that run now.
 *
 * @param statements how many were judged
 * @param impacts in the order of the phases
 * @param missing what the twin lacks, with the server's reason
 */
public record CheckReport(
    Version version,
    String description,
    int statements,
    List<Impact> impacts,
    Map<String, String> missing) {

  public CheckReport {
    impacts = List.copyOf(impacts);
    missing = Map.copyOf(missing);
  }

  /** Whether every statement works, and says what it says today, until CONTRACT asks its gate. */
  public boolean isSafeInWindow() {
    return impacts.stream()
        .noneMatch(impact -> impact.isInWindow() && impact.effect() != Effect.UNKNOWN);
  }
}

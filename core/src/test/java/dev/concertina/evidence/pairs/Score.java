package dev.concertina.evidence.pairs;

import java.util.ArrayList;
import java.util.List;

/** Counts verdicts against the truth. */
final class Score {

  private int pairs;
  private int affected;
  private int found;
  private final List<String> mistakes = new ArrayList<>();

  void add(String migration, String statement, boolean isAffected, boolean isAccused) {
    pairs++;
    affected += isAffected ? 1 : 0;
    found += isAffected && isAccused ? 1 : 0;
    if (isAffected != isAccused) {
      mistakes.add(
          (isAffected ? "missed:      " : "false alarm: ") + migration + " | " + statement);
    }
  }

  int pairs() {
    return pairs;
  }

  int affected() {
    return affected;
  }

  /** The share of the affected statements that were found. */
  double found() {
    return (double) found / affected;
  }

  /** The share of the statements that nothing happens to, but that were accused. */
  double falseAlarms() {
    return (double) alarms() / (pairs - affected);
  }

  private long alarms() {
    return mistakes.stream().filter(mistake -> mistake.startsWith("false")).count();
  }

  @Override
  public String toString() {
    return String.format(
        "%d pairs of a migration and a statement, %d of them affected: %.1f %% of these found,"
            + " %.1f %% false alarms (%d of %d)%n%s",
        pairs,
        affected,
        100 * found(),
        100 * falseAlarms(),
        alarms(),
        pairs - affected,
        String.join("\n", mistakes));
  }
}

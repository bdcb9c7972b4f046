package dev.concertina.benchmarks.report;

import java.util.List;
import java.util.function.ToDoubleFunction;

/** The middle of several rounds: one round that was disturbed does not move it. */
public final class Median {

  private Median() {}

  /**
   * The median of one aspect of the rounds.
   *
   * @throws IllegalArgumentException if there are none
   */
  public static <T> double of(List<T> rounds, ToDoubleFunction<T> aspect) {
    double[] sorted = rounds.stream().mapToDouble(aspect).sorted().toArray();
    if (sorted.length == 0) {
      throw new IllegalArgumentException("no rounds");
    }
    int middle = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  }
}

package dev.concertina.parity;

import dev.concertina.plan.RowCheck;
import java.util.ArrayList;
import java.util.List;

/** What was found so far in one relation, check by check. Thread-safe. */
final class Tally {

  static final int SAMPLES = 10;

  private final long[] rows;
  private final List<List<String>> samples = new ArrayList<>();

  Tally(int checks) {
    rows = new long[checks];
    for (int i = 0; i < checks; i++) {
      samples.add(new ArrayList<>());
    }
  }

  synchronized void add(int check, long found, List<String> some) {
    rows[check] += found;
    List<String> known = samples.get(check);
    known.addAll(some.subList(0, Math.min(some.size(), SAMPLES - known.size())));
  }

  /** Sums over relations, in the order of the checks. */
  static List<Finding> sum(List<RowCheck> checks, List<Tally> tallies) {
    Tally all = new Tally(checks.size());
    for (Tally tally : tallies) {
      tally.addTo(all);
    }
    List<Finding> findings = new ArrayList<>();
    for (int i = 0; i < checks.size(); i++) {
      findings.add(new Finding(checks.get(i), all.rows[i], all.samples.get(i)));
    }
    return findings;
  }

  private synchronized void addTo(Tally sum) {
    for (int i = 0; i < rows.length; i++) {
      sum.add(i, rows[i], samples.get(i));
    }
  }
}

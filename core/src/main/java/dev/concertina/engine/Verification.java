package dev.concertina.engine;

import dev.concertina.change.Version;
import dev.concertina.sql.QualifiedName;
import java.util.List;

/** What a scan of the rows found at one moment. */
public record Verification(Version version, List<CheckResult> checks) {

  /**
   * One check.
   *
   * @param rows how many rows offend
   * @param samples some of them, by key or by ctid, with the reason where there is one
   */
  public record CheckResult(
      QualifiedName table, String message, long rows, List<String> samples, String hint) {

    public CheckResult {
      samples = List.copyOf(samples);
    }
  }

  public Verification {
    checks = List.copyOf(checks);
  }

  /** Whether no row offends. */
  public boolean isEqual() {
    return checks.stream().allMatch(check -> check.rows() == 0);
  }
}

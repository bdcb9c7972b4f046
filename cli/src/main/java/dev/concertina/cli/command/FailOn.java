package dev.concertina.cli.command;

import dev.concertina.cli.ExitCodes;
import dev.concertina.hazard.Severity;
import dev.concertina.lint.LintReport;
import dev.concertina.lint.Problem;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** The mildest severity that makes lint fail. */
public enum FailOn {
  ERROR(Optional.of(Severity.ERROR)),
  WARNING(Optional.of(Severity.WARNING)),
  NOTICE(Optional.of(Severity.NOTICE)),
  NEVER(Optional.empty());

  private final Optional<Severity> severity;

  FailOn(Optional<Severity> severity) {
    this.severity = severity;
  }

  /** Hazards first; what could not be read is no success either. */
  int exit(LintReport report) {
    boolean hazard =
        Arrays.stream(Severity.values())
            .filter(each -> severity.filter(least -> each.compareTo(least) >= 0).isPresent())
            .anyMatch(each -> report.count(each) > 0);
    if (hazard) {
      return ExitCodes.HAZARD;
    }
    return report.count(Problem.Kind.UNREAD) > 0 ? ExitCodes.INVALID : ExitCodes.DONE;
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}

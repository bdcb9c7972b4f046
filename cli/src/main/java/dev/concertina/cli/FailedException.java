package dev.concertina.cli;

/** A command that came to its end with a result which is not success. */
public final class FailedException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final transient ErrorReport report;

  public FailedException(ErrorReport report) {
    super(report.message());
    this.report = report;
  }

  public ErrorReport report() {
    return report;
  }
}

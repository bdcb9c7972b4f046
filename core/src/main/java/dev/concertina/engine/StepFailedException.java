package dev.concertina.engine;

/** A step failed. What it did was undone or will be cleaned up; the state is safe. */
public final class StepFailedException extends EngineException {

  private static final long serialVersionUID = 1L;

  private final String step;
  private final String sql;

  /**
   * A failure of one step.
   *
   * @param sql the statement that failed; empty if none did
   */
  public StepFailedException(String code, String step, String sql, String message, String hint) {
    super(code, message, hint);
    this.step = step;
    this.sql = sql;
  }

  /** The step's id. */
  public String step() {
    return step;
  }

  public String sql() {
    return sql;
  }
}

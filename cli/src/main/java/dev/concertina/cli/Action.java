package dev.concertina.cli;

/** What a command does once its arguments are known. */
public interface Action {

  /**
   * Runs the command. A failure is thrown and becomes an {@link ErrorReport} in one place.
   *
   * @return an exit code of {@link ExitCodes}
   */
  int run(Context context);

  /** What a signal may find half done. */
  default Unfinished unfinished() {
    return Unfinished.STEP;
  }
}

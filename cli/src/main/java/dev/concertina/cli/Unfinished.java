package dev.concertina.cli;

/** What a signal may leave behind that comes before the end of a command. */
public enum Unfinished {
  /** A step of a migration; the next run finds out what became of it. */
  STEP("stopped in the middle of a step: run the same command again", false),

  /** A server that was started for this run alone, and has to be ended. */
  TRACE("stopped before the end of the trace: run the same command again", false),

  /** Nothing: the command only reads, or writes files that it would write again. */
  READING("stopped before the end: run the same command again", true);

  private final String words;
  private final boolean atOnce;

  Unfinished(String words, boolean atOnce) {
    this.words = words;
    this.atOnce = atOnce;
  }

  /** What to say of it. */
  public String words() {
    return words;
  }

  /** Whether nobody needs to wait for a better moment. */
  public boolean endsAtOnce() {
    return atOnce;
  }
}

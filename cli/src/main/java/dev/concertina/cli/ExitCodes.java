package dev.concertina.cli;

/** The exit codes that scripts rely on. */
public final class ExitCodes {

  public static final int DONE = 0;

  /** A defect of Concertina. */
  public static final int INTERNAL = 1;

  /** The command line is wrong. */
  public static final int USAGE = 2;

  /** A migration or the configuration is wrong; the database is as it was. */
  public static final int INVALID = 3;

  /** Something was found that would hurt. */
  public static final int HAZARD = 4;

  /** Waiting, gated or paused: run the same command again. */
  public static final int WAITING = 5;

  /** Another run holds the lock. */
  public static final int BUSY = 6;

  /** The database cannot be reached. */
  public static final int UNREACHABLE = 7;

  /** A step failed; the state is safe: run the same command again. */
  public static final int STEP_FAILED = 8;

  private ExitCodes() {}
}

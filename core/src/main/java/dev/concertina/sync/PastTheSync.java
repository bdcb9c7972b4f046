package dev.concertina.sync;

/** What to do about rows whose shapes disagree although every writer goes through the sync. */
final class PastTheSync {

  static final String HINT =
      "something wrote the rows past the sync (a disabled trigger, an attached partition):"
          + " write the right value into the new column of each row, or take the migration"
          + " back and deploy it again";

  private PastTheSync() {}
}

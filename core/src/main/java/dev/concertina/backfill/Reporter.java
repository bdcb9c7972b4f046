package dev.concertina.backfill;

import dev.concertina.throttle.Throttle;

/** Tells the listener where the walk is. Used on the thread that runs the backfill. */
final class Reporter {

  private final String step;
  private final Walk walk;
  private final Pace pace;
  private final Crew crew;
  private final Throttle throttle;
  private final BackfillListener listener;
  private Walk.Totals before;

  Reporter(
      String step, Walk walk, Pace pace, Crew crew, Throttle throttle, BackfillListener listener) {
    this.step = step;
    this.walk = walk;
    this.pace = pace;
    this.crew = crew;
    this.throttle = throttle;
    this.listener = listener;
    this.before = walk.totals();
  }

  void report() {
    Walk.Totals now = walk.totals();
    int batches = crew.takeBatches();
    pace.walked(
        now.blocksDone() - before.blocksDone(), now.rowsDone() - before.rowsDone(), batches);
    before = now;
    listener.progress(
        new BackfillProgress(
            step,
            now.rowsDone(),
            now.rowsTotal(),
            now.blocksDone(),
            now.blocksTotal(),
            now.passes(),
            pace.rowsPerSecond(),
            pace.left(now.blocksTotal() - now.blocksDone()),
            pace.batchRows(),
            crew.walkers(),
            throttle.share(),
            throttle.hold()));
  }
}

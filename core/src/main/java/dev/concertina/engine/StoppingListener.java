package dev.concertina.engine;

import dev.concertina.backfill.BackfillProgress;
import dev.concertina.change.Version;
import dev.concertina.journal.Hold;
import dev.concertina.plan.Phase;
import dev.concertina.plan.Step;
import dev.concertina.preflight.Finding;
import dev.concertina.session.OtherSession;
import dev.concertina.session.StopRequest;
import java.util.Optional;

/**
 * Ends a run that was asked to end: between two steps, after a batch, or while it waits. An
 * exception of a listener ends the run.
 */
record StoppingListener(StopRequest stop, Listener next) implements Listener {

  @Override
  public void phaseStarted(Version version, Phase phase, boolean resumed) {
    next.phaseStarted(version, phase, resumed);
  }

  @Override
  public void phaseFinished(Version version, Phase phase) {
    next.phaseFinished(version, phase);
  }

  @Override
  public void stepStarted(Version version, Phase phase, Step step) {
    stop.check();
    next.stepStarted(version, phase, step);
  }

  @Override
  public void stepFinished(Version version, Phase phase, Step step) {
    next.stepFinished(version, phase, step);
  }

  @Override
  public void stepSkipped(Version version, Phase phase, Step step) {
    next.stepSkipped(version, phase, step);
  }

  @Override
  public void progress(Version version, BackfillProgress progress) {
    stop.check();
    next.progress(version, progress);
  }

  @Override
  public void waiting(Version version, Waiting waiting) {
    stop.check();
    next.waiting(version, waiting);
  }

  @Override
  public void throttled(Version version, String step, Optional<Hold> hold) {
    stop.check();
    next.throttled(version, step, hold);
  }

  @Override
  public void found(Version version, Finding finding) {
    next.found(version, finding);
  }

  @Override
  public void cancelled(Version version, String step, OtherSession session) {
    next.cancelled(version, step, session);
  }

  @Override
  public void spared(Version version, String step, OtherSession session, String why) {
    next.spared(version, step, session, why);
  }

  @Override
  public void overridden(Version version, Step step, String detail) {
    next.overridden(version, step, detail);
  }
}

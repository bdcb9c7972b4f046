package dev.concertina.engine;

import dev.concertina.backfill.BackfillProgress;
import dev.concertina.change.Version;
import dev.concertina.journal.Hold;
import dev.concertina.plan.Phase;
import dev.concertina.plan.Step;
import dev.concertina.preflight.Finding;
import dev.concertina.session.OtherSession;
import java.util.Optional;

/** Hears what a run does, on the thread that runs it. An exception of a listener stops the run. */
public interface Listener {

  /** Hears nothing. */
  Listener SILENT = new Listener() {};

  /**
   * A phase begins.
   *
   * @param resumed whether an earlier run has begun it
   */
  default void phaseStarted(Version version, Phase phase, boolean resumed) {}

  default void phaseFinished(Version version, Phase phase) {}

  default void stepStarted(Version version, Phase phase, Step step) {}

  default void stepFinished(Version version, Phase phase, Step step) {}

  /** An earlier run has done the step. */
  default void stepSkipped(Version version, Phase phase, Step step) {}

  /** A batch of a backfill is done. */
  default void progress(Version version, BackfillProgress progress) {}

  /** A try for a lock or a row failed; there will be another. */
  default void waiting(Version version, Waiting waiting) {}

  /**
   * A backfill holds back for the sake of others: said several times a second as long as it lasts,
   * and once with an empty hold when it is over.
   *
   * @param step its id
   */
  default void throttled(Version version, String step, Optional<Hold> hold) {}

  /** The preflight of a migration has found something that does not stop it. */
  default void found(Version version, Finding finding) {}

  /** A session that was in the way for too long was ended, because a person allows that. */
  default void cancelled(Version version, String step, OtherSession session) {}

  /**
   * A session was in the way for too long, and was not ended although a person allows that.
   *
   * @param why it is spared, in words: {@code it is a superuser's}
   */
  default void spared(Version version, String step, OtherSession session, String why) {}

  /** A person opened a gate that was shut, or a gate was not asked; it is in the journal. */
  default void overridden(Version version, Step step, String detail) {}
}

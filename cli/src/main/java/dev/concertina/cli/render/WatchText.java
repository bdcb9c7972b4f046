package dev.concertina.cli.render;

import dev.concertina.backfill.BackfillProgress;
import dev.concertina.change.Version;
import dev.concertina.engine.MigrationStatus;
import dev.concertina.engine.MigrationStatus.AtWork;
import dev.concertina.engine.MigrationStatus.BackfillStatus;
import dev.concertina.engine.MigrationStatus.StepStatus;
import dev.concertina.plan.Phase;
import dev.concertina.words.Amounts;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;

/**
 * What a run elsewhere does, from one status after the other: each step gets its line once, what
 * moves is drawn over on a terminal. Says the same as the run itself says, see {@link
 * ProgressText}.
 */
public final class WatchText {

  private final ProgressText progress;
  private final Style style;
  private final boolean live;
  private final Map<Version, Phase> phases = new HashMap<>();
  private final Set<String> said = new HashSet<>();

  /**
   * A watcher that has seen nothing.
   *
   * @param live whether a line may be drawn over
   * @param clock nanoseconds
   */
  public WatchText(PrintWriter out, Style style, boolean live, LongSupplier clock) {
    this.progress = new ProgressText(out, style, live, clock);
    this.style = style;
    this.live = live;
  }

  public void show(MigrationStatus status) {
    status.running().ifPresent(phase -> phase(status.version(), phase));
    Optional<Phase> phase = Optional.ofNullable(phases.get(status.version()));
    status.steps().stream()
        .filter(step -> phase.filter(step.phase()::equals).isPresent())
        .forEach(step -> step(status, step));
    status.backfill().ifPresent(backfill -> backfill(status.version(), backfill));
  }

  /** Whether it has begun a phase since the watcher looks. */
  public boolean hasMoved(MigrationStatus status) {
    return phases.containsKey(status.version());
  }

  /** What was drawn last does not stay. */
  public void end() {
    progress.clear();
  }

  private void phase(Version version, Phase phase) {
    if (phase != phases.put(version, phase)) {
      progress.line(style.bold("V" + version + " " + style.cyan(phase.name())));
    }
  }

  private void step(MigrationStatus status, StepStatus step) {
    if (step.isDone() && isNew(status, step)) {
      progress.line("  " + style.green("✓") + " " + step.title() + style.dim(took(step)));
    } else if (step.hasFailed() && isNew(status, step)) {
      String why = step.detail().map(detail -> ": " + detail).orElse("");
      progress.line("  " + style.red("✗") + " " + step.title() + why);
    } else if (step.isWaiting() && isNew(status, step)) {
      String why = step.detail().map(detail -> ": " + detail).orElse("");
      progress.line("  " + style.yellow(StatusText.waits(step)) + " " + step.title() + why);
    } else if (step.isRunning() && live && !isBackfill(status, step)) {
      progress.draw("  … " + step.title() + step.detail().map(why -> ": " + why).orElse(""));
    }
  }

  private boolean isNew(MigrationStatus status, StepStatus step) {
    return said.add(status.version() + " " + step.id() + " " + step.state() + " " + step.started());
  }

  private static boolean isBackfill(MigrationStatus status, StepStatus step) {
    return status.backfill().filter(backfill -> backfill.step().equals(step.id())).isPresent();
  }

  private static String took(StepStatus step) {
    Optional<Instant> started = step.started();
    return step.finished()
        .filter(finished -> started.isPresent())
        .map(finished -> "  " + Amounts.duration(Duration.between(started.orElseThrow(), finished)))
        .orElse("");
  }

  private void backfill(Version version, BackfillStatus backfill) {
    backfill
        .work()
        .ifPresent(
            work -> {
              progress.throttled(version, backfill.step(), backfill.hold());
              if (backfill.hold().isEmpty()) {
                progress.progress(version, progress(backfill, work));
              }
            });
  }

  private static BackfillProgress progress(BackfillStatus backfill, AtWork work) {
    return new BackfillProgress(
        backfill.step(),
        backfill.rowsDone(),
        backfill.rowsTotal(),
        backfill.blocksDone(),
        backfill.blocksTotal(),
        1,
        work.rowsPerSecond(),
        work.left(),
        work.batchRows(),
        work.workers(),
        work.share(),
        Optional.empty());
  }
}

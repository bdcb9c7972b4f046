package dev.concertina.cli.render;

import dev.concertina.backfill.BackfillProgress;
import dev.concertina.change.Version;
import dev.concertina.engine.Listener;
import dev.concertina.engine.Waiting;
import dev.concertina.plan.Phase;
import dev.concertina.plan.Step;
import dev.concertina.session.OtherSession;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.Locale;
import java.util.function.LongSupplier;

/**
 * Says what a run does: a line for each step. A backfill has one line that is drawn over on a
 * terminal; elsewhere it gets a line every few seconds.
 */
public final class ProgressText implements Listener {

  private static final long REDRAW = Duration.ofMillis(100).toNanos();
  private static final long REPEAT = Duration.ofSeconds(10).toNanos();
  private static final String CLEAR = "\r\u001b[K";

  private final PrintWriter out;
  private final Style style;
  private final boolean live;
  private final LongSupplier clock;
  private long stepStarted;
  private long lastProgress;
  private long lastWaiting;
  private boolean drawn;

  /**
   * A listener that writes to people.
   *
   * @param live whether a line may be drawn over
   * @param clock nanoseconds
   */
  public ProgressText(PrintWriter out, Style style, boolean live, LongSupplier clock) {
    this.out = out;
    this.style = style;
    this.live = live;
    this.clock = clock;
    this.lastProgress = clock.getAsLong() - REPEAT;
    this.lastWaiting = lastProgress;
  }

  @Override
  public void phaseStarted(Version version, Phase phase, boolean resumed) {
    line(
        style.bold("V" + version + " " + style.cyan(phase.name()))
            + (resumed ? style.dim("  goes on where it was") : ""));
  }

  @Override
  public void stepStarted(Version version, Phase phase, Step step) {
    stepStarted = clock.getAsLong();
    lastProgress = stepStarted;
    if (live) {
      draw("  … " + step.title());
    }
  }

  @Override
  public void stepFinished(Version version, Phase phase, Step step) {
    Duration took = Duration.ofNanos(clock.getAsLong() - stepStarted);
    line("  " + style.green("✓") + " " + step.title() + style.dim("  " + Words.time(took)));
  }

  @Override
  public void stepSkipped(Version version, Phase phase, Step step) {
    line("  " + style.green("✓") + " " + step.title() + style.dim("  done before"));
  }

  @Override
  public void progress(Version version, BackfillProgress progress) {
    long now = clock.getAsLong();
    if (now - lastProgress < (live ? REDRAW : REPEAT)) {
      return;
    }
    lastProgress = now;
    if (live) {
      draw("  " + style.cyan(bar(progress)) + " " + numbers(progress));
    } else {
      line("  " + numbers(progress));
    }
  }

  @Override
  public void waiting(Version version, Waiting waiting) {
    long now = clock.getAsLong();
    if (now - lastWaiting < REPEAT) {
      return;
    }
    lastWaiting = now;
    line(
        style.yellow("  waiting ")
            + waiting.what()
            + style.dim("  for " + Words.time(waiting.waited())));
    for (OtherSession blocker : waiting.blockers()) {
      line("    " + blocker);
    }
  }

  @Override
  public void overridden(Version version, Step step, String detail) {
    line(style.yellow("  on record: ") + detail);
  }

  private static String bar(BackfillProgress progress) {
    int width = 30;
    long total = Math.max(1, progress.blocksTotal());
    int full = (int) Math.min(width, width * progress.blocksDone() / total);
    return "█".repeat(full) + "░".repeat(width - full);
  }

  private static String numbers(BackfillProgress progress) {
    long percent = Math.min(100, 100 * progress.blocksDone() / Math.max(1, progress.blocksTotal()));
    return String.format(
        Locale.ROOT,
        "%d %%, %,d rows, %,d a second%s",
        percent,
        progress.rowsDone(),
        progress.rowsPerSecond(),
        progress.left().map(e -> ", about " + Words.time(e.middle()) + " left").orElse(""));
  }

  private void line(String text) {
    out.println((drawn ? CLEAR : "") + text);
    drawn = false;
  }

  private void draw(String text) {
    out.print(CLEAR + text);
    out.flush();
    drawn = true;
  }
}

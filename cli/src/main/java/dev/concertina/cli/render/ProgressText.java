package dev.concertina.cli.render;

import dev.concertina.backfill.BackfillProgress;
import dev.concertina.change.Version;
import dev.concertina.engine.Listener;
import dev.concertina.engine.Waiting;
import dev.concertina.journal.Hold;
import dev.concertina.plan.Phase;
import dev.concertina.plan.Step;
import dev.concertina.preflight.Finding;
import dev.concertina.session.OtherSession;
import dev.concertina.words.Amounts;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.HashSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Says what a run does: a line for each step. A backfill has one line that is drawn over on a
 * terminal; elsewhere it gets a line every few seconds.
 */
public final class ProgressText implements Listener {

  private static final long REDRAW = Duration.ofMillis(100).toNanos();
  private static final long REPEAT = Duration.ofSeconds(10).toNanos();

  /** A part that a terminal of the usual width would cut is left out. */
  private static final int LINE = 80;

  private static final int BAR = 10;

  /** The last column of a line that is cut shows what was written last. */
  private static final String BEHIND = " " + Style.WRAP;

  private final PrintWriter out;
  private final Style style;
  private final boolean live;
  private final LongSupplier clock;
  private long stepStarted;
  private long lastProgress;
  private long lastWaiting;
  private boolean drawn;
  private String lastBar = "";
  private Optional<Hold> lastHold = Optional.empty();
  private boolean holdTold;
  private long lastHeld;
  private long lastDrawnHold;

  /** A wait tries again and again; each session is told once. */
  private final Set<Integer> spared = new HashSet<>();

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
    this.lastHeld = lastProgress;
    this.lastDrawnHold = lastProgress;
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
    line("  " + style.green("✓") + " " + step.title() + style.dim("  " + Amounts.duration(took)));
  }

  @Override
  public void stepSkipped(Version version, Phase phase, Step step) {
    line("  " + style.green("✓") + " " + step.title() + style.dim("  done before"));
  }

  @Override
  public void progress(Version version, BackfillProgress progress) {
    long now = clock.getAsLong();
    if (progress.hold().isPresent() || now - lastProgress < (live ? REDRAW : REPEAT)) {
      return;
    }
    lastProgress = now;
    lastBar = "  " + BackfillWords.percent(progress.blocksDone(), progress.blocksTotal());
    if (live) {
      draw("  " + style.cyan(bar(progress)) + " " + brief(progress));
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
            + style.dim("  for " + Amounts.duration(waiting.waited())));
    for (OtherSession blocker : waiting.blockers()) {
      line("    " + blocker);
    }
  }

  @Override
  public void found(Version version, Finding finding) {
    line(style.yellow("  note ") + finding.code() + ": " + finding.message());
    line("    " + style.dim(finding.hint()));
  }

  @Override
  public void cancelled(Version version, String step, OtherSession session) {
    line(style.yellow("  ended ") + session);
  }

  @Override
  public void spared(Version version, String step, OtherSession session, String why) {
    if (spared.add(session.pid())) {
      line(style.yellow("  not ended ") + session + ": " + why);
    }
  }

  @Override
  public void overridden(Version version, Step step, String detail) {
    line(style.yellow("  on record: ") + detail);
  }

  /** A limit that is reached and kept in turns gets lines as seldom as a long hold. */
  @Override
  public void throttled(Version version, String step, Optional<Hold> hold) {
    Optional<Hold> before = lastHold;
    lastHold = hold;
    if (hold.isEmpty()) {
      if (holdTold) {
        before.ifPresent(over -> line(style.dim("  goes on; it was " + BackfillWords.hold(over))));
      }
      holdTold = false;
      return;
    }
    if (!hold.map(Hold::signal).equals(before.map(Hold::signal))) {
      holdTold = false;
    }
    held("  " + BackfillWords.hold(hold.get()));
  }

  /** On a terminal a hold stays in full where the line that is drawn over would be cut. */
  private void held(String text) {
    long now = clock.getAsLong();
    if (now - lastHeld >= REPEAT && !(live && holdTold)) {
      lastHeld = now;
      holdTold = true;
      if (!live || text.length() > LINE) {
        line(style.yellow(text));
      }
    }
    if (live && now - lastDrawnHold >= REDRAW) {
      lastDrawnHold = now;
      draw(style.yellow(text) + style.dim(lastBar));
    }
  }

  private static String bar(BackfillProgress progress) {
    int width = BAR;
    long total = Math.max(1, progress.blocksTotal());
    int full = (int) Math.min(width, width * progress.blocksDone() / total);
    return "█".repeat(full) + "░".repeat(width - full);
  }

  private static String numbers(BackfillProgress progress) {
    return Stream.of(
            Optional.of(BackfillWords.percent(progress.blocksDone(), progress.blocksTotal())),
            Optional.of(BackfillWords.rows(progress.rowsDone(), progress.rowsTotal())),
            Optional.of(BackfillWords.rate(progress.rowsPerSecond())),
            BackfillWords.left(progress.left()),
            Optional.of(BackfillWords.size(progress.batchRows(), progress.workers())),
            progress.share().map(BackfillWords::time))
        .flatMap(Optional::stream)
        .collect(Collectors.joining(", "));
  }

  /** The same in signs; what does not fit into the line is left out, from the end. */
  private static String brief(BackfillProgress progress) {
    StringBuilder text =
        new StringBuilder(BackfillWords.percent(progress.blocksDone(), progress.blocksTotal()));
    Stream.of(
            BackfillWords.left(progress.left()).map(words -> words.replaceFirst("^about ", "")),
            Optional.of(
                String.format(
                    Locale.ROOT, "%,d/%,d rows", progress.rowsDone(), progress.rowsTotal())),
            Optional.of(String.format(Locale.ROOT, "%,d/s", progress.rowsPerSecond())),
            Optional.of(
                String.format(
                    Locale.ROOT, "batch %,d×%d", progress.batchRows(), progress.workers())),
            progress.share().map(BackfillWords::time))
        .flatMap(Optional::stream)
        .takeWhile(part -> text.length() + 2 + part.length() <= LINE - BAR - 4)
        .forEach(part -> text.append("  ").append(part));
    return text.toString();
  }

  /** Takes away what was drawn last. */
  void clear() {
    if (drawn) {
      out.print(Style.CLEAR_LINE);
      out.flush();
      drawn = false;
    }
  }

  /** A line that stays. */
  void line(String text) {
    out.println((drawn ? Style.CLEAR_LINE : "") + text);
    drawn = false;
  }

  /** A line that the next one takes the place of. */
  void draw(String text) {
    out.print(Style.CLEAR_LINE + Style.CUT + text + BEHIND);
    out.flush();
    drawn = true;
  }
}

package dev.concertina.cli.render;

import dev.concertina.change.Migration;
import dev.concertina.engine.MigrationStatus;
import dev.concertina.engine.MigrationStatus.AtWork;
import dev.concertina.engine.MigrationStatus.BackfillStatus;
import dev.concertina.engine.MigrationStatus.Retained;
import dev.concertina.engine.MigrationStatus.StepStatus;
import dev.concertina.gate.GateAnswer;
import dev.concertina.gate.Testimony;
import dev.concertina.journal.State;
import dev.concertina.journal.Steering;
import dev.concertina.journal.StepKind;
import dev.concertina.plan.Phase;
import dev.concertina.words.Amounts;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Where migrations stand, as a table, with a line below for whatever needs attention. */
public final class StatusText {

  private static final String INDENT = " ".repeat(13);

  private final Style style;
  private final StringBuilder text = new StringBuilder();

  private StatusText(Style style) {
    this.style = style;
  }

  public static String of(List<MigrationStatus> statuses, Style style) {
    StatusText text = new StatusText(style);
    statuses.forEach(text::migration);
    return text.text.toString();
  }

  /** An order that holds every backfill, also those that have not begun. */
  public static String pause(Optional<Steering.Pause> pause, Style style) {
    return pause
        .map(order -> style.yellow(order.toString()) + ": concertina resume ends it\n")
        .orElse("");
  }

  /** Files that the journal does not know. */
  public static String pending(List<Migration> files, Style style) {
    StatusText text = new StatusText(style);
    files.forEach(file -> text.row(State.PENDING, "V" + file.version(), file.description()));
    return text.text.toString();
  }

  private void migration(MigrationStatus status) {
    row(status.state(), "V" + status.version(), status.description());
    status.running().ifPresent(phase -> detail("begun", begun(status, phase)));
    status.steps().stream()
        .filter(step -> isOpen(status, step))
        .forEach(step -> step(status, step));
    status.backfill().filter(b -> isUnderWay(status, b)).ifPresent(b -> backfill(status, b));
    status.gate().ifPresent(this::gate);
    status.retained().ifPresent(this::retained);
    if (status.isBaseline()) {
      detail("baseline", "was in the database before: nothing was run");
    }
    NextCommand.of(status).ifPresent(words -> detail("next", style.cyan(words)));
    NextCommand.back(status).ifPresent(words -> detail("back", words));
  }

  private static String begun(MigrationStatus status, Phase phase) {
    List<StepStatus> steps = status.steps().stream().filter(step -> step.phase() == phase).toList();
    long done = steps.stream().filter(step -> step.state().equals("done")).count();
    return phase + ", " + done + " of " + steps.size() + " steps are done";
  }

  /** One line of the table. */
  private void row(State state, String version, String description) {
    String padded = String.format(Locale.ROOT, "%-11s", state);
    text.append(coloured(state, padded))
        .append("  ")
        .append(style.bold(version))
        .append("  ")
        .append(description)
        .append('\n');
  }

  private String coloured(State state, String padded) {
    return switch (state) {
      case CONTRACTED -> style.green(padded);
      case ABORTED -> style.dim(padded);
      default -> style.yellow(padded);
    };
  }

  private void step(MigrationStatus status, StepStatus step) {
    String words = step.title() + step.detail().map(d -> ": " + d).orElse("");
    detail(
        step.isWaiting() ? waits(step) : step.state(),
        step.hasFailed() ? style.red(words) : step.isWaiting() ? style.yellow(words) : words);
    boolean isBackfill = status.backfill().filter(b -> b.step().equals(step.id())).isPresent();
    if (step.isStopped() && !isBackfill) {
      nobodyWorks(status);
    }
  }

  /** A gate is shut; anything else waits for what is in the way. */
  static String waits(StepStatus step) {
    return step.kind().equals(StepKind.GATE) ? "shut" : "waiting";
  }

  /**
   * A step of a phase that was given up tells nothing about now, nor what a gate answered the last
   * time, where it is asked anew.
   */
  private static boolean isOpen(MigrationStatus status, StepStatus step) {
    boolean isAskedAnew =
        step.isWaiting() && step.kind().equals(StepKind.GATE) && status.gate().isPresent();
    return !isAskedAnew
        && (step.hasFailed() || step.isWaiting() || step.isRunning() || step.isStopped())
        && status.running().filter(step.phase()::equals).isPresent();
  }

  private static boolean isUnderWay(MigrationStatus status, BackfillStatus backfill) {
    return status.steps().stream()
        .anyMatch(step -> step.id().equals(backfill.step()) && isOpen(status, step));
  }

  private void backfill(MigrationStatus status, BackfillStatus backfill) {
    String done =
        BackfillWords.percent(backfill.blocksDone(), backfill.blocksTotal())
            + ", "
            + BackfillWords.rows(backfill.rowsDone(), backfill.rowsTotal());
    Optional<AtWork> work = backfill.work();
    if (work.isEmpty()) {
      detail("backfill", done);
      nobodyWorks(status);
    } else {
      String left = BackfillWords.left(work.get().left()).map(l -> ", " + l).orElse("");
      detail("backfill", done + ", " + BackfillWords.rate(work.get().rowsPerSecond()) + left);
      detail("", BackfillWords.size(work.get().batchRows(), work.get().workers()));
      work.get().share().ifPresent(share -> detail("", BackfillWords.share(share)));
    }
    BackfillWords.held(backfill.blocksHeld()).ifPresent(held -> detail("", style.yellow(held)));
    backfill.hold().ifPresent(hold -> detail("", style.yellow(BackfillWords.hold(hold))));
  }

  private void nobodyWorks(MigrationStatus status) {
    detail("", style.yellow("no run is at work: run " + NextCommand.goesOn(status) + " to go on"));
  }

  private void gate(GateAnswer gate) {
    detail("gate", gate.isOpen() ? style.green("open") : style.yellow("shut"));
    for (Testimony testimony : gate.evidence()) {
      detail("", testimony.about() + ": " + testimony.words());
      testimony.reasons().forEach(reason -> detail("", "  " + style.yellow(reason.toString())));
    }
  }

  private void retained(Retained retained) {
    detail(
        "retained",
        "since "
            + Amounts.moment(retained.since())
            + ", until "
            + Amounts.moment(retained.until())
            + "; then purge will: "
            + String.join(", ", retained.purge()));
  }

  private void detail(String name, String words) {
    text.append(INDENT)
        .append(style.dim(String.format(Locale.ROOT, "%-10s", name)))
        .append(words)
        .append('\n');
  }
}

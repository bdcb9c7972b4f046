package dev.concertina.cli.render;

import dev.concertina.change.Migration;
import dev.concertina.engine.MigrationStatus;
import dev.concertina.engine.MigrationStatus.BackfillStatus;
import dev.concertina.engine.MigrationStatus.StepStatus;
import dev.concertina.gate.GateAnswer;
import dev.concertina.journal.State;
import java.util.List;
import java.util.Locale;

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

  /** Files that the journal does not know. */
  public static String pending(List<Migration> files, Style style) {
    StatusText text = new StatusText(style);
    files.forEach(file -> text.row(State.PENDING, "V" + file.version(), file.description()));
    return text.text.toString();
  }

  private void migration(MigrationStatus status) {
    long done = status.steps().stream().filter(step -> step.state().equals("done")).count();
    row(status.state(), "V" + status.version(), status.description());
    status.running().ifPresent(phase -> detail("running", phase + ", " + done + " steps are done"));
    status.steps().stream()
        .filter(step -> step.state().equals("failed") || step.state().equals("running"))
        .forEach(this::step);
    status.backfill().filter(b -> isUnderWay(status, b)).ifPresent(this::backfill);
    status.gate().ifPresent(this::gate);
    String next = next(status);
    if (!next.isEmpty()) {
      detail("next", style.cyan(next));
    }
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

  private void step(StepStatus step) {
    String words = step.title() + step.detail().map(d -> ": " + d).orElse("");
    detail(step.state(), step.state().equals("failed") ? style.red(words) : words);
  }

  private static boolean isUnderWay(MigrationStatus status, BackfillStatus backfill) {
    return status.steps().stream()
        .anyMatch(step -> step.id().equals(backfill.step()) && !step.state().equals("done"));
  }

  private void backfill(BackfillStatus backfill) {
    String total =
        backfill.rowsTotal() < backfill.rowsDone()
            ? ""
            : String.format(Locale.ROOT, " of about %,d", backfill.rowsTotal());
    String left = backfill.eta().map(eta -> ", about " + Words.time(eta) + " left").orElse("");
    detail(
        "backfill",
        String.format(
            Locale.ROOT,
            "%,d%s rows, %,d a second%s",
            backfill.rowsDone(),
            total,
            backfill.rowsPerSecond(),
            left));
  }

  private void gate(GateAnswer gate) {
    if (gate.isOpen()) {
      detail("gate", "open: nothing live uses the old shape");
    }
    gate.reasons().forEach(reason -> detail("gate shut", reason.toString()));
  }

  /** The command that goes on from here. */
  private static String next(MigrationStatus status) {
    return switch (status.state()) {
      case PENDING -> "concertina deploy";
      case EXPANDED -> "concertina migrate " + status.version();
      case MIGRATED ->
          "start the new application, stop the old one, then: concertina finish "
              + status.version();
      case SWITCHED ->
          "concertina contract "
              + status.version()
              + "   (or back: concertina revert "
              + status.version()
              + ")";
      case CONTRACTED, ABORTED -> "";
    };
  }

  private void detail(String name, String words) {
    text.append(INDENT)
        .append(style.dim(String.format(Locale.ROOT, "%-10s", name)))
        .append(words)
        .append('\n');
  }
}

package dev.concertina.cli.render;

import dev.concertina.plan.Phase;
import dev.concertina.plan.PhasePlan;
import dev.concertina.plan.Plan;
import dev.concertina.plan.Statement;
import dev.concertina.plan.Step;
import dev.concertina.plan.Work;
import dev.concertina.preflight.Finding;
import java.util.List;

/** A plan for people: what runs, in which order, who waits for it and what applications see. */
public final class PlanText {

  private static final int WIDTH = 100;
  private static final String STEP = "  ";
  private static final String INDENT = "      ";

  /** How much of a step is shown. */
  public enum Detail {
    /** Each statement as it runs. */
    SQL,
    /** What the step does, locks and waits for. */
    BRIEF
  }

  private final Style style;
  private final Detail detail;
  private final StringBuilder text = new StringBuilder();

  private PlanText(Style style, Detail detail) {
    this.style = style;
    this.detail = detail;
  }

  public static String of(Plan plan, Style style, Detail detail) {
    return of(plan, List.of(), style, detail);
  }

  /**
   * A plan for one database.
   *
   * @param findings what would stop or disturb it there
   */
  public static String of(Plan plan, List<Finding> findings, Style style, Detail detail) {
    PlanText text = new PlanText(style, detail);
    text.plan(plan, findings);
    return text.text.toString();
  }

  private void plan(Plan plan, List<Finding> findings) {
    line(style.bold("V" + plan.version() + "  " + plan.description()));
    plan.publishes()
        .ifPresent(
            schema -> line("the new application sees it with search_path = " + schema + ", …"));
    for (String warning : plan.warnings()) {
      wrapped(style.yellow("warning: "), "warning: ".length(), warning);
    }
    findings.forEach(this::finding);
    plan.phases().stream().filter(phase -> !undoes(phase)).forEach(this::phase);
    plan.phases().stream()
        .filter(PlanText::undoes)
        .filter(phase -> !phase.steps().isEmpty())
        .forEach(this::phase);
  }

  private void finding(Finding finding) {
    String weight =
        switch (finding.weight()) {
          case STOPS -> "stops";
          case ASKS -> "asks";
          case TELLS -> "note";
        };
    String head = weight + " (" + finding.code() + "): ";
    wrapped(
        finding.weight() == Finding.Weight.STOPS ? style.red(head) : style.yellow(head),
        weight.length() + 2,
        finding.message() + " " + finding.hint());
  }

  private static boolean undoes(PhasePlan phase) {
    return phase.phase().compareTo(Phase.REVERT) >= 0 && phase.phase() != Phase.CONTRACT;
  }

  private void phase(PhasePlan phase) {
    line("");
    String name = String.format("%-9s", phase.phase());
    if (phase.steps().isEmpty()) {
      line(style.bold(style.cyan(name)) + style.dim(" nothing to do"));
    } else {
      line(style.bold(style.cyan(name)) + " " + style.dim(purpose(phase.phase())));
      phase.steps().forEach(this::step);
    }
    for (PhasePlan.Sight sight : phase.sights()) {
      wrapped(STEP + style.dim("old: "), STEP.length() + 5, sight.oldApplication());
      wrapped(STEP + style.dim("new: "), STEP.length() + 5, sight.newApplication());
    }
  }

  private static String purpose(Phase phase) {
    return switch (phase) {
      case EXPAND -> "adds the new shape beside the old";
      case MIGRATE -> "moves the rows, proves them equal, lets the new application in";
      case SWITCH -> "gives the new shape the authority";
      case CONTRACT -> "removes the old shape, once nothing uses it";
      case REVERT -> "undoes SWITCH";
      case ABORT -> "undoes EXPAND and MIGRATE";
      case RESTORE -> "undoes CONTRACT, until PURGE";
      case PURGE -> "drops for good what CONTRACT has retired";
    };
  }

  private void step(Step step) {
    line(STEP + style.bold(step.title()) + style.dim("  " + step.id()));
    List<Statement> statements = step.statements();
    for (int i = 0; i < statements.size(); i++) {
      if (detail == Detail.SQL) {
        sql(statements.get(i));
      }
      boolean last = i + 1 == statements.size();
      if (last || !cost(statements.get(i)).equals(cost(statements.get(i + 1)))) {
        line(INDENT + cost(statements.get(i)));
      }
    }
    for (String condition : step.accept(new StepConditions())) {
      wrapped(INDENT + style.dim("· "), INDENT.length() + 2, condition);
    }
  }

  private void sql(Statement statement) {
    List<String> lines = new SqlText(WIDTH - INDENT.length()).lines(statement.sql());
    lines.forEach(sql -> line(INDENT + sql));
  }

  /** What a statement locks and touches; said once for a run of statements that share it. */
  private String cost(Statement statement) {
    if (statement.work() == Work.UNKNOWN) {
      return style.yellow("· " + statement.work().words());
    }
    String lock = statement.lock().map(Object::toString).orElse("no lock on an existing table");
    String words = "· " + lock + ", " + statement.work().words();
    return stalls(statement) ? style.yellow(words) : style.dim(words);
  }

  /** Whether applications wait for as long as the statement needs for the whole table. */
  private static boolean stalls(Statement statement) {
    return statement.work() != Work.METADATA
        && statement.lock().filter(lock -> !lock.mode().stops().equals("nothing")).isPresent();
  }

  /** Words on lines of the plan's width, the next ones under the first. */
  private void wrapped(String head, int indent, String words) {
    StringBuilder current = new StringBuilder(head);
    int length = indent;
    for (String word : words.strip().split("\\s+", -1)) {
      if (length > indent && length + 1 + word.length() > WIDTH) {
        line(current.toString());
        current = new StringBuilder(" ".repeat(indent));
        length = indent;
      }
      current.append(length > indent ? " " : "").append(word);
      length += word.length() + (length > indent ? 1 : 0);
    }
    line(current.toString());
  }

  private void line(String line) {
    text.append(line).append('\n');
  }
}

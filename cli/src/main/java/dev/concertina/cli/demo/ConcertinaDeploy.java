package dev.concertina.cli.demo;

import dev.concertina.engine.WaitingException;
import java.util.ArrayList;
import java.util.List;

/**
 * The same rolling deploy with the same file through Concertina: the new container starts once the
 * migration is complete, readers switch, switch back and switch again, and the old shape goes when
 * the old container has gone.
 */
final class ConcertinaDeploy {

  private static final String SEARCH_PATH = "public";

  private final Stage stage;
  private final DemoOptions options;
  private final Timeline timeline;
  private final Traffic oldTraffic = new Traffic();
  private final Traffic newTraffic = new Traffic();
  private final List<String> failures = new ArrayList<>();

  ConcertinaDeploy(Stage stage, DemoOptions options, Timeline timeline) {
    this.stage = stage;
    this.options = options;
    this.timeline = timeline;
  }

  Outcome run(ConcertinaRollout.Factory rollouts) {
    try (ConcertinaRollout rollout = rollouts.open(stage);
        Application old = start(Side.OLD, SEARCH_PATH, oldTraffic)) {
      Clock.pass(options.window());
      old.measure();
      LongReport report = LongReport.begin(stage, options.report());
      phase("expand", rollout::expand);
      report.awaitEnd();
      phase("migrate", rollout::migrate);
      stage.ledger().migrated();
      overlap(rollout, old);
      return outcome(true);
    } catch (PhaseFailedException e) {
      failures.add(e.complaint);
      return outcome(false);
    }
  }

  private Outcome outcome(boolean deployed) {
    Outcome outcome = new Outcome(oldTraffic, newTraffic, failures, deployed);
    timeline.end(outcome);
    return outcome;
  }

  private void overlap(ConcertinaRollout rollout, Application old) {
    try (Application young = start(Side.NEW, rollout.newSearchPath(), newTraffic)) {
      young.measure();
      timeline.event("new application starts");
      Clock.pass(options.window());
      phase("switch", rollout::switchOver);
      Clock.pass(options.window());
      phase("revert", rollout::revert);
      Clock.pass(options.window());
      phase("switch", rollout::switchOver);
      Clock.pass(options.window());
      compare(old, young);
      phase("contract too early", () -> refused(rollout.contractTooEarly()));
      timeline.time("old application stops", old::close);
      phase("contract", rollout::contract);
      Clock.pass(options.window());
      timeline.time("compare all rows", young::sweep);
    }
  }

  /** The old application is left running on purpose. */
  private void refused(List<String> reasons) {
    if (reasons.isEmpty()) {
      failures.add("contract went through while the old application was running");
      return;
    }
    List<String> statements = reasons.stream().filter(r -> r.startsWith("`")).toList();
    timeline.event("refused for " + reasons.size() + " reasons, for instance:");
    timeline.sentence((statements.isEmpty() ? reasons : statements).get(0));
  }

  /** Every row through old and new eyes while both go on writing. */
  private void compare(Application old, Application young) {
    timeline.time(
        "compare all rows",
        () -> {
          old.sweep();
          young.sweep();
        });
  }

  private void phase(String name, Runnable phase) {
    timeline.time(
        name,
        () -> {
          try {
            phase.run();
          } catch (RuntimeException e) {
            throw new PhaseFailedException(name, e);
          }
        });
  }

  private Application start(Side side, String searchPath, Traffic traffic) {
    String url = stage.server().applicationUrl(stage.database(), side, searchPath);
    return Application.start(stage, side, url, traffic, options);
  }

  /** The engine refused or broke; the applications go on with what is there. */
  private static final class PhaseFailedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String complaint;

    private PhaseFailedException(String phase, RuntimeException cause) {
      super(cause);
      this.complaint = phase + " failed: " + cause.getMessage() + reasons(cause);
    }

    private static String reasons(RuntimeException cause) {
      return cause instanceof WaitingException waiting
          ? " " + String.join(" ", waiting.reasons())
          : "";
    }
  }
}

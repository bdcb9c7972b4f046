package dev.concertina.cli.demo;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * A rolling deploy as container platforms do it, with the migration in the new container's start:
 * it runs while the old container serves, and where it fails, the container is started again.
 */
final class NaiveDeploy {

  /** Docker's restart policy: the first pause, doubled with each start. */
  private static final Duration FIRST_PAUSE = Duration.ofMillis(100);

  private static final int STARTS = 6;
  private static final String SEARCH_PATH = "public";

  private final Stage stage;
  private final DemoOptions options;
  private final Timeline timeline;
  private final Traffic oldTraffic = new Traffic();
  private final Traffic newTraffic = new Traffic();
  private final List<String> failures = new ArrayList<>();

  NaiveDeploy(Stage stage, DemoOptions options, Timeline timeline) {
    this.stage = stage;
    this.options = options;
    this.timeline = timeline;
  }

  Outcome run() {
    boolean deployed;
    try (Application old = start(Side.OLD, oldTraffic)) {
      Clock.pass(options.window());
      old.measure();
      LongReport report = LongReport.begin(stage, options.report());
      deployed = timeline.time("migration", this::migrateWithRestarts);
      report.awaitEnd();
      if (deployed) {
        overlap(old);
      } else {
        Clock.pass(options.window());
      }
    }
    Outcome outcome = new Outcome(oldTraffic, newTraffic, failures, deployed);
    timeline.end(outcome);
    return outcome;
  }

  private void overlap(Application old) {
    try (Application young = start(Side.NEW, newTraffic)) {
      young.measure();
      Clock.pass(options.window().multipliedBy(2));
      old.close();
      Clock.pass(options.window());
    }
  }

  private boolean migrateWithRestarts() {
    Duration pause = FIRST_PAUSE;
    for (int i = 0; i < STARTS; i++) {
      if (migrate()) {
        return true;
      }
      Clock.pass(pause);
      pause = pause.multipliedBy(2);
    }
    return false;
  }

  private boolean migrate() {
    try (Connection connection = stage.server().administrator(stage.database(), "migration")) {
      Stage.execute(connection, stage.scenario().migration());
      return true;
    } catch (SQLException e) {
      failures.add(
          e.getSQLState()
              + " "
              + Objects.requireNonNullElse(e.getMessage(), e.toString())
                  .lines()
                  .findFirst()
                  .orElse("")
                  .replaceFirst("^ERROR: ", ""));
      return false;
    }
  }

  private Application start(Side side, Traffic traffic) {
    String url = stage.server().applicationUrl(stage.database(), side, SEARCH_PATH);
    return Application.start(stage, side, url, traffic, options);
  }
}

package dev.concertina.faults;

import dev.concertina.change.Version;
import dev.concertina.engine.Listener;
import dev.concertina.plan.Phase;
import dev.concertina.plan.Step;
import dev.concertina.session.Waypoints;
import java.util.HashMap;
import java.util.Map;

/**
 * Every place that a run comes by, told by its phase, step, side and how often the run was there.
 * Thread-safe.
 */
final class Places implements Listener, Waypoints {

  /** The session that is at work. */
  interface Backend {
    int pid();
  }

  /** Somebody who is told. */
  interface Visitor {
    void at(Visit visit);
  }

  /** The run is at a place, and goes on when the visitor returns. */
  record Visit(String name, int time, Backend backend) {

    /** What comes again is not different from what came twice. */
    boolean isOneOfTheFirst() {
      return time <= 2;
    }
  }

  private final Visitor visitor;
  private final Backend usual;
  private final Map<String, Integer> visits = new HashMap<>();
  private volatile String phase = "";

  /**
   * Places of one run.
   *
   * @param usual the backend where a place does not tell its own
   */
  Places(Visitor visitor, Backend usual) {
    this.visitor = visitor;
    this.usual = usual;
  }

  @Override
  public void phaseStarted(Version version, Phase begun, boolean resumed) {
    phase = begun.name();
    at("begins", usual);
  }

  @Override
  public void phaseFinished(Version version, Phase done) {
    at("is complete", usual);
  }

  @Override
  public void stepStarted(Version version, Phase running, Step step) {
    at("before " + step.id(), usual);
  }

  @Override
  public void stepFinished(Version version, Phase running, Step step) {
    at("after " + step.id(), usual);
  }

  @Override
  public void pass(Place here, String stepId, int pid) {
    at(here + " of " + stepId, () -> pid);
  }

  private void at(String where, Backend backend) {
    int time;
    synchronized (visits) {
      time = visits.merge(where, 1, Integer::sum);
    }
    visitor.at(
        new Visit(phase + " " + where + (time == 1 ? "" : ", visit " + time), time, backend));
  }
}

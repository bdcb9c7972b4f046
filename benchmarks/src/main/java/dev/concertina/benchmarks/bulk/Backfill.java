package dev.concertina.benchmarks.bulk;

import dev.concertina.backfill.BackfillProgress;
import dev.concertina.benchmarks.server.Database;
import dev.concertina.change.Version;
import dev.concertina.engine.Listener;
import dev.concertina.plan.Phase;
import dev.concertina.plan.Step;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Concertina's MIGRATE of a renamed column. The filling is its backfill step, from the listener's
 * stepStarted to stepFinished, when its row in the journal is durable; the whole is the phase.
 */
public final class Backfill implements Filling {

  private static final double NANOS = 1e9;

  private final Tuning tuning;
  private final Consumer<BackfillProgress> observer;
  private final List<StepTime> steps = new ArrayList<>();

  /**
   * A backfill that somebody looks at.
   *
   * @param observer called after each batch on a thread of the walk; the time that it takes is not
   *     counted
   */
  public Backfill(Tuning tuning, Consumer<BackfillProgress> observer) {
    this.tuning = tuning;
    this.observer = observer;
  }

  /** A backfill that nobody looks at. */
  public Backfill(Tuning tuning) {
    this(tuning, progress -> {});
  }

  /** A step of MIGRATE and how long it took. */
  public record StepTime(String title, double seconds) {}

  @Override
  public String name() {
    return "Concertina";
  }

  /** The steps of every filling so far. */
  public List<StepTime> steps() {
    return List.copyOf(steps);
  }

  @Override
  public Cost fill(Database database, Accounts accounts) throws SQLException {
    try (Connection meter = database.meter()) {
      Meter listener = new Meter(meter);
      long began;
      long ended;
      try (Rename rename = Rename.of(database, tuning, listener)) {
        rename.expand();
        listener.beginMigrate();
        began = System.nanoTime();
        rename.migrate();
        ended = System.nanoTime();
      }
      return listener.cost(accounts.rows(), (ended - began) / NANOS);
    }
  }

  private final class Meter implements Listener {

    private final Connection meter;
    private final List<Reading> readings = new ArrayList<>();
    private boolean migrating;
    private long stepBegan;
    private long observing;

    Meter(Connection meter) {
      this.meter = meter;
    }

    void beginMigrate() {
      migrating = true;
      observing = 0;
    }

    @Override
    public void stepStarted(Version version, Phase phase, Step step) {
      if (step instanceof Step.Backfill) {
        readings.add(read(true));
      }
      stepBegan = System.nanoTime();
    }

    @Override
    public void stepFinished(Version version, Phase phase, Step step) {
      if (migrating) {
        steps.add(new StepTime(step.title(), (System.nanoTime() - stepBegan) / NANOS));
      }
      if (step instanceof Step.Backfill) {
        readings.add(read(false));
      }
    }

    @Override
    public synchronized void progress(Version version, BackfillProgress progress) {
      long began = System.nanoTime();
      observer.accept(progress);
      observing += System.nanoTime() - began;
    }

    private Reading read(boolean atBeginning) {
      try {
        return atBeginning ? Reading.before(meter) : Reading.after(meter);
      } catch (SQLException e) {
        throw new IllegalStateException("the meters could not be read", e);
      }
    }

    Cost cost(long rows, double wholeSeconds) {
      if (readings.size() != 2) {
        throw new IllegalStateException("one backfill was expected, not " + readings.size() / 2);
      }
      Reading end = readings.get(1);
      return Cost.between(
          rows, readings.get(0), end.earlier(observing), wholeSeconds - observing / NANOS);
    }
  }
}

package dev.concertina.story.race;

import static org.assertj.core.api.Assertions.assertThat;

import dev.concertina.backfill.BackfillProgress;
import dev.concertina.change.Migration;
import dev.concertina.change.Version;
import dev.concertina.engine.Concertina;
import dev.concertina.engine.ContractOptions;
import dev.concertina.engine.Listener;
import dev.concertina.engine.Settings;
import dev.concertina.plan.Phase;
import dev.concertina.plan.Step;
import dev.concertina.source.MigrationText;
import dev.concertina.source.Sources;
import dev.concertina.testkit.TestDatabase;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;

/**
 * Writers of both versions against a migration. The engine waits at each of its steps and batches
 * until the writers have written some more, so that they meet everywhere.
 */
final class Race implements AutoCloseable {

  private static final int WRITERS = 3;
  private static final int BETWEEN_BATCHES = 2;
  private static final int BETWEEN_STEPS = 5;
  private static final int BETWEEN_PHASES = 40;

  /** Leaves the engine a share of a small machine; nothing depends on it. */
  private static final Duration BREATH = Duration.ofMillis(2);

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final Scenario scenario;
  private final long seed;
  private final Judge judge;
  private final Concertina concertina;
  private final Incidents incidents = new Incidents();
  private final List<Writer> writers = new ArrayList<>();
  private final ExecutorService threads = Executors.newFixedThreadPool(WRITERS);
  private final ReadWriteLock standstill = new ReentrantReadWriteLock(true);
  private final AtomicBoolean over = new AtomicBoolean();
  private final AtomicLong transactions = new AtomicLong();
  private volatile Window window = Window.OLD_ONLY;

  private Race(TestDatabase database, Scenario scenario, long seed) {
    this.scenario = scenario;
    this.seed = seed;
    this.judge = new Judge(scenario, database);
    this.concertina =
        Concertina.connect(
            name -> database.connection(),
            Settings.defaults().withBatchTarget(Duration.ofMillis(1)),
            new Paced(),
            Sources.PARSER);
  }

  /** The table is loaded and the writers of the old version write. */
  static Race start(TestDatabase database, Scenario scenario, int rows, long seed)
      throws SQLException {
    System.out.println("race: %s, seed %d, %s".formatted(scenario, seed, database));
    Race race = new Race(database, scenario, seed);
    database.execute(scenario.schema().toArray(new String[0]));
    for (int i = 0; i < WRITERS; i++) {
      Keys keys = new Keys(i, WRITERS, 2 * rows / WRITERS);
      Writer writer = new Writer(scenario, database, keys, seed * WRITERS + i, race.incidents);
      writer.load(rows / WRITERS);
      race.writers.add(writer);
    }
    race.writers.forEach(writer -> race.threads.execute(() -> race.write(writer)));
    return race;
  }

  /** Through all phases, with a way back in between. */
  void throughout() throws SQLException {
    more(BETWEEN_PHASES);
    open();
    for (String phase : List.of("SWITCH", "REVERT", "SWITCH")) {
      more(BETWEEN_PHASES);
      if (phase.equals("SWITCH")) {
        concertina.switchOver(version());
      } else {
        concertina.revert(version());
      }
      more(BETWEEN_PHASES);
      judged(phase, true, () -> {});
      assertParity();
    }
    judged("the last old writer", true, this::oldWritersLeave);
    concertina.contract(version(), ContractOptions.gated());
    more(BETWEEN_PHASES);
    judged("CONTRACT", true, () -> {});
  }

  /** Until both versions write. */
  void open() throws SQLException {
    concertina.expand(migration());
    judged("EXPAND", false, () -> {});
    concertina.migrate(version());
    judged("MIGRATE", true, () -> window = Window.BOTH);
    assertParity();
  }

  private Migration migration() {
    return new MigrationText(Sources.PARSER)
        .of("V7__race", "V7__race.sql", scenario.migration().orElseThrow());
  }

  private Version version() {
    return migration().version();
  }

  /** Lets both versions write that many transactions. */
  void write(int count, Window sides) {
    window = sides;
    more(count);
  }

  /** Waits until the writers have committed or rolled back that many transactions more. */
  void more(int count) {
    long wanted = transactions.get() + count;
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (transactions.get() < wanted) {
      if (System.nanoTime() > deadline || over.get()) {
        throw new AssertionError("the writers have stopped: " + incidents.all());
      }
      Thread.onSpinWait();
      pause();
    }
  }

  @FunctionalInterface
  interface Still {
    void act() throws SQLException;
  }

  /** Stops the writers for a moment and compares. */
  void judged(String after, boolean settled, Still then) throws SQLException {
    still(
        () -> {
          assertThat(faults(settled)).as("seed %d, %s, after %s", seed, scenario, after).isEmpty();
          then.act();
        });
  }

  void still(Still act) throws SQLException {
    standstill.writeLock().lock();
    try {
      act.act();
    } finally {
      standstill.writeLock().unlock();
    }
  }

  /** What is wrong now. Only while the writers stand still. */
  List<String> faults(boolean settled) throws SQLException {
    List<String> faults = new ArrayList<>(incidents.all());
    for (Side side : window.sides()) {
      for (Writer writer : writers) {
        faults.addAll(judge.faults(writer, side, settled));
      }
    }
    if (window == Window.BOTH && judge.mismatches() > 0) {
      faults.add(judge.mismatches() + " rows disagree by the test's own query");
    }
    return faults;
  }

  private void assertParity() throws SQLException {
    still(
        () ->
            assertThat(concertina.verify(version()).checks())
                .as("seed %d, %s", seed, scenario)
                .allMatch(check -> check.rows() == 0));
  }

  /** Whether the engine itself finds the shapes equal. */
  boolean agrees() {
    return concertina.verify(version()).isEqual();
  }

  private void oldWritersLeave() throws SQLException {
    window = Window.NEW_ONLY;
    for (Writer writer : writers) {
      writer.leave(Side.OLD);
    }
  }

  private void write(Writer writer) {
    try {
      while (!over.get()) {
        standstill.readLock().lock();
        try {
          writer.transaction(window);
        } finally {
          standstill.readLock().unlock();
        }
        transactions.incrementAndGet();
        LockSupport.parkNanos(BREATH.toNanos());
      }
      writer.leave(Side.OLD);
      writer.leave(Side.NEW);
    } catch (SQLException | RuntimeException e) {
      incidents.add(e, List.of("the writer has stopped"));
      over.set(true);
    }
  }

  private static void pause() {
    try {
      Thread.sleep(1);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted", e);
    }
  }

  @Override
  public void close() {
    over.set(true);
    threads.shutdown();
    try {
      assertThat(threads.awaitTermination(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted", e);
    }
  }

  private final class Paced implements Listener {

    @Override
    public void stepStarted(Version version, Phase phase, Step step) {
      more(BETWEEN_STEPS);
    }

    @Override
    public void progress(Version version, BackfillProgress progress) {
      more(BETWEEN_BATCHES);
    }
  }
}

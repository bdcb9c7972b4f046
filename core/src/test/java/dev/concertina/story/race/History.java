package dev.concertina.story.race;

import static org.assertj.core.api.Assertions.assertThat;

import dev.concertina.change.Migration;
import dev.concertina.change.Version;
import dev.concertina.engine.BusyException;
import dev.concertina.engine.Concertina;
import dev.concertina.engine.ContractOptions;
import dev.concertina.engine.UnreachableException;
import dev.concertina.engine.WaitingException;
import dev.concertina.faults.Breakdown;
import dev.concertina.faults.Harm;
import dev.concertina.journal.State;
import dev.concertina.plan.Phase;
import dev.concertina.testkit.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Random commands, faults at random places and random writes of both versions, one after another: a
 * seed gives the same history each time, but for where batches end. What each version reads is held
 * against the logs of its writers after every command.
 */
final class History implements AutoCloseable, Breakdown.Surroundings {

  private static final int WRITERS = 2;
  private static final int LONGEST = 14;
  private static final int FARTHEST = 24;
  private static final List<Harm> HARMS =
      List.copyOf(EnumSet.complementOf(EnumSet.of(Harm.SERVER_KILLED)));

  private final TestDatabase database;
  private final Scenario scenario;
  private final Migration migration;
  private final Mutation mutation;
  private final Random random;
  private final Judge judge;
  private final Concertina sound;
  private final Incidents incidents = new Incidents();
  private final List<Writer> writers = new ArrayList<>();
  private final List<String> told = new ArrayList<>();
  private Window window = Window.OLD_ONLY;
  private State state = State.PENDING;
  private Optional<Phase> half = Optional.empty();
  private final AtomicInteger mistakes = new AtomicInteger();
  private int faults;

  private History(
      TestDatabase database, Scenario scenario, Migration migration, long seed, Mutation mutation) {
    this.database = database;
    this.scenario = scenario;
    this.migration = migration;
    this.mutation = mutation;
    this.random = new Random(seed);
    this.judge = new Judge(scenario, database);
    this.sound = Breakdown.sound(database);
  }

  /** A table with rows, and writers that have not begun. */
  static History of(
      TestDatabase database,
      Scenario scenario,
      Migration migration,
      int rows,
      long seed,
      Mutation mutation)
      throws SQLException {
    database.execute(scenario.schema().toArray(new String[0]));
    History history = new History(database, scenario, migration, seed, mutation);
    for (int i = 0; i < WRITERS; i++) {
      Keys keys = new Keys(i, WRITERS, 2 * rows / WRITERS);
      Writer writer = new Writer(scenario, database, keys, seed * WRITERS + i, history.incidents);
      writer.load(rows / WRITERS);
      history.writers.add(writer);
    }
    return history;
  }

  /** Until the migration is complete; how many faults have fired. */
  int run() throws SQLException {
    for (int i = 0; i < LONGEST && state != State.CONTRACTED; i++) {
      write(random.nextInt(6));
      step(next(), Optional.of(random.nextInt(FARTHEST)).filter(n -> random.nextInt(3) > 0));
    }
    while (state != State.CONTRACTED) {
      step(forward(), Optional.empty());
    }
    return faults;
  }

  /** How often the mistake was made that this history is to find. */
  int mistakes() {
    return mistakes.get();
  }

  @Override
  public void pause() {
    try {
      write(random.nextInt(3));
    } catch (SQLException e) {
      throw new AssertionError(toString(), e);
    }
  }

  @Override
  public Connection line(Connection faithful) {
    return mutation.line(faithful, mistakes::incrementAndGet);
  }

  /** Where the way goes on, or, now and then, back. */
  private Phase next() {
    boolean back = random.nextInt(3) == 0;
    if (half.isPresent()) {
      return back ? wayBack(half.get()) : half.get();
    }
    if (!back) {
      return forward();
    }
    return switch (state) {
      case EXPANDED, MIGRATED -> Phase.ABORT;
      case SWITCHED -> Phase.REVERT;
      default -> forward();
    };
  }

  private Phase forward() {
    return half.orElseGet(
        () ->
            switch (state) {
              case PENDING, ABORTED -> Phase.EXPAND;
              case EXPANDED -> Phase.MIGRATE;
              case MIGRATED -> Phase.SWITCH;
              case SWITCHED, CONTRACTED -> Phase.CONTRACT;
            });
  }

  private static Phase wayBack(Phase begun) {
    return switch (begun) {
      case EXPAND, MIGRATE, ABORT -> Phase.ABORT;
      case SWITCH -> Phase.REVERT;
      case REVERT -> Phase.SWITCH;
      case CONTRACT, RESTORE, PURGE -> begun;
    };
  }

  private void step(Phase phase, Optional<Integer> place) throws SQLException {
    if (phase == Phase.ABORT) {
      leave(Side.NEW, Window.OLD_ONLY);
    }
    if (phase == Phase.CONTRACT) {
      leave(Side.OLD, Window.NEW_ONLY);
    }
    Harm harm = HARMS.get(random.nextInt(HARMS.size()));
    int[] places = {0};
    Breakdown run =
        new Breakdown(
            database, harm, name -> place.isPresent() && places[0]++ == place.get(), this);
    try {
      command(run.engine(), phase);
      half = Optional.empty();
    } catch (Harm.Killed | UnreachableException | BusyException | WaitingException e) {
      if (run.place().isEmpty()) {
        throw new AssertionError("failed without a fault: " + this, e);
      }
    }
    faults += run.place().isPresent() ? 1 : 0;
    told.add(phase + run.place().map(at -> " " + harm + " at " + at).orElse(""));
    look(phase);
  }

  private void command(Concertina engine, Phase phase) {
    Version version = migration.version();
    var unused =
        switch (phase) {
          case EXPAND -> engine.expand(migration);
          case MIGRATE -> engine.migrate(version);
          case SWITCH -> engine.switchOver(version);
          case REVERT, RESTORE -> engine.revert(version);
          case PURGE -> engine.purge(Optional.of(version), true);
          case CONTRACT -> engine.contract(version, ContractOptions.ungated());
          case ABORT -> engine.abort(version, Optional.of("the history goes back"));
        };
  }

  /** What the journal says now, and whether the rows are right. */
  private void look(Phase phase) throws SQLException {
    State before = state;
    state = sound.stored(migration.version()).map(m -> m.state()).orElse(State.PENDING);
    half = sound.stored(migration.version()).flatMap(m -> m.phase());
    boolean open = state == State.MIGRATED || state == State.SWITCHED;
    if (open && half.filter(p -> p == Phase.ABORT || p == Phase.CONTRACT).isEmpty()) {
      window = Window.BOTH;
    }
    List<String> faultsFound = new ArrayList<>(incidents.all());
    // an ABORT that has begun has taken the sync away: the old version's NULLs are NULLs again
    boolean goesBack = half.filter(p -> p == Phase.ABORT).isPresent();
    boolean settled = (open && !goesBack) || state == State.CONTRACTED;
    for (Side side : window.sides()) {
      for (Writer writer : writers) {
        faultsFound.addAll(judge.faults(writer, side, settled));
      }
    }
    if (window == Window.BOTH && judge.mismatches() > 0) {
      faultsFound.add(judge.mismatches() + " rows disagree by the test's own query");
    }
    assertThat(faultsFound).as("after %s of %s", phase, this).isEmpty();
    if (state == State.ABORTED && before != State.ABORTED) {
      for (Writer writer : writers) {
        judge.forgetNewShape(writer);
      }
    }
  }

  private void write(int transactions) throws SQLException {
    for (int i = 0; i < transactions; i++) {
      writers.get(random.nextInt(WRITERS)).transaction(window);
    }
  }

  private void leave(Side side, Window left) throws SQLException {
    window = left;
    for (Writer writer : writers) {
      writer.leave(side);
    }
  }

  @Override
  public String toString() {
    return scenario + ": " + String.join("; ", told);
  }

  @Override
  public void close() throws SQLException {
    leave(Side.OLD, window);
    leave(Side.NEW, window);
  }
}

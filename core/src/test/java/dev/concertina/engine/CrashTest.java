package dev.concertina.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.concertina.journal.State;
import dev.concertina.session.Waypoints.Place;
import dev.concertina.testkit.OnEveryServer;
import dev.concertina.testkit.TestDatabase;
import dev.concertina.throttle.Limits;
import java.util.List;
import java.util.Map;

class CrashTest {

  private final Rename rename = new Rename("7");

  @OnEveryServer
  void aStepThatDiedBeforeItsCommitRunsAgain(TestDatabase database) {
    database.execute(Rename.table(10));
    Bench bench = new Bench(database, rename);
    Bench.Fault fault = bench.terminateAt(Place.STEP_BEFORE_COMMIT, "expand-1", 1);

    assertThatThrownBy(() -> bench.concertina().expand(rename.migration()))
        .isInstanceOfSatisfying(
            UnreachableException.class, e -> assertThat(e.code()).isEqualTo("connection-lost"));
    assertThat(fault.fired()).isTrue();
    assertThat(columns(database)).isEqualTo("id,name,hits");

    assertThat(bench.sound().expand(rename.migration()).state()).isEqualTo(State.EXPANDED);
    assertThat(columns(database)).isEqualTo("id,name,hits,title");
  }

  @OnEveryServer
  void aStepThatDiedAfterItsCommitDoesNotRunAgain(TestDatabase database) {
    database.execute(Rename.table(10));
    Bench bench = new Bench(database, rename);
    Bench.Fault fault = bench.terminateAt(Place.STEP_AFTER_COMMIT, "expand-1", 1);

    assertThatThrownBy(() -> bench.concertina().expand(rename.migration()))
        .isInstanceOf(UnreachableException.class);
    assertThat(fault.fired()).isTrue();
    assertThat(columns(database)).isEqualTo("id,name,hits,title");

    // ADD COLUMN would fail if it ran a second time.
    assertThat(bench.sound().expand(rename.migration()).state()).isEqualTo(State.EXPANDED);
  }

  @OnEveryServer
  void everyCommitOfEveryPhaseMayBeTheLast(TestDatabase database) {
    database.execute(Rename.table(2000));
    Bench bench = new Bench(database, rename);
    // With two workers, the one that is ended after its commit may have had nothing left to do.
    bench.settings = Bench.QUICK.withLimits(Limits.parse(Map.of("workers", "1")));
    for (String step : List.of("expand-1", "expand-2")) {
      interruptAround(step, bench, () -> bench.concertina().expand(rename.migration()));
    }
    bench.sound().expand(rename.migration());
    Runnable migrate = () -> bench.concertina().migrate(rename.version());
    interrupt(Place.BATCH_BEFORE_COMMIT, "migrate-1", bench, migrate);
    interrupt(Place.BATCH_AFTER_COMMIT, "migrate-1", bench, migrate);
    interrupt(Place.WALK_FINISHED, "migrate-1", bench, migrate);
    interrupt(Place.INDEX_BEFORE_BUILD, "migrate-2", bench, migrate);
    interruptAround("migrate-4", bench, migrate);
    interruptAround(
        "switch-2",
        bench,
        () -> {
          bench.concertina().migrate(rename.version());
          bench.concertina().switchOver(rename.version());
        });
    for (String step : List.of("contract-3", "contract-4")) {
      interruptAround(
          step,
          bench,
          () -> bench.concertina().finish(rename.version(), ContractOptions.ungated()));
    }

    MigrationStatus status = bench.sound().finish(rename.version(), ContractOptions.ungated());

    assertThat(status.state()).isEqualTo(State.CONTRACTED);
    assertThat(columns(database)).isEqualTo("id,hits,title");
    assertThat(bench.count("SELECT count(*) FROM users WHERE title = 'user ' || id"))
        .isEqualTo(2000);
  }

  @OnEveryServer
  void theGateIsAskedAgainUntilSomethingHasChanged(TestDatabase database) throws Exception {
    database.execute(Rename.table(10));
    Bench bench = new Bench(database, rename);
    try (var old = bench.openTransaction("old shop")) {
      old.commit();
      bench.concertina().deploy(rename.migration());
      assertThatThrownBy(() -> bench.concertina().finish(rename.version(), ContractOptions.gated()))
          .isInstanceOfSatisfying(
              WaitingException.class,
              shut -> assertThat(shut.reasons()).singleElement().asString().contains("old shop"));
      // a gate that is shut binds nobody
      assertThat(bench.concertina().revert(rename.version()).state()).isEqualTo(State.MIGRATED);
      assertThat(bench.concertina().switchOver(rename.version()).gate().orElseThrow().isOpen())
          .isFalse();
    }
    Bench.await(
        "the end of the old session",
        () -> bench.concertina().status().get(0).gate().orElseThrow().isOpen());
    assertThat(bench.concertina().contract(rename.version(), ContractOptions.gated()).state())
        .isEqualTo(State.CONTRACTED);
  }

  private static void interruptAround(String step, Bench bench, Runnable command) {
    interrupt(Place.STEP_BEFORE_COMMIT, step, bench, command);
    interrupt(Place.STEP_AFTER_COMMIT, step, bench, command);
  }

  private static void interrupt(Place place, String step, Bench bench, Runnable command) {
    Bench.Fault fault = bench.terminateAt(place, step, 1);
    assertThatThrownBy(command::run)
        .as("%s of %s", place, step)
        .isInstanceOf(UnreachableException.class);
    assertThat(fault.fired()).as("%s of %s", place, step).isTrue();
  }

  private static String columns(TestDatabase database) {
    return database
        .query(
            "SELECT string_agg(attname, ',' ORDER BY attnum) FROM pg_attribute"
                + " WHERE attrelid = 'users'::regclass AND attnum > 0 AND NOT attisdropped")
        .get(0);
  }
}

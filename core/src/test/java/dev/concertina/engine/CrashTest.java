package dev.concertina.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.concertina.journal.State;
import dev.concertina.session.Waypoints.Place;
import dev.concertina.testkit.OnEveryServer;
import dev.concertina.testkit.TestDatabase;

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
    int faults = 0;
    for (Place place :
        new Place[] {
          Place.STEP_BEFORE_COMMIT,
          Place.STEP_AFTER_COMMIT,
          Place.WALK_FINISHED,
          Place.BATCH_BEFORE_COMMIT,
          Place.BATCH_AFTER_COMMIT,
          Place.INDEX_BEFORE_BUILD,
          Place.INDEX_AFTER_BUILD
        }) {
      for (String step :
          bench.plan.phases().stream().flatMap(p -> p.steps().stream()).map(s -> s.id()).toList()) {
        faults += interrupted(bench, place, step) ? 1 : 0;
      }
    }

    bench.sound().deploy(rename.migration());
    MigrationStatus status = bench.sound().finish(rename.version(), ContractOptions.ungated());

    assertThat(status.state()).isEqualTo(State.CONTRACTED);
    assertThat(faults).isGreaterThan(6);
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
          .isInstanceOf(WaitingException.class)
          .hasMessageContaining("old shop");
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

  /** Whether the fault was reached; the phase order decides which are. */
  private boolean interrupted(Bench bench, Place place, String step) {
    Bench.Fault fault = bench.terminateAt(place, step, 1);
    try {
      Concertina concertina = bench.concertina();
      if (step.startsWith("expand")) {
        concertina.expand(rename.migration());
      } else if (step.startsWith("migrate")) {
        concertina.deploy(rename.migration());
      }
    } catch (UnreachableException e) {
      assertThat(fault.fired()).isTrue();
      return true;
    }
    assertThat(fault.fired()).isFalse();
    return false;
  }

  private static String columns(TestDatabase database) {
    return database
        .query(
            "SELECT string_agg(attname, ',' ORDER BY attnum) FROM pg_attribute"
                + " WHERE attrelid = 'users'::regclass AND attnum > 0 AND NOT attisdropped")
        .get(0);
  }
}

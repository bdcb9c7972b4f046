package dev.concertina.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.concertina.change.MigrationException;
import dev.concertina.client.Heartbeat;
import dev.concertina.client.Instance;
import dev.concertina.gate.GatePolicy;
import dev.concertina.journal.State;
import dev.concertina.plan.Phase;
import dev.concertina.plan.Step;
import dev.concertina.session.Waypoints.Place;
import dev.concertina.testkit.OnEveryServer;
import dev.concertina.testkit.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** A CONTRACT that stopped behind its gate. */
class HalfContractTest {

  private static final List<Step> STEPS = new Rename("7").plan().phase(Phase.CONTRACT).steps();
  private static final Step ADDS =
      Rename.ddl(
          "contract-2",
          "ALTER TABLE public.users ADD CONSTRAINT long CHECK (length(title) > 1) NOT VALID");
  private static final Step FAILS = Rename.ddl("contract-3", "SELECT 1 / count(*) FROM ready");
  private static final String LONG = "SELECT count(*) FROM pg_constraint WHERE conname = 'long'";

  @OnEveryServer
  void whatHasOnlyAddedIsTakenBack(TestDatabase database) {
    Rename rename = new Rename("7").with(Phase.CONTRACT, STEPS.get(0), ADDS, FAILS, STEPS.get(3));
    Bench bench = stopped(database, rename);
    Concertina concertina = bench.concertina();
    assertThat(concertina.progress().get(0).isHalfDone(Phase.CONTRACT)).isFalse();
    assertThatThrownBy(() -> concertina.abort(rename.version(), Optional.empty()))
        .isInstanceOf(MigrationException.class);

    assertThat(concertina.revert(rename.version()).state()).isEqualTo(State.MIGRATED);

    assertThat(bench.count(LONG)).isZero();
    database.execute("INSERT INTO users (id, name) VALUES (99, 'x')");
    assertThat(concertina.abort(rename.version(), Optional.empty()).state())
        .isEqualTo(State.ABORTED);
  }

  @OnEveryServer
  void whatWasTakenBackIsAddedAnew(TestDatabase database) {
    Rename rename = new Rename("7").with(Phase.CONTRACT, STEPS.get(0), ADDS, FAILS, STEPS.get(3));
    Bench bench = stopped(database, rename);
    Concertina concertina = bench.concertina();
    concertina.revert(rename.version());
    // As a REVERT leaves it that is given up before it has taken everything back.
    database.execute("ALTER TABLE users ADD CONSTRAINT long CHECK (length(title) > 1)");
    concertina.switchOver(rename.version());
    database.execute("INSERT INTO ready VALUES (1)");

    assertThat(concertina.contract(rename.version(), ContractOptions.gated()).state())
        .isEqualTo(State.CONTRACTED);
    assertThat(bench.count(LONG + " AND NOT convalidated")).isEqualTo(1);
  }

  @OnEveryServer
  void whatHasTakenSomethingAwayIsNot(TestDatabase database) {
    Rename rename =
        new Rename("7")
            .with(
                Phase.CONTRACT,
                STEPS.get(0),
                Rename.ddl("contract-2", "DROP TRIGGER users_sync ON users"),
                FAILS,
                STEPS.get(3));
    Bench bench = stopped(database, rename);
    assertThat(bench.concertina().progress().get(0).isHalfDone(Phase.CONTRACT)).isTrue();
    assertThatThrownBy(() -> bench.concertina().revert(rename.version()))
        .isInstanceOfSatisfying(
            MigrationException.class,
            refused -> assertThat(refused.hint()).contains("a part of the old shape may be gone"));
  }

  /** The soak time is over as soon as the gate has answered, as it is after hours of work. */
  @OnEveryServer
  void theGateIsAskedAgainBeforeALossIfItsAnswerIsOld(TestDatabase database) throws Exception {
    Rename rename = new Rename("7").with(Phase.CONTRACT, STEPS.get(0), ADDS, STEPS.get(3));
    database.execute(Rename.table(10));
    Bench bench = new Bench(database, rename);
    bench.settings = Bench.QUICK.withGate(GatePolicy.standard().withSoak(Duration.ZERO));
    bench.concertina().deploy(rename.migration());
    bench.concertina().switchOver(rename.version());
    Heartbeat old = Heartbeat.of(new Instance("shop", "1.0", "host", "6"));
    try (Connection application = bench.connect("shop", "postgres")) {
      bench.waypoints =
          (place, step, pid) -> {
            if (place == Place.STEP_AFTER_COMMIT && step.equals("contract-2")) {
              beat(old, application);
            }
          };
      assertThatThrownBy(
              () -> bench.concertina().contract(rename.version(), ContractOptions.gated()))
          .isInstanceOf(WaitingException.class)
          .hasMessageContaining("The gate of CONTRACT is shut");
    }
    assertThat(bench.count("SELECT count(name) FROM users")).isEqualTo(10);
    assertThat(bench.concertina().revert(rename.version()).state()).isEqualTo(State.MIGRATED);
    assertThat(bench.count(LONG)).isZero();
  }

  private static Bench stopped(TestDatabase database, Rename rename) {
    database.execute(Rename.table(10));
    database.execute("CREATE TABLE ready (yes int)");
    Bench bench = new Bench(database, rename);
    bench.concertina().deploy(rename.migration());
    bench.concertina().switchOver(rename.version());
    assertThatThrownBy(() -> bench.concertina().contract(rename.version(), ContractOptions.gated()))
        .isInstanceOf(StepFailedException.class);
    return bench;
  }

  private static void beat(Heartbeat heartbeat, Connection application) {
    try {
      heartbeat.beat(application);
    } catch (SQLException e) {
      throw new AssertionError("no beat", e);
    }
  }
}

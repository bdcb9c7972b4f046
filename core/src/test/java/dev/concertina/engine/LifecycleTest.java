package dev.concertina.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.concertina.change.MigrationException;
import dev.concertina.client.Heartbeat;
import dev.concertina.client.Instance;
import dev.concertina.engine.MigrationStatus.StepStatus;
import dev.concertina.journal.State;
import dev.concertina.plan.Phase;
import dev.concertina.plan.Step;
import dev.concertina.source.Sources;
import dev.concertina.testkit.OnEveryServer;
import dev.concertina.testkit.TestDatabase;
import java.sql.Connection;
import java.util.List;
import java.util.Optional;

class LifecycleTest {

  private final Rename rename = new Rename("7");

  @OnEveryServer
  void aMigrationGoesThroughItsPhases(TestDatabase database) {
    database.execute(Rename.table(500));
    Concertina concertina = new Bench(database, rename).concertina();

    assertThat(concertina.expand(rename.migration()).state()).isEqualTo(State.EXPANDED);
    MigrationStatus migrated = concertina.migrate(rename.version());
    assertThat(migrated.state()).isEqualTo(State.MIGRATED);
    assertThat(migrated.backfill().orElseThrow().rowsDone()).isEqualTo(500);
    assertThat(concertina.verify(rename.version()).isEqual()).isTrue();
    assertThat(concertina.switchOver(rename.version()).state()).isEqualTo(State.SWITCHED);
    assertThat(concertina.revert(rename.version()).state()).isEqualTo(State.MIGRATED);
    assertThat(concertina.switchOver(rename.version()).state()).isEqualTo(State.SWITCHED);
    MigrationStatus contracted = concertina.contract(rename.version(), ContractOptions.ungated());

    assertThat(contracted.state()).isEqualTo(State.CONTRACTED);
    assertThat(contracted.running()).isEmpty();
    assertThat(contracted.steps())
        .filteredOn(step -> step.phase() != Phase.ABORT)
        .extracting(StepStatus::state)
        .containsOnly("done");
    assertThat(database.query("SELECT title FROM users WHERE id = 500"))
        .containsExactly("user 500");
    assertThat(
            database.query(
                "SELECT what FROM concertina.event WHERE what LIKE 'gate%' AND who LIKE 'post%'"))
        .containsExactly("gate-skipped");
  }

  @OnEveryServer
  void aCompletedPhaseIsANoOpThatTakesNoLock(TestDatabase database) throws Exception {
    database.execute(Rename.table(1));
    Bench bench = new Bench(database, rename);
    bench.concertina().deploy(rename.migration());
    try (var other = bench.openTransaction("other", "LOCK TABLE concertina.lease")) {
      MigrationStatus status = bench.concertina().deploy(rename.migration());

      assertThat(status.state()).isEqualTo(State.MIGRATED);
      other.rollback();
    }
  }

  @OnEveryServer
  void whatComesTooEarlyOrTooLateIsRefusedWithTheWay(TestDatabase database) {
    database.execute(Rename.table(1));
    Concertina concertina = new Bench(database, rename).concertina();

    assertThatThrownBy(() -> concertina.migrate(rename.version()))
        .isInstanceOfSatisfying(
            MigrationException.class, e -> assertThat(e.code()).isEqualTo("unknown-version"));
    concertina.deploy(rename.migration());
    assertThatThrownBy(() -> concertina.contract(rename.version(), ContractOptions.gated()))
        .isInstanceOfSatisfying(
            MigrationException.class,
            e -> {
              assertThat(e.code()).isEqualTo("wrong-phase");
              assertThat(e.hint()).isEqualTo("Run switch first.");
            });
    concertina.finish(rename.version(), ContractOptions.ungated());
    assertThatThrownBy(() -> concertina.revert(rename.version()))
        .hasMessageContaining("the old shape is gone");
  }

  @OnEveryServer
  void aPlanWithoutSwitchAndContractIsCompleteWhenItIsMigrated(TestDatabase database) {
    database.execute(Rename.table(1));
    rename.with(Phase.SWITCH).with(Phase.CONTRACT);

    assertThat(new Bench(database, rename).concertina().deploy(rename.migration()).state())
        .isEqualTo(State.CONTRACTED);
  }

  @OnEveryServer
  void anAbortTakesBackWhatWasMigrated(TestDatabase database) {
    database.execute(Rename.table(10));
    Concertina concertina = new Bench(database, rename).concertina();
    concertina.deploy(rename.migration());

    assertThat(concertina.abort(rename.version(), Optional.empty()).state())
        .isEqualTo(State.ABORTED);

    assertThat(
            database.query(
                "SELECT attname FROM pg_attribute WHERE attrelid = 'users'::regclass"
                    + " AND attname = 'title'"))
        .isEmpty();
    assertThat(concertina.deploy(rename.migration()).state()).isEqualTo(State.MIGRATED);
  }

  @OnEveryServer
  void anAbortWorksFromHalfAnExpandAndHalfAMigrate(TestDatabase database) {
    database.execute(Rename.table(10));
    Rename broken = new Rename("7").with(Phase.MIGRATE, Rename.backfill(), failing());
    Bench bench = new Bench(database, broken);
    assertThatThrownBy(() -> bench.concertina().deploy(broken.migration()))
        .isInstanceOf(StepFailedException.class);
    assertThatThrownBy(() -> bench.concertina().switchOver(broken.version()))
        .hasMessageContaining("MIGRATE of this migration is half done");
    assertThat(bench.concertina().abort(broken.version(), Optional.empty()).state())
        .isEqualTo(State.ABORTED);

    Rename half = new Rename("8").with(Phase.EXPAND, firstExpandStep(), failing());
    Bench second = new Bench(database, half);
    assertThatThrownBy(() -> second.concertina().expand(half.migration()))
        .isInstanceOfSatisfying(
            StepFailedException.class,
            e -> {
              assertThat(e.step()).isEqualTo("failing");
              assertThat(e.sql()).isEqualTo("SELECT 1/0");
              assertThat(e.getMessage()).contains("division by zero");
            });
    assertThat(second.concertina().abort(half.version(), Optional.empty()).state())
        .isEqualTo(State.ABORTED);
  }

  @OnEveryServer
  void aContractThatStoppedBehindItsGateAsksItAgain(TestDatabase database) throws Exception {
    database.execute(Rename.table(10));
    database.execute("CREATE TABLE ready (yes int)");
    List<Step> steps = new Rename("7").plan().phase(Phase.CONTRACT).steps();
    Rename stopping =
        new Rename("7")
            .with(
                Phase.CONTRACT,
                steps.get(0),
                Rename.ddl("contract-2", "COMMENT ON TABLE users IS 'half done'"),
                Rename.ddl("contract-3", "SELECT 1 / count(*) FROM ready"),
                steps.get(3));
    Bench bench = new Bench(database, stopping);
    bench.concertina().deploy(stopping.migration());
    bench.concertina().switchOver(stopping.version());
    ContractOptions gated = ContractOptions.gated();
    assertThatThrownBy(() -> bench.concertina().contract(stopping.version(), gated))
        .isInstanceOf(StepFailedException.class);
    assertThat(bench.concertina().progress().get(0).isHalfDone(Phase.CONTRACT)).isTrue();

    database.execute("INSERT INTO ready VALUES (1)");
    Heartbeat old = Heartbeat.of(new Instance("shop", "1.0", "host", "6"));
    try (Connection application = bench.connect("shop", "postgres")) {
      old.beat(application);
      assertThatThrownBy(() -> bench.concertina().contract(stopping.version(), gated))
          .isInstanceOf(WaitingException.class)
          .hasMessageContaining("The gate of CONTRACT is shut");
      assertThat(database.query("SELECT count(name) FROM users")).containsExactly("10");
    }
  }

  @OnEveryServer
  void anExpandThatDidNothingMayBeCorrectedInTheFile(TestDatabase database) {
    database.execute(Rename.table(10));
    Rename broken = new Rename("7").with(Phase.EXPAND, failing());
    Bench bench = new Bench(database, broken);
    assertThatThrownBy(() -> bench.concertina().expand(broken.migration()))
        .isInstanceOf(StepFailedException.class);
    Rename corrected = new Rename("7").edited();
    bench.plan = corrected.plan();

    assertThat(bench.concertina().expand(corrected.migration()).state()).isEqualTo(State.EXPANDED);
    assertThatThrownBy(() -> bench.concertina().expand(broken.migration()))
        .isInstanceOfSatisfying(
            MigrationException.class,
            e -> {
              assertThat(e.code()).isEqualTo("edited");
              assertThat(e.getMessage())
                  .contains(broken.migration().checksum())
                  .contains(corrected.migration().checksum());
            });
  }

  @OnEveryServer
  void twoMigrationsInFlightShareNoTableAndDoNotBothPublish(TestDatabase database) {
    database.execute(Rename.table(10));
    Rename first = new Rename("7").publishing("v7");
    Bench bench = new Bench(database, first);
    bench.concertina().expand(first.migration());

    Rename same = new Rename("8");
    bench.plan = same.plan();
    assertThatThrownBy(() -> bench.concertina().expand(same.migration()))
        .isInstanceOf(WaitingException.class)
        .hasMessageContaining("migration 7 (rename name) is EXPANDED, and both touch public.users");
    Rename publishing = new Rename("8").touching("others").publishing("v8");
    bench.plan = publishing.plan();
    assertThatThrownBy(() -> bench.concertina().expand(publishing.migration()))
        .isInstanceOf(WaitingException.class)
        .hasMessageContaining("both publish a schema");
    assertThat(bench.concertina().status()).hasSize(1);
  }

  @OnEveryServer
  void theHistoryIsChecked(TestDatabase database) {
    database.execute(Rename.table(1));
    Concertina concertina = new Bench(database, rename).concertina();
    concertina.checkHistory(List.of(rename.migration()));
    assertThat(concertina.status()).isEmpty();
    concertina.expand(rename.migration());

    concertina.checkHistory(List.of(rename.migration(), new Rename("8").migration()));
    assertCode(concertina, "edited", new Rename("7").edited());
    assertCode(concertina, "out-of-order", new Rename("6"), rename);
    assertCode(concertina, "duplicate-version", rename, new Rename("7.0"));
  }

  @OnEveryServer
  void statusNeverCreatesTheJournalAndNeedsOnlyToRead(TestDatabase database) throws Exception {
    database.execute(Rename.table(1));
    Bench bench = new Bench(database, rename);
    assertThat(bench.concertina().status()).isEmpty();
    assertThat(database.query("SELECT 1 FROM pg_namespace WHERE nspname = 'concertina'")).isEmpty();
    bench.concertina().deploy(rename.migration());
    String role = "reader_of_" + database.name();
    database.execute(
        "CREATE ROLE " + role + " LOGIN",
        "GRANT USAGE ON SCHEMA concertina TO " + role,
        "GRANT SELECT ON ALL TABLES IN SCHEMA concertina TO " + role);
    try {
      Concertina reader =
          Concertina.connect(
              name -> bench.connect(name, role),
              Bench.QUICK,
              Listener.SILENT,
              Sources.PARSER,
              (migration, connection) -> bench.plan);

      assertThat(reader.status())
          .extracting(MigrationStatus::state)
          .containsExactly(State.MIGRATED);
      assertThat(reader.stored(rename.version()).orElseThrow().plan()).isEqualTo(bench.plan);
    } finally {
      database.execute("DROP OWNED BY " + role, "DROP ROLE " + role);
    }
  }

  private static void assertCode(Concertina concertina, String code, Rename... files) {
    assertThatThrownBy(
            () -> concertina.checkHistory(List.of(files).stream().map(Rename::migration).toList()))
        .isInstanceOfSatisfying(
            MigrationException.class, e -> assertThat(e.code()).isEqualTo(code));
  }

  private static Step failing() {
    return Rename.ddl("failing", "SELECT 1/0");
  }

  private static Step firstExpandStep() {
    return new Rename("8").plan().phase(Phase.EXPAND).steps().get(0);
  }
}

package dev.concertina.gate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.concertina.change.Version;
import dev.concertina.evidence.Observation.Ledger;
import dev.concertina.evidence.PgStatStatements;
import dev.concertina.gate.GatePolicy.Standbys;
import dev.concertina.journal.Layout;
import dev.concertina.journal.StoredMigration;
import dev.concertina.plan.Plan;
import dev.concertina.plan.Rehearsal;
import dev.concertina.plan.Step.GateKind;
import dev.concertina.session.Jdbc;
import dev.concertina.source.Sources;
import dev.concertina.sql.Identifier;
import dev.concertina.sql.Sql;
import dev.concertina.testkit.Cable;
import dev.concertina.testkit.Standby;
import dev.concertina.testkit.TestServer;
import dev.concertina.testkit.TestServers;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Nobody knows what is read on a server that follows, until somebody says it. */
class StandbyWitnessTest {

  private static final Identifier HOME = new Identifier("concertina");
  private static final Version VERSION = Version.parse("7");

  @Test
  void aStandbyKeepsTheGateShutUntilItIsGivenOrDeclaredFreeOfReaders() throws SQLException {
    try (TestServer primary = TestServers.own(18, Map.of());
        Connection connection = primary.maintenance().connection()) {
      new Layout(HOME).create(connection);
      primary.maintenance().execute("CREATE EXTENSION pg_stat_statements");
      try (Standby standby = Standby.of(primary, "reader", Map.of());
          Connection reader = connection(standby)) {
        assertThat(reasons(connection, new Standbys.Undeclared()))
            .singleElement()
            .asString()
            .startsWith("Nobody knows what is read on reader")
            .contains("standbys = \"none\"");
        assertThat(reasons(connection, new Standbys.WithoutReaders())).isEmpty();
        assertThat(reasons(connection, new Standbys.Given(List.of())))
            .singleElement()
            .asString()
            .contains("only 0 are given");
        assertThat(
                reasons(
                    connection,
                    given(new GatePolicy.Standby("replica-1", () -> connection(standby)))))
            .singleElement()
            .asString()
            .startsWith("On replica-1: Session ")
            .contains("it may still run the old application");
        assertThat(reader.isValid(1)).isTrue();
        assertThat(
                reasons(
                    connection,
                    given(
                        new GatePolicy.Standby("replica-1", () -> connection(standby)),
                        new GatePolicy.Standby("replica-2", () -> connection(standby)),
                        new GatePolicy.Standby(
                            "replica-3", () -> primary.maintenance().connection()))))
            .anyMatch(reason -> reason.startsWith("replica-2 is the same server as replica-1."))
            .anyMatch(reason -> reason.startsWith("replica-3 is no standby"))
            .noneMatch(reason -> reason.startsWith("replica-1 is"));
        try (Cable cable = Cable.likeAPooler(standby.server().maintenance())) {
          assertThat(
                  reasons(
                      connection,
                      given(
                          new GatePolicy.Standby(
                              "replica-1", () -> DriverManager.getConnection(cable.url())))))
              .singleElement()
              .asString()
              .startsWith("replica-1 is the address of a pooler");
        }
      }
      primary.maintenance().query("SELECT pg_create_physical_replication_slot('replica_1', true)");
      assertThat(reasons(connection, new Standbys.Undeclared()))
          .singleElement()
          .asString()
          .contains("the standby of slot replica_1, which is away now");
    }
  }

  /** Its statistics may have begun as a copy of the old primary's, which went on counting. */
  @Test
  void whoIsPromotedHasNotCountedWhatTheOldPrimaryDid() throws SQLException {
    try (TestServer primary = TestServers.own(18, Map.of())) {
      primary
          .maintenance()
          .execute(
              "CREATE EXTENSION pg_stat_statements", "CREATE TABLE users (id int, phone text)");
      try (Standby standby = Standby.of(primary, "next", Map.of());
          Connection promoted = connection(standby)) {
        standby.server().maintenance().query("SELECT pg_promote()");
        new Layout(HOME).create(promoted);
        Plan plan =
            Rehearsal.plan(standby.server().maintenance(), "ALTER TABLE users DROP COLUMN phone");
        Jdbc.run(promoted, Sql.of("SET pg_stat_statements.track = none"));
        standby.server().maintenance().query("SELECT pg_stat_statements_reset()");
        Instant hourAgo = Instant.now().minusSeconds(3600);
        Optional<Ledger> copied = new PgStatStatements(promoted).observe().ledger();
        new SoakLog(HOME)
            .write(
                promoted, VERSION, "primary", new Soak(hourAgo, Instant.now(), copied, Map.of()));

        assertThat(
                witness(GatePolicy.standard(), promoted)
                    .testify(question(promoted, plan), "primary", promoted)
                    .reasons())
            .singleElement()
            .asString()
            .contains("The statements have been watched without a gap only since");
      }
    }
  }

  private static Standbys given(GatePolicy.Standby... servers) {
    return new Standbys.Given(List.of(servers));
  }

  private static Connection connection(Standby standby) {
    return standby.server().maintenance().connection();
  }

  /** Of the standbys alone; every session there is older than the end of MIGRATE. */
  private static List<String> reasons(Connection connection, Standbys declared)
      throws SQLException {
    Plan plan = new Plan(VERSION, "a test", List.of(), Optional.empty(), List.of(), List.of());
    GatePolicy policy = GatePolicy.standard().withStandbys(declared);
    return new StandbyWitness(declared, witness(policy, connection))
        .testify(question(connection, plan)).reasons().stream().map(Reason::sentence).toList();
  }

  private static StatementWitness witness(GatePolicy policy, Connection connection) {
    return new StatementWitness(policy, HOME, Sources.PARSER, () -> connection);
  }

  private static Question question(Connection connection, Plan plan) {
    Optional<Instant> migrated = Optional.of(Instant.now().plusSeconds(600));
    StoredMigration.Times times =
        new StoredMigration.Times(
            migrated,
            migrated,
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty());
    return new Question(connection, GateKind.OLD_SHAPE_UNUSED, VERSION, plan, times, false);
  }
}

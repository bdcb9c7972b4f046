package dev.concertina.gate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.concertina.change.Version;
import dev.concertina.client.Heartbeat;
import dev.concertina.client.Instance;
import dev.concertina.journal.Layout;
import dev.concertina.journal.StoredMigration;
import dev.concertina.plan.Plan;
import dev.concertina.plan.Step.GateKind;
import dev.concertina.session.Sessions;
import dev.concertina.source.Sources;
import dev.concertina.sql.Identifier;
import dev.concertina.testkit.OnEveryServer;
import dev.concertina.testkit.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

class GateKeeperTest {

  private static final Identifier HOME = new Identifier("concertina");
  private static final Version VERSION = Version.parse("7");

  private static final Sessions NONE =
      () -> {
        throw new AssertionError("no statement depends on a search path here");
      };

  /** Asks about a migration that takes nothing away by name. */
  private static final class Keeper {
    private final GateKeeper keeper =
        new GateKeeper(HOME, GatePolicy.standard(), Sources.PARSER, NONE);

    GateAnswer ask(Connection connection, GateKind kind, Optional<Instant> migrated)
        throws SQLException {
      Layout layout = new Layout(HOME);
      if (!layout.exists(connection)) {
        layout.create(connection);
      }
      Plan plan = new Plan(VERSION, "a test", List.of(), Optional.empty(), List.of(), List.of());
      StoredMigration.Times times =
          new StoredMigration.Times(
              migrated,
              migrated,
              Optional.empty(),
              Optional.empty(),
              Optional.empty(),
              Optional.empty());
      return keeper.ask(new Question(connection, kind, VERSION, plan, times, false));
    }
  }

  private final Keeper keeper = new Keeper();

  @OnEveryServer
  void aSessionThatBeganBeforeShutsTheGateOfTheOldShapeOnly(TestDatabase database)
      throws SQLException {
    try (Connection asking = database.connection();
        Connection old = database.connection()) {
      name(old, "old shop");
      name(asking, "concertina:test:gate");
      Instant migrated = Instant.now().plusSeconds(60);

      GateAnswer answer = keeper.ask(asking, GateKind.OLD_SHAPE_UNUSED, Optional.of(migrated));

      assertThat(answer.isOpen()).isFalse();
      assertThat(answer.reasons()).hasSize(1);
      Reason reason = answer.reasons().get(0);
      assertThat(reason.sentence())
          .startsWith("Session ")
          .contains("of user postgres from 127.0.0.1 (application \"old shop\") started at ")
          .contains("it may still run the old application");
      assertThat(reason.sql()).matches("SELECT pg_terminate_backend\\(\\d+\\)");
      assertThat(keeper.ask(asking, GateKind.NEW_SHAPE_UNUSED, Optional.of(migrated)).isOpen())
          .isTrue();
    }
  }

  @OnEveryServer
  void aSessionThatBeganAfterShutsTheGateOfTheNewShapeOnly(TestDatabase database)
      throws SQLException {
    try (Connection asking = database.connection();
        Connection young = database.connection()) {
      name(young, "new shop");
      Optional<Instant> migrated = Optional.of(Instant.now().minusSeconds(3600));

      assertThat(keeper.ask(asking, GateKind.OLD_SHAPE_UNUSED, migrated).isOpen()).isTrue();
      assertThat(keeper.ask(asking, GateKind.NEW_SHAPE_UNUSED, migrated).reasons())
          .singleElement()
          .asString()
          .contains("it may be the new application");
    }
  }

  @OnEveryServer
  void sessionsOfConcertinaAndOfOtherDatabasesDoNotCount(TestDatabase database)
      throws SQLException {
    try (TestDatabase other = database.server().database();
        Connection elsewhere = other.connection();
        Connection own = database.connection();
        Connection asking = database.connection()) {
      name(elsewhere, "elsewhere");
      name(own, "concertina:1234:work");

      assertThat(
              keeper
                  .ask(
                      asking, GateKind.OLD_SHAPE_UNUSED, Optional.of(Instant.now().plusSeconds(60)))
                  .isOpen())
          .isTrue();
    }
  }

  @OnEveryServer
  void whatTheRoleMaySeeDecidesNothingInItsFavour(TestDatabase database) throws SQLException {
    String role = "blind_of_" + database.name();
    database.execute("CREATE ROLE " + role + " LOGIN");
    try (Connection owner = database.connection()) {
      new Layout(HOME).create(owner);
    }
    database.execute(
        "GRANT USAGE ON SCHEMA concertina TO " + role,
        "GRANT SELECT ON ALL TABLES IN SCHEMA concertina TO " + role);
    try (Connection asking = database.connection(role);
        Connection hidden = database.connection()) {
      name(hidden, "hidden");
      for (GateKind kind : GateKind.values()) {
        assertThat(keeper.ask(asking, kind, Optional.of(Instant.now())).reasons())
            // A session of the test that has just been closed may still be there.
            .filteredOn(reason -> reason.toString().contains("(application \"hidden\")"))
            .singleElement()
            .asString()
            .contains("hides when it started")
            .contains("GRANT pg_read_all_stats");
      }
    } finally {
      database.execute("DROP OWNED BY " + role, "DROP ROLE " + role);
    }
  }

  @OnEveryServer
  void aPoolIsOneSentence(TestDatabase database) throws SQLException {
    try (Connection asking = database.connection();
        Connection first = database.connection();
        Connection second = database.connection();
        Connection third = database.connection()) {
      for (Connection pooled : List.of(first, second, third)) {
        name(pooled, "billing 1.8.2");
      }
      Reason reason =
          keeper
              .ask(asking, GateKind.OLD_SHAPE_UNUSED, Optional.of(Instant.now().plusSeconds(60)))
              .reasons()
              .get(0);
      assertThat(reason.sentence())
          .startsWith(
              "3 sessions of user postgres from 127.0.0.1 (application \"billing 1.8.2\") started"
                  + " between ");
      assertThat(reason.sql()).matches(".*unnest\\(ARRAY\\[\\d+, \\d+, \\d+\\]\\).*");
    }
  }

  @OnEveryServer
  void anInstanceOfTheOldReleaseShutsTheGateUntilItExpires(TestDatabase database)
      throws SQLException {
    Optional<Instant> migrated = Optional.of(Instant.now().minusSeconds(3600));
    Heartbeat old = Heartbeat.of(new Instance("billing", "1.8.2", "web-1", "6"));
    Heartbeat young = Heartbeat.of(new Instance("billing", "2.0", "web-2", "7"));
    try (Connection asking = database.connection()) {
      new Layout(HOME).create(asking);
      young.beat(asking);
      assertThat(keeper.ask(asking, GateKind.OLD_SHAPE_UNUSED, migrated).isOpen()).isTrue();
      assertThat(keeper.ask(asking, GateKind.NEW_SHAPE_UNUSED, migrated).sentences())
          .singleElement()
          .asString()
          .contains("billing 2.0 (instance web-2, role postgres) is alive")
          .contains("stop it");
      old.beat(asking);
      assertThat(keeper.ask(asking, GateKind.OLD_SHAPE_UNUSED, migrated).sentences())
          .singleElement()
          .asString()
          .contains("billing 1.8.2 (instance web-1, role postgres) is alive")
          .contains("knows migrations up to 6, not 7");
      database.execute("UPDATE concertina.instance SET expires_at = now() WHERE name = 'web-1'");
      assertThat(keeper.ask(asking, GateKind.OLD_SHAPE_UNUSED, migrated).isOpen()).isTrue();
    }
  }

  @OnEveryServer
  void afterAStartOfTheServerInstancesHaveTimeToBeatAgain(TestDatabase database)
      throws SQLException {
    Optional<Instant> migrated = Optional.of(Instant.now().minusSeconds(3600));
    try (Connection asking = database.connection()) {
      new Layout(HOME).create(asking);
      // Longer than the server of the tests has run.
      database.execute(
          """
          INSERT INTO concertina.instance (application, name, release, knows, role, beat_at, expires_at)
          SELECT 'billing', name, '1.8', '6', 'web', beat, beat + lives
          FROM (VALUES (E'web\\n1', interval '1 day'), ('web-2', '0')) AS i (name, lives),
               (VALUES (now() - interval '2 days')) AS b (beat)""");
      assertThat(keeper.ask(asking, GateKind.OLD_SHAPE_UNUSED, migrated).sentences())
          .singleElement()
          .asString()
          .contains("billing 1.8 (instance web 1, role web) may be alive (last heartbeat at ")
          .contains(", before the server was started), and knows migrations up to 6, not 7");
    }
  }

  @OnEveryServer
  void withoutStatisticsItSaysWhatItCannotKnow(TestDatabase database) throws SQLException {
    try (Connection asking = database.connection()) {
      GateAnswer answer =
          keeper.ask(
              asking, GateKind.OLD_SHAPE_UNUSED, Optional.of(Instant.now().minusSeconds(3600)));
      assertThat(answer.isOpen()).isTrue();
      assertThat(answer.words()).contains("statements: unknown: pg_stat_statements is not loaded");
    }
  }

  @OnEveryServer
  void beforeMigrateIsCompleteOnlyTheOldShapeIsInUse(TestDatabase database) throws SQLException {
    try (Connection asking = database.connection()) {
      assertThat(keeper.ask(asking, GateKind.OLD_SHAPE_UNUSED, Optional.empty()).isOpen())
          .isFalse();
      assertThat(keeper.ask(asking, GateKind.NEW_SHAPE_UNUSED, Optional.empty()).reasons())
          .isEqualTo(List.of());
    }
  }

  private static void name(Connection connection, String application) throws SQLException {
    connection.setClientInfo("ApplicationName", application);
  }
}

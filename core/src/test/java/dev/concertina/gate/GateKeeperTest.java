package dev.concertina.gate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.concertina.plan.Step.GateKind;
import dev.concertina.testkit.OnEveryServer;
import dev.concertina.testkit.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

class GateKeeperTest {

  private final GateKeeper keeper = new GateKeeper();

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
    try (Connection asking = database.connection(role);
        Connection hidden = database.connection()) {
      name(hidden, "hidden");
      for (GateKind kind : GateKind.values()) {
        assertThat(keeper.ask(asking, kind, Optional.of(Instant.now())).reasons())
            .singleElement()
            .asString()
            .contains("(application \"hidden\") hides when it started")
            .contains("GRANT pg_read_all_stats");
      }
    } finally {
      database.execute("DROP ROLE " + role);
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

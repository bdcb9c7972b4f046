package dev.concertina.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.concertina.change.Migration;
import dev.concertina.engine.Concertina;
import dev.concertina.engine.ContractOptions;
import dev.concertina.engine.Listener;
import dev.concertina.engine.Settings;
import dev.concertina.engine.WaitingException;
import dev.concertina.evidence.Observation;
import dev.concertina.evidence.PgStatStatements;
import dev.concertina.parser.PostgresParser;
import dev.concertina.plan.Step.GateKind;
import dev.concertina.source.MigrationText;
import dev.concertina.sql.Identifier;
import dev.concertina.testkit.OnEveryServer;
import dev.concertina.testkit.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;

/**
 * The statements of a server keep the gate shut for as long as they are called, and a soak more.
 */
class StatementWitnessTest {

  private static final Identifier HOME = new Identifier("concertina");
  private static final GatePolicy POLICY = GatePolicy.standard().withSoak(Duration.ofMinutes(5));
  private static final Migration RENAME =
      new MigrationText(new PostgresParser())
          .of("V7__full.sql", "V7__full.sql", "ALTER TABLE users RENAME user_name TO full_name;");

  @OnEveryServer
  void anOldStatementShutsTheGateUntilTheSoakTimeAfterItsLastCall(TestDatabase database)
      throws SQLException {
    gate(
        database,
        gate -> {
          gate.shop("SELECT user_name FROM users WHERE id = 1", 3);
          assertThat(gate.look(0))
              .singleElement()
              .asString()
              .startsWith("`SELECT user_name FROM users WHERE id = $1` was called 3 times up to ")
              .contains("by role shop_of_")
              .contains("it uses public.users.user_name")
              .contains("If it is not called again, it keeps the gate shut until ");
          assertThat(gate.look(299)).hasSize(1);
          gate.shop("SELECT user_name FROM users WHERE id = 2", 2);
          assertThat(gate.look(310))
              .singleElement()
              .asString()
              .contains("was called 2 times between ");
          assertThat(gate.look(609)).hasSize(1);
          assertThat(gate.look(610)).isEmpty();
        });
  }

  @OnEveryServer
  void aNewStatementAndOneOfEverybodyLeaveItOpen(TestDatabase database) throws SQLException {
    gate(
        database,
        gate -> {
          assertThat(gate.look(0)).singleElement().asString().contains("watched without a gap");
          gate.shop("SELECT full_name FROM users WHERE id = 1", 3);
          gate.shop("SELECT count(*) FROM users", 1);
          assertThat(gate.look(300)).isEmpty();
        });
  }

  @OnEveryServer
  void aResetBeginsTheSoakAnew(TestDatabase database) throws SQLException {
    gate(
        database,
        gate -> {
          gate.look(0);
          database.execute("SELECT pg_stat_statements_reset()");
          assertThat(gate.look(300)).singleElement().asString().contains("watched without a gap");
          assertThat(gate.look(600)).isEmpty();
        });
  }

  @OnEveryServer
  void selectStarShutsItUnlessItIsAllowed(TestDatabase database) throws SQLException {
    gate(
        database,
        gate -> {
          gate.shop("SELECT * FROM users", 1);
          assertThat(gate.look(0))
              .singleElement()
              .asString()
              .contains("it selects all columns, among them public.users.user_name");
          gate.policy = POLICY.withSelectStar(true);
          assertThat(gate.look(300)).isEmpty();
        });
  }

  @OnEveryServer
  void finishRefusesWithTheStatementsAndAnOverrideIsRecordedWithThem(TestDatabase database)
      throws SQLException {
    gate(
        database,
        gate -> {
          gate.shop("SELECT user_name FROM users WHERE id = 1", 3);
          Concertina concertina = gate.concertina();
          assertThatThrownBy(() -> concertina.contract(RENAME.version(), ContractOptions.gated()))
              .isInstanceOfSatisfying(
                  WaitingException.class,
                  shut -> assertThat(shut.reasons()).anyMatch(r -> r.contains("SELECT user_name")));
          concertina.contract(RENAME.version(), ContractOptions.overridden("nobody is left"));
          assertThat(database.query("SELECT detail FROM concertina.event WHERE what = 'override'"))
              .singleElement()
              .asString()
              .startsWith("nobody is left – the gate saw: ")
              .contains("SELECT user_name FROM users");
        });
  }

  private static void gate(TestDatabase database, Consumer<Gate> test) throws SQLException {
    String role = "shop_of_" + database.name();
    database.execute(
        "CREATE EXTENSION pg_stat_statements",
        "CREATE TABLE users (id int PRIMARY KEY, user_name text)",
        "CREATE ROLE " + role + " LOGIN",
        "GRANT ALL ON users TO " + role);
    try (Connection connection = database.connection()) {
      asConcertina(connection);
      Gate gate = new Gate(database, connection, role);
      Concertina concertina = gate.concertina();
      concertina.deploy(RENAME);
      concertina.switchOver(RENAME.version());
      database.execute(
          "DELETE FROM concertina.soak",
          "DELETE FROM concertina.soak_statement",
          "SELECT pg_stat_statements_reset()");
      test.accept(gate);
    } finally {
      database.execute("DROP OWNED BY " + role, "DROP ROLE " + role);
    }
  }

  /** As the engine prepares each session of its own. */
  private static void asConcertina(Connection connection) throws SQLException {
    connection.setClientInfo("ApplicationName", "concertina:test");
    try (var statement = connection.createStatement()) {
      statement.execute("SET pg_stat_statements.track = 'none'");
    }
  }

  /** The gate of the rename, asked at any time. */
  private static final class Gate {

    private final TestDatabase database;
    private final Connection connection;
    private final String role;
    private GatePolicy policy = POLICY;

    Gate(TestDatabase database, Connection connection, String role) {
      this.database = database;
      this.connection = connection;
      this.role = role;
    }

    Concertina concertina() {
      return Concertina.connect(
          name -> database.connection(), Settings.defaults(), new Listener() {});
    }

    void shop(String sql, int times) {
      try (Connection shop = database.connection(role);
          var statement = shop.createStatement()) {
        for (int i = 0; i < times; i++) {
          statement.execute(sql);
        }
      } catch (SQLException e) {
        throw new AssertionError(sql, e);
      }
    }

    /** What keeps it shut so many seconds after now. */
    List<String> look(int seconds) {
      try {
        Question question =
            Question.of(
                connection,
                GateKind.OLD_SHAPE_UNUSED,
                concertina().stored(RENAME.version()).orElseThrow(),
                true);
        return new StatementWitness(policy, HOME, new PostgresParser())
            .testify(question, "primary", () -> later(seconds)).reasons().stream()
                .map(Reason::sentence)
                .toList();
      } catch (SQLException e) {
        throw new AssertionError("no answer", e);
      }
    }

    private Observation later(int seconds) throws SQLException {
      Observation now = new PgStatStatements(connection).observe();
      return new Observation(
          Instant.parse("2026-11-21T12:00:00Z").plusSeconds(seconds),
          now.statements(),
          now.ledger());
    }
  }
}

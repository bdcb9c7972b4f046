package dev.concertina.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.concertina.engine.Concertina;
import dev.concertina.engine.ContractOptions;
import dev.concertina.engine.WaitingException;
import dev.concertina.testkit.OnEveryServer;
import dev.concertina.testkit.TestDatabase;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;

/**
 * The statements of a server keep the gate shut for as long as they are called, and a soak more.
 */
class StatementWitnessTest {

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
  void itsOwnBatchesDoNotCountButWhatAnotherRoleMarksAsSuch(TestDatabase database)
      throws SQLException {
    gate(
        database,
        gate -> {
          String batch = "SELECT /* concertina */ count(*) FROM users WHERE user_name IS NULL";
          database.execute(batch);
          assertThat(gate.look(0)).singleElement().asString().contains("watched without a gap");
          gate.shop(batch, 1);
          assertThat(gate.look(300)).singleElement().asString().contains("by role shop_of_");
        });
  }

  @OnEveryServer
  void whatItAsksAsARoleThatIsCountedKeepsNothingShut(TestDatabase database) throws SQLException {
    gate(
        database,
        gate -> {
          String role = "shop_of_" + database.name();
          database.execute(
              "GRANT pg_read_all_stats TO " + role,
              "GRANT USAGE ON SCHEMA concertina TO " + role,
              "GRANT ALL ON ALL TABLES IN SCHEMA concertina TO " + role,
              "SELECT pg_stat_statements_reset()");
          assertThat(gate.lookAs(role, 0))
              .singleElement()
              .asString()
              .contains("watched without a gap");
          assertThat(gate.lookAs(role, 300)).isEmpty();
        });
  }

  @OnEveryServer
  void aTextUnderTwoNumbersIsToldOnceWithTheSumOfItsCalls(TestDatabase database)
      throws SQLException {
    gate(
        database,
        gate -> {
          database.execute(
              "CREATE SCHEMA other",
              "CREATE VIEW other.users AS SELECT id, user_name FROM public.users",
              "GRANT USAGE ON SCHEMA other TO PUBLIC",
              "GRANT SELECT ON other.users TO PUBLIC");
          gate.shop("public", "SELECT user_name FROM users", 3);
          gate.shop("other", "SELECT user_name FROM users", 2);
          assertThat(gate.look(0))
              .filteredOn(reason -> reason.startsWith("`SELECT user_name FROM users`"))
              .singleElement()
              .asString()
              .contains(" was called 5 times up to ");
          database.execute("DROP SCHEMA other CASCADE");
        });
  }

  @OnEveryServer
  void commandsAreToldTogetherAndUntilWhen(TestDatabase database) throws SQLException {
    gate(
        database,
        gate -> {
          gate.shop("DROP TABLE IF EXISTS one", 1);
          gate.shop("DROP TABLE IF EXISTS two", 1);
          gate.shop("ANALYZE users", 1);
          gate.shop("VACUUM users", 1);
          assertThat(gate.look(0))
              .singleElement()
              .asString()
              .startsWith("2 statements by role shop_of_")
              .contains("It is a command and no query")
              .contains(
                  "If none of them is called again, they keep the gate shut until 2026-11-21T12:05:00Z.");
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
  void whileTheServerIsAwayNoSoakTimePasses(TestDatabase database) throws SQLException {
    gate(
        database,
        gate -> {
          gate.shop("SELECT user_name FROM users WHERE id = 1", 1);
          assertThat(gate.look(0)).hasSize(1);
          gate.start(600);
          assertThat(gate.look(601))
              .containsExactly(
                  "The statements have been watched without a gap only since 2026-11-21T12:10:00Z"
                      + " (the server was started then: while it was away, nobody could call any):"
                      + " if none that needs the old shape is called, the gate opens at"
                      + " 2026-11-21T12:15:00Z.");
          assertThat(gate.look(900)).isEmpty();
        });
  }

  @OnEveryServer
  void aResetOfOneStatementThatIsCalledAsOftenAgainDoesNotHideTheCalls(TestDatabase database)
      throws SQLException {
    gate(
        database,
        gate -> {
          gate.shop("SELECT user_name FROM users", 1);
          gate.look(0);
          database.execute(
              "SELECT pg_stat_statements_reset(userid, dbid, queryid) FROM pg_stat_statements"
                  + " WHERE query LIKE 'SELECT user_name%'");
          gate.shop("SELECT user_name FROM users", 1);
          assertThat(gate.look(300))
              .singleElement()
              .asString()
              .startsWith("`SELECT user_name FROM users` was called once between");
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
          assertThat(gate.look(AskedGate.POLICY.withSelectStar(true), 300)).isEmpty();
        });
  }

  @OnEveryServer
  void aFunctionThatContractReplacesKeepsNothingShut(TestDatabase database) throws SQLException {
    AskedGate.of(
        database,
        "CREATE TABLE users (id int PRIMARY KEY, user_name text);"
            + " CREATE FUNCTION tidy() RETURNS trigger LANGUAGE plpgsql AS"
            + " 'BEGIN NEW.user_name := trim(NEW.user_name); RETURN NEW; END';"
            + " CREATE TRIGGER tidy BEFORE INSERT ON users FOR EACH ROW EXECUTE FUNCTION tidy()",
        "ALTER TABLE users RENAME user_name TO full_name;\n"
            + "-- concertina: phase = contract\n"
            + "CREATE OR REPLACE FUNCTION tidy() RETURNS trigger LANGUAGE plpgsql AS"
            + " 'BEGIN NEW.full_name := trim(NEW.full_name); RETURN NEW; END'",
        gate -> {
          gate.look(0);
          gate.shop("INSERT INTO users (id, full_name) VALUES (1, 'Ann')", 1);
          assertThat(gate.look(300)).isEmpty();
          gate.shop("SELECT user_name FROM users", 1);
          assertThat(gate.look(600)).singleElement().asString().contains("SELECT user_name");
        });
  }

  @OnEveryServer
  void whatTheServerDoesNotCountShutsItUnlessATimeStandsForIt(TestDatabase database)
      throws SQLException {
    gate(
        database,
        gate -> {
          GatePolicy noSoak = AskedGate.POLICY.withSoak(Duration.ZERO);
          String role = "shop_of_" + database.name();
          for (String setting :
              List.of(
                  "compute_query_id = off",
                  "pg_stat_statements.track = none",
                  "pg_stat_statements.track_utility = 0")) {
            database.execute("ALTER ROLE " + role + " SET " + setting);
            assertThat(gate.ask(noSoak))
                .singleElement()
                .asString()
                .contains(" of role " + role + " are not counted (" + setting)
                .contains("give blind-soak")
                .endsWith("ALTER ROLE \"" + role + "\" RESET " + setting.replaceAll(" .*", ""));
            assertThat(gate.ask(noSoak.withBlindSoak(Duration.ofNanos(1)))).isEmpty();
            assertThat(gate.ask(noSoak.withBlindSoak(Duration.ofHours(1))))
                .singleElement()
                .asString()
                .contains("the blind-soak time after SWITCH");
            database.execute("ALTER ROLE " + role + " RESET ALL");
            String forAll = "ALTER DATABASE " + database.name() + " ";
            database.execute(forAll + "SET " + setting);
            assertThat(gate.ask(noSoak))
                .singleElement()
                .asString()
                .contains(" are not counted (" + setting)
                .endsWith(" RESET " + setting.replaceAll(" .*", ""));
            database.execute(forAll + "RESET ALL");
          }
          database.execute(
              "ALTER ROLE " + role + " SET compute_query_id = off",
              "UPDATE concertina.migration SET switched_at = switched_at - interval '1 year'");
          assertThat(gate.ask(noSoak.withBlindSoak(Duration.ofDays(300))))
              .singleElement()
              .asString()
              .contains("the blind-soak time after the start of the server");
          database.execute("ALTER ROLE " + role + " NOLOGIN");
          assertThat(gate.ask(noSoak)).isEmpty();
        });
  }

  @OnEveryServer
  void whatWasNotCountedBeginsTheSoakAnew(TestDatabase database) throws SQLException {
    gate(
        database,
        gate -> {
          gate.look(0);
          String forAll = "ALTER DATABASE " + database.name() + " ";
          database.execute(forAll + "SET compute_query_id = off");
          assertThat(gate.ask(AskedGate.POLICY)).anyMatch(reason -> reason.contains("not counted"));
          database.execute(forAll + "RESET ALL");
          assertThat(gate.look(300)).singleElement().asString().contains("watched without a gap");
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
          assertThatThrownBy(
                  () -> concertina.contract(gate.migration().version(), ContractOptions.gated()))
              .isInstanceOfSatisfying(
                  WaitingException.class,
                  shut -> assertThat(shut.reasons()).anyMatch(r -> r.contains("SELECT user_name")));
          concertina.contract(
              gate.migration().version(), ContractOptions.overridden("nobody is left"));
          assertThat(database.query("SELECT detail FROM concertina.event WHERE what = 'override'"))
              .singleElement()
              .asString()
              .startsWith("nobody is left – the gate saw: ")
              .contains("SELECT user_name FROM users");
        });
  }

  private static void gate(TestDatabase database, Consumer<AskedGate> test) throws SQLException {
    AskedGate.of(
        database,
        "CREATE TABLE users (id int PRIMARY KEY, user_name text)",
        "ALTER TABLE users RENAME user_name TO full_name",
        test);
  }
}

package dev.concertina.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import dev.concertina.testkit.OnEveryServer;
import dev.concertina.testkit.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/** The text of a statement is what somebody wrote who may want to become somebody else. */
class HostileTextTest {

  private static final long SEED = 20_261_121;

  /**
   * One legal statement for a session in which backslashes escape quotes, and several for one in
   * which they do not. {@code pg_stat_statements} keeps the constants of CYCLE.
   */
  private static final String ATTACK =
      """
      with recursive t(n) as (select 1::int union all select n+1::int from t where n<2::int)
      cycle n set c to 'a\\' default $$b$$ using p select 1; rollback; drop table victim;
      alter role %s superuser; -- ' default 'b' using p select * from t""";

  private static final List<String> PIECES =
      List.of(
          "SELECT 1",
          "; DROP TABLE victim; ",
          "'",
          "''",
          "\\'",
          "E'\\'",
          "$$",
          "$a$",
          "/*",
          "*/",
          "--",
          "\n",
          "\"",
          ";",
          "END",
          "END;",
          "BEGIN ATOMIC",
          "U&'\\0027'",
          ")",
          "(",
          "$1",
          "COMMIT;",
          "RESET ROLE;",
          "standard_conforming_strings",
          " AS ",
          "\t",
          "é",
          "\\",
          ",",
          "CREATE FUNCTION f() RETURNS void LANGUAGE sql",
          "DROP TABLE victim",
          "victim",
          "FROM");

  @OnEveryServer
  void the_attack_is_seen_by_pg_stat_statements_and_runs_nothing(TestDatabase database)
      throws SQLException {
    String mallory = "mallory_" + database.name();
    try (database) {
      database.execute(
          "CREATE EXTENSION pg_stat_statements",
          "CREATE TABLE victim (x int)",
          "CREATE ROLE " + mallory + " LOGIN");
      String attack = ATTACK.formatted(mallory);
      try (Connection connection = database.connection(mallory);
          Statement statement = connection.createStatement()) {
        statement.execute("SET standard_conforming_strings = off");
        statement.execute("SET escape_string_warning = off");
        statement.execute(attack);
      }
      assertThat(database.query("SELECT query FROM pg_stat_statements"))
          .anyMatch(query -> query.contains("drop table victim"));
      try (Connection connection = database.connection()) {
        List<Verdict> verdicts =
            Analysis.analyst()
                .verdicts(
                    connection,
                    new PgStatStatements(connection).observe().statements(),
                    Takeaway.of(List.of()));
        assertThat(verdicts)
            .filteredOn(v -> v.statement().text().words().contains("drop table victim"))
            .isNotEmpty()
            .allMatch(v -> v.need() == Need.UNKNOWN);
      }
      assertIntact(database, mallory);
      // The same text, given to a session that trusts it: what must not happen, happens.
      database.execute("PREPARE trusting AS " + attack);
      assertThat(database.query("SELECT to_regclass('victim')")).containsExactly("NULL");
      assertThat(database.query("SELECT rolsuper FROM pg_roles WHERE rolname = '" + mallory + "'"))
          .containsExactly("t");
    } finally {
      database.server().maintenance().execute("DROP ROLE IF EXISTS " + mallory);
    }
  }

  @OnEveryServer
  void a_fuzz_of_its_kind_runs_nothing(TestDatabase database) {
    try (database) {
      database.execute("CREATE TABLE victim (x int)");
      System.out.println("seed " + SEED);
      Random random = new Random(SEED);
      List<String> texts = new ArrayList<>();
      for (int i = 0; i < 300; i++) {
        StringBuilder text = new StringBuilder(random.nextBoolean() ? "SELECT '" : "");
        for (int j = random.nextInt(12); j >= 0; j--) {
          text.append(PIECES.get(random.nextInt(PIECES.size()))).append(' ');
        }
        texts.add(text.toString());
      }
      Analysis.of(database, List.of(), texts.toArray(String[]::new));
      assertIntact(database, "postgres");
    }
  }

  @OnEveryServer
  void functions_that_a_statement_calls_are_not_called(TestDatabase database) {
    try (database) {
      database.execute(
          "CREATE TABLE victim (x int)",
          """
          CREATE FUNCTION harm() RETURNS int LANGUAGE plpgsql IMMUTABLE AS
          'BEGIN DROP TABLE victim; RETURN 1; END'""",
          "CREATE DOMAIN odd AS int CHECK (VALUE > harm())");
      Analysis.of(
          database,
          List.of(),
          "SELECT harm()",
          "SELECT x FROM victim WHERE x = harm() LIMIT harm()",
          "SELECT '5'::odd",
          "INSERT INTO victim VALUES (harm())");
      assertThat(database.query("SELECT count(*) FROM victim")).containsExactly("0");
    }
  }

  @OnEveryServer
  void operators_of_a_role_are_not_those_of_the_analysis(TestDatabase database)
      throws SQLException {
    String role = "evil_" + database.name();
    try (database) {
      database.execute(
          Analysis.SCHEMA,
          "CREATE SCHEMA evil",
          "CREATE TABLE evil.log (what text)",
          """
          CREATE FUNCTION evil.eq(a oid, b oid) RETURNS boolean LANGUAGE plpgsql AS
          'BEGIN INSERT INTO evil.log VALUES (CURRENT_USER); RETURN true; END'""",
          """
          CREATE FUNCTION evil.eq(a name, b name) RETURNS boolean LANGUAGE plpgsql AS
          'BEGIN INSERT INTO evil.log VALUES (CURRENT_USER); RETURN true; END'""",
          "CREATE OPERATOR evil.= (FUNCTION = evil.eq, LEFTARG = oid, RIGHTARG = oid)",
          "CREATE OPERATOR evil.= (FUNCTION = evil.eq, LEFTARG = name, RIGHTARG = name)",
          "CREATE ROLE " + role,
          "GRANT USAGE ON SCHEMA evil TO " + role,
          "ALTER ROLE " + role + " SET search_path = evil, pg_catalog, public");
      LiveStatement statement =
          new LiveStatement(
              new LiveStatement.Key(Optional.of(role), 1, database.name(), Optional.of(1L), true),
              new StatementText.Shown("SELECT user_name FROM users WHERE id = $1"),
              1,
              0,
              Optional.empty());
      try (Connection connection = database.connection()) {
        Verdict verdict =
            Analysis.analyst()
                .verdicts(connection, List.of(statement), Takeaway.of(List.of(Analysis.USER_NAME)))
                .get(0);
        assertThat(verdict.need()).isEqualTo(Need.USE);
      }
      assertThat(database.query("SELECT count(*) FROM evil.log")).containsExactly("0");
    } finally {
      database.server().maintenance().execute("DROP ROLE IF EXISTS " + role);
    }
  }

  private static void assertIntact(TestDatabase database, String role) {
    assertThat(database.query("SELECT to_regclass('victim')")).containsExactly("victim");
    assertThat(
            database.query(
                "SELECT count(*) FROM pg_roles WHERE rolsuper AND rolname = '" + role + "'"))
        .containsExactly(role.equals("postgres") ? "1" : "0");
  }
}

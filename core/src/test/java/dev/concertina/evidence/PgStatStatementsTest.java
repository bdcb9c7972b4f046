package dev.concertina.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import dev.concertina.testkit.OnEveryServer;
import dev.concertina.testkit.Standby;
import dev.concertina.testkit.TestDatabase;
import dev.concertina.testkit.TestServer;
import dev.concertina.testkit.TestServers;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What a server tells of the statements that it runs, and what it does not. */
class PgStatStatementsTest {

  private static final String TEXT = "SELECT user_name FROM users WHERE id = $1";

  @OnEveryServer
  void a_statement_is_known_by_user_database_number_and_level(TestDatabase database)
      throws SQLException {
    String role = "web_" + database.name();
    try (database) {
      database.execute(
          "CREATE EXTENSION pg_stat_statements",
          Analysis.SCHEMA,
          "CREATE ROLE " + role + " LOGIN",
          "GRANT SELECT ON users TO " + role);
      database.query("SELECT user_name FROM users WHERE id = 1");
      try (Connection connection = database.connection(role);
          Statement statement = connection.createStatement()) {
        statement.execute("SELECT user_name FROM users WHERE id = 1");
        statement.execute("SELECT user_name FROM users WHERE id = 2");
      }
      try (Connection connection = database.connection()) {
        List<LiveStatement> found =
            new PgStatStatements(connection)
                .observe().statements().stream()
                    .filter(s -> s.text().words().equals(TEXT))
                    .toList();
        assertThat(found)
            .extracting(s -> s.key().user())
            .containsExactlyInAnyOrder(Optional.of("postgres"), Optional.of(role));
        assertThat(found).allMatch(s -> s.key().topLevel() && s.key().queryId().isPresent());
        assertThat(found).extracting(LiveStatement::calls).containsExactlyInAnyOrder(1L, 2L);
        assertThat(found).allMatch(s -> s.since().isPresent() == (database.server().major() >= 17));
      }
    } finally {
      database.server().maintenance().execute("DROP ROLE IF EXISTS " + role);
    }
  }

  @OnEveryServer
  void texts_that_the_role_must_not_see_are_hidden_and_unknown(TestDatabase database)
      throws SQLException {
    String role = "plain_" + database.name();
    try (database) {
      database.execute(
          "CREATE EXTENSION pg_stat_statements", Analysis.SCHEMA, "CREATE ROLE " + role + " LOGIN");
      database.query("SELECT user_name FROM users WHERE id = 1");
      try (Connection connection = database.connection(role)) {
        Observation seen = new PgStatStatements(connection).observe();
        assertThat(seen.hidden()).isPositive();
        List<Verdict> verdicts =
            Analysis.analyst()
                .verdicts(connection, seen.statements(), Takeaway.of(List.of(Analysis.USER_NAME)));
        assertThat(verdicts)
            .filteredOn(v -> v.statement().text() instanceof StatementText.Hidden)
            .hasSize((int) seen.hidden())
            .allMatch(v -> v.need() == Need.UNKNOWN && v.words().contains("pg_read_all_stats"));
      }
    } finally {
      database.server().maintenance().execute("DROP ROLE IF EXISTS " + role);
    }
  }

  @Test
  void resets_and_evictions_show_in_the_ledger() throws SQLException {
    try (TestServer server =
            TestServers.own(
                18,
                Map.of(
                    "shared_preload_libraries", "pg_stat_statements",
                    "pg_stat_statements.max", "100"));
        TestDatabase database = server.database();
        Connection connection = database.connection()) {
      database.execute("CREATE EXTENSION pg_stat_statements");
      PgStatStatements source = new PgStatStatements(connection);
      Observation.Ledger first = source.observe().ledger().orElseThrow();
      assertThat(first.room()).isEqualTo(100);
      assertThat(source.observe().ledger().orElseThrow().continues(first)).isTrue();
      for (int i = 0; i < 300; i++) {
        database.query("SELECT 1" + ", 1".repeat(i));
      }
      Observation.Ledger crowded = source.observe().ledger().orElseThrow();
      assertThat(crowded.evictions()).isGreaterThan(first.evictions());
      assertThat(crowded.continues(first)).isFalse();
      database.execute("SELECT pg_stat_statements_reset()");
      assertThat(source.observe().ledger().orElseThrow().continues(crowded)).isFalse();
    }
  }

  @Test
  void statements_of_a_standby_are_read_there_and_analysed_on_the_primary() throws SQLException {
    Map<String, String> preloaded = Map.of("shared_preload_libraries", "pg_stat_statements");
    try (TestServer server = TestServers.own(18, preloaded);
        TestDatabase primary = server.maintenance()) {
      primary.execute("CREATE EXTENSION pg_stat_statements", Analysis.SCHEMA);
      try (Standby standby = Standby.of(server, "reader", preloaded);
          TestDatabase copy = standby.server().maintenance();
          Connection there = copy.connection();
          Connection here = primary.connection()) {
        copy.query("SELECT user_name FROM users WHERE id = 1");
        List<LiveStatement> statements = new PgStatStatements(there).observe().statements();
        List<Verdict> verdicts =
            Analysis.analyst().verdicts(here, statements, Takeaway.of(List.of(Analysis.USER_NAME)));
        assertThat(verdicts)
            .filteredOn(v -> v.statement().text().words().equals(TEXT))
            .singleElement()
            .matches(v -> v.need() == Need.USE);
      }
    }
  }

  @OnEveryServer
  void says_whether_it_is_there(TestDatabase database) throws SQLException {
    try (database;
        Connection connection = database.connection()) {
      PgStatStatements source = new PgStatStatements(connection);
      assertThat(source.isThere()).isFalse();
      database.execute(
          "CREATE SCHEMA \"odd Place\"",
          "CREATE EXTENSION pg_stat_statements SCHEMA \"odd Place\"");
      assertThat(source.isThere()).isTrue();
      assertThat(source.observe().statements()).isNotNull();
    }
  }
}

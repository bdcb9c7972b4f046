package dev.concertina.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import dev.concertina.testkit.OnEveryServer;
import dev.concertina.testkit.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Texts as {@code pg_stat_statements} really keeps them, with what normalisation broke. */
class NormalisedTextTest {

  private static final List<String> USERS =
      List.of(
          "SELECT user_name FROM users WHERE placed > now() - interval '1 day'",
          "SELECT user_name FROM users WHERE placed > date '2024-01-01'",
          "SELECT user_name FROM users WHERE placed > timestamp with time zone '2024-01-01'",
          "SELECT user_name FROM users WHERE placed > timestamptz '2024-01-01'",
          "SELECT user_name FROM users WHERE total = numeric(10,2) '5.00'",
          "SELECT user_name FROM users WHERE placed > now() - interval '1' day",
          "SELECT user_name FROM users WHERE placed > now() - interval(3) '1 second'",
          "SELECT extract(year from placed), user_name FROM users",
          "SELECT user_name FROM users WHERE mood = public.mood 'ok'",
          "SELECT user_name FROM users WHERE mood = 'ok'::mood",
          "SELECT user_name, 1 + 2, -3, 'x' || 'y' FROM users -- and a comment",
          "/* first */ SELECT user_name FROM users WHERE id IN (1, 2, 3, 4)",
          "SELECT jsonb_build_object('a', 1, 'b', user_name) FROM users",
          "SELECT coalesce(NULL, 1, 2), user_name FROM users",
          "SELECT user_name FROM users WHERE doc ? 'key' AND doc ?| array['a'] LIMIT 5 OFFSET 1",
          "SELECT user_name FROM users WHERE U&'d\\0061t' = user_name AND b'101' = b'101'",
          "SELECT user_name FROM users ORDER BY 1 FETCH FIRST 3 ROWS ONLY",
          "SELECT format('%s', 5), user_name FROM users",
          "SELECT user_name, placed AT TIME ZONE 'UTC' FROM users",
          "SELECT date_trunc('day', placed), max(user_name) FROM users"
              + " GROUP BY date_trunc('day', placed)",
          "SELECT DISTINCT left(user_name, 3) FROM users ORDER BY left(user_name, 3)",
          "WITH RECURSIVE t(a, n) AS (SELECT true, 1 UNION ALL SELECT NOT a, n + 1 FROM t WHERE n < 5)"
              + " SELECT a, user_name FROM t, users",
          "INSERT INTO users (user_name) SELECT 'x' || g FROM generate_series(1, 2) g",
          "EXPLAIN SELECT user_name FROM users WHERE id = 5",
          "EXPLAIN (ANALYZE, COSTS OFF) SELECT user_name FROM users WHERE id = 5",
          "COPY (SELECT user_name FROM users WHERE id = 5) TO STDOUT",
          "CREATE TABLE t1 AS SELECT user_name FROM users WITH NO DATA",
          "SELECT user_name INTO TEMP TABLE t2 FROM users",
          "INSERT INTO users (user_name) VALUES ('a'), ('b')");

  private static final List<String> IDLE =
      List.of(
          "BEGIN",
          "SAVEPOINT s",
          "ROLLBACK TO s",
          "RELEASE s",
          "COMMIT",
          "SET work_mem = '4MB'",
          "SET LOCAL lock_timeout = '1s'",
          "SHOW work_mem",
          "DISCARD ALL",
          "LISTEN x",
          "NOTIFY x, 'y'",
          "DEALLOCATE ALL",
          "RESET ALL",
          "SET TRANSACTION READ ONLY");

  @OnEveryServer
  void every_text_that_uses_the_column_is_found_out_whatever_was_taken_out_of_it(
      TestDatabase database) throws SQLException {
    try (database) {
      prepare(database);
      List<Verdict> verdicts = run(database, USERS);
      assertThat(
              verdicts.stream()
                  .filter(v -> contains(v, "user_name") && !contains(v, "CREATE TABLE users")))
          .hasSizeGreaterThanOrEqualTo(USERS.size() - 5) // some are one statement to PostgreSQL
          .allSatisfy(
              v ->
                  assertThat(v.need())
                      .as("%s: %s", v.statement().text().words(), v.words())
                      .isEqualTo(Need.USE));
    }
  }

  @OnEveryServer
  void commands_of_the_session_use_nothing(TestDatabase database) throws SQLException {
    try (database) {
      prepare(database);
      List<Verdict> verdicts = run(database, IDLE);
      assertThat(verdicts.stream().filter(v -> !contains(v, "CREATE") && !contains(v, "SELECT")))
          .isNotEmpty()
          .allSatisfy(
              v ->
                  assertThat(v.need())
                      .as("%s: %s", v.statement().text().words(), v.words())
                      .isEqualTo(Need.NOTHING));
    }
  }

  @OnEveryServer
  void prepared_and_declared_statements_are_unwrapped(TestDatabase database) {
    try (database) {
      prepare(database);
      for (String sql :
          List.of(
              "PREPARE p (bigint) AS SELECT user_name FROM users WHERE id = $1",
              "DECLARE c SCROLL CURSOR WITH HOLD FOR SELECT user_name FROM users",
              "EXPLAIN ANALYZE VERBOSE SELECT user_name FROM users",
              "EXPLAIN (SELECT user_name FROM users)",
              "EXPLAIN CREATE TABLE x AS SELECT user_name FROM users",
              "CREATE MATERIALIZED VIEW m AS (SELECT user_name FROM users)")) {
        assertThat(Analysis.of(database, sql).need()).as(sql).isEqualTo(Need.USE);
      }
      assertThat(Analysis.need(database, "PREPARE p AS SELECT id FROM users"))
          .isEqualTo(Need.NOTHING);
    }
  }

  @OnEveryServer
  void more_parameters_than_a_function_may_have(TestDatabase database) {
    try (database) {
      prepare(database);
      String many =
          IntStream.rangeClosed(1, 250).mapToObj(i -> "$" + i).collect(Collectors.joining(", "));
      assertThat(
              Analysis.need(
                  database, "SELECT id FROM users WHERE id IN (" + many + ") OR user_name = $251"))
          .isEqualTo(Need.USE);
      assertThat(Analysis.need(database, "SELECT id FROM users WHERE id IN (" + many + ")"))
          .isEqualTo(Need.NOTHING);
    }
  }

  @OnEveryServer
  void a_text_that_was_cut_off_is_unknown(TestDatabase database) {
    try (database) {
      prepare(database);
      for (String sql :
          List.of("SELECT id FROM users WHERE", "SELECT 'abc", "SELECT id /* the", "")) {
        assertThat(Analysis.need(database, sql)).as(sql).isEqualTo(Need.UNKNOWN);
      }
      assertThat(Analysis.of(database, "SELECT id FROM users WHERE").words())
          .contains("ends in the middle");
    }
  }

  private static void prepare(TestDatabase database) {
    database.execute(
        "CREATE EXTENSION pg_stat_statements",
        "CREATE TYPE mood AS ENUM ('ok')",
        """
        CREATE TABLE users (id bigint, user_name text, total numeric, placed timestamptz,
                            mood mood, doc jsonb)""");
  }

  /** Runs them, and analyses what the server has kept of them. */
  private static List<Verdict> run(TestDatabase database, List<String> statements)
      throws SQLException {
    try (Connection connection = database.connection()) {
      try (Statement statement = connection.createStatement()) {
        statement.setEscapeProcessing(false);
        for (String sql : statements) {
          if (sql.startsWith("COPY")) {
            connection
                .unwrap(org.postgresql.PGConnection.class)
                .getCopyAPI()
                .copyOut(sql, java.io.OutputStream.nullOutputStream());
          } else {
            statement.execute(sql);
          }
        }
      } catch (java.io.IOException e) {
        throw new AssertionError(e);
      }
      return Analysis.analyst()
          .verdicts(
              connection,
              new PgStatStatements(connection).observe().statements(),
              Takeaway.of(List.of(Analysis.USER_NAME)));
    }
  }

  private static boolean contains(Verdict verdict, String word) {
    return verdict.statement().text().words().contains(word);
  }
}

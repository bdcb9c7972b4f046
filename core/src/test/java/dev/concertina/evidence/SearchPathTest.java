package dev.concertina.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import dev.concertina.testkit.OnEveryServer;
import dev.concertina.testkit.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/** The same text means another table for another role. */
class SearchPathTest {

  private static final String TEXT = "SELECT user_name FROM users";

  @OnEveryServer
  void names_are_looked_for_where_the_role_looks_for_them(TestDatabase database)
      throws SQLException {
    String there = "there_" + database.name();
    String own = "own_" + database.name();
    String shut = "shut_" + database.name();
    try (database) {
      database.execute(
          Analysis.SCHEMA,
          "CREATE SCHEMA app",
          "CREATE TABLE app.users (id bigint, user_name text)",
          "CREATE ROLE " + there,
          "ALTER ROLE " + there + " SET search_path = app, public",
          "GRANT USAGE ON SCHEMA app TO " + there,
          "CREATE ROLE " + own,
          "CREATE SCHEMA " + own + " AUTHORIZATION " + own,
          "CREATE TABLE " + own + ".users (id bigint, user_name text)",
          "CREATE ROLE " + shut,
          "ALTER ROLE "
              + shut
              + " IN DATABASE "
              + database.name()
              + " SET search_path = app, public");
      DoomedObject other = Analysis.column("app", "users", "user_name");
      assertThat(verdict(database, there, other).uses()).isNotEmpty();
      assertThat(path(verdict(database, there, other))).startsWith("app", "public");
      assertThat(path(verdict(database, own, other))).contains(own, "public");
      // A schema that the role may not use is passed over by PostgreSQL, without a word.
      assertThat(path(verdict(database, shut, other))).startsWith("public");
      Verdict inPublic = verdict(database, "postgres", Analysis.USER_NAME);
      assertThat(inPublic.need()).isEqualTo(Need.USE);
    } finally {
      for (String role : List.of(there, own, shut)) {
        database.server().maintenance().execute("DROP ROLE IF EXISTS " + role);
      }
    }
  }

  @OnEveryServer
  void a_name_that_a_session_may_have_looked_for_elsewhere_counts(TestDatabase database)
      throws SQLException {
    try (database) {
      database.execute(
          Analysis.SCHEMA,
          "CREATE SCHEMA tenant",
          "CREATE TABLE tenant.users (id bigint, user_name text)",
          "CREATE TABLE tenant.only_there (id bigint, user_name text)");
      Verdict verdict =
          verdict(database, "postgres", Analysis.column("tenant", "users", "user_name"));
      assertThat(verdict.need()).isEqualTo(Need.USE);
      assertThat(verdict.dependsOnPath()).isTrue();
      assertThat(
              Analysis.of(
                      database,
                      List.of(Analysis.column("tenant", "only_there", "user_name")),
                      "SELECT user_name FROM only_there")
                  .get(0)
                  .need())
          .isEqualTo(Need.USE);
      assertThat(
              Analysis.of(
                      database,
                      List.of(Analysis.column("tenant", "users", "user_name")),
                      "SELECT user_name FROM public.users")
                  .get(0)
                  .need())
          .isEqualTo(Need.NOTHING);
    }
  }

  @OnEveryServer
  void a_view_of_the_name_in_the_schema_of_a_version_counts_as_what_it_shows(TestDatabase database)
      throws SQLException {
    try (database) {
      database.execute(
          Analysis.SCHEMA,
          "ALTER TABLE users ADD COLUMN shadow text",
          "CREATE SCHEMA v7",
          "CREATE VIEW v7.users AS SELECT id, shadow AS user_name FROM users");
      Verdict verdict = verdict(database, "postgres", Analysis.USER_NAME);
      assertThat(verdict.need()).isEqualTo(Need.USE);
      assertThat(verdict.dependsOnPath()).isTrue();
    }
  }

  @OnEveryServer
  void a_function_and_a_view_over_a_view_that_a_session_may_have_found_elsewhere_count(
      TestDatabase database) throws SQLException {
    try (database) {
      database.execute(
          Analysis.SCHEMA,
          "CREATE FUNCTION nick() RETURNS text LANGUAGE sql AS 'SELECT ''x''::text'",
          "CREATE TABLE names (user_name text)",
          "CREATE SCHEMA app",
          "CREATE FUNCTION app.nick() RETURNS text LANGUAGE sql"
              + " AS 'SELECT user_name FROM public.users LIMIT 1'",
          "CREATE VIEW app.inner_names AS SELECT user_name FROM users",
          "CREATE VIEW app.names AS SELECT user_name FROM app.inner_names");
      assertThat(
              Analysis.of(
                  database,
                  List.of(Analysis.USER_NAME),
                  "SELECT nick()",
                  "SELECT user_name FROM names"))
          .allMatch(Verdict::dependsOnPath)
          .allMatch(verdict -> verdict.need() == Need.USE);
    }
  }

  private static List<String> path(Verdict verdict) {
    return verdict.meanings().get(0).path().stream().map(Object::toString).toList();
  }

  private static Verdict verdict(TestDatabase database, String role, DoomedObject doomed)
      throws SQLException {
    try (Connection connection = database.connection()) {
      LiveStatement statement =
          new LiveStatement(
              new LiveStatement.Key(Optional.of(role), 1, database.name(), Optional.of(1L), true),
              new StatementText.Shown(TEXT),
              1,
              0,
              Optional.empty());
      return Analysis.analyst()
          .verdicts(connection, List.of(statement), Takeaway.of(List.of(doomed)))
          .get(0);
    }
  }
}

package dev.concertina.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import dev.concertina.testkit.OnEveryServer;
import dev.concertina.testkit.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.stream.IntStream;

/** What an analysis leaves: nothing, and in the statistics a handful. */
class TracesTest {

  @OnEveryServer
  void the_command_by_which_it_asks_needs_nothing_when_it_is_counted_itself(TestDatabase database)
      throws SQLException {
    try (database;
        Connection connection = database.connection()) {
      database.execute("CREATE EXTENSION pg_stat_statements", Analysis.SCHEMA);
      Takeaway takeaway = Takeaway.of(List.of(Analysis.USER_NAME));
      Analysis.analyst()
          .verdicts(
              connection,
              List.of(LiveStatement.written(database.name(), "SELECT user_name FROM users")),
              takeaway);
      assertThat(
              Analysis.analyst()
                  .verdicts(
                      connection,
                      new PgStatStatements(connection).observe().statements(),
                      takeaway))
          .filteredOn(v -> v.statement().text().words().startsWith("DO $concertina$"))
          .isNotEmpty()
          .allMatch(v -> v.need() == Need.NOTHING);
    }
  }

  private static final String ENTRIES =
      "SELECT count(*) FROM pg_stat_statements WHERE dbid ="
          + " (SELECT oid FROM pg_database WHERE datname = current_database())";

  private static final String OBJECTS =
      "SELECT (SELECT count(*) FROM pg_proc) || ' ' || (SELECT count(*) FROM pg_namespace)"
          + " || ' ' || (SELECT count(*) FROM pg_depend) || ' ' || (SELECT count(*) FROM pg_class)"
          + " || ' ' || (SELECT datacl IS NULL FROM pg_database WHERE datname ="
          + " current_database())";

  @OnEveryServer
  void leaves_no_object_no_right_and_no_setting_behind(TestDatabase database) throws SQLException {
    try (database) {
      database.execute(
          Analysis.SCHEMA, "REVOKE TEMPORARY ON DATABASE " + database.name() + " FROM PUBLIC");
      List<String> before = database.query(OBJECTS);
      try (Connection connection = database.connection()) {
        List<String> settings = settings(connection);
        Analysis.analyst()
            .verdicts(
                connection,
                List.of(
                    LiveStatement.written(database.name(), "SELECT user_name FROM users"),
                    LiveStatement.written(database.name(), "SELECT nothing FROM users")),
                Takeaway.of(List.of(Analysis.USER_NAME)));
        assertThat(settings(connection)).isEqualTo(settings);
        assertThat(connection.getAutoCommit()).isTrue();
      }
      assertThat(database.query(OBJECTS)).isEqualTo(before);
    }
  }

  @OnEveryServer
  void hundreds_of_statements_add_a_handful_of_entries(TestDatabase database) throws SQLException {
    try (database) {
      database.execute("CREATE EXTENSION pg_stat_statements", Analysis.SCHEMA);
      try (Connection connection = database.connection()) {
        analyse(connection, database, 1);
        int few = Integer.parseInt(database.query(ENTRIES).get(0));
        analyse(connection, database, 300);
        assertThat(Integer.parseInt(database.query(ENTRIES).get(0))).isLessThanOrEqualTo(few + 1);
        assertThat(few).isLessThan(45);
      }
    }
  }

  @OnEveryServer
  void under_track_all_it_counts_nothing_either(TestDatabase database) throws SQLException {
    try (database) {
      database.execute("CREATE EXTENSION pg_stat_statements", Analysis.SCHEMA);
      try (Connection connection = database.connection();
          Statement statement = connection.createStatement()) {
        statement.execute("SET pg_stat_statements.track = 'all'");
        analyse(connection, database, 1);
        int few = Integer.parseInt(database.query(ENTRIES).get(0));
        analyse(connection, database, 100);
        assertThat(Integer.parseInt(database.query(ENTRIES).get(0))).isLessThanOrEqualTo(few + 1);
      }
    }
  }

  @OnEveryServer
  void holds_at_most_row_exclusive_and_gives_up_where_a_table_is_locked(TestDatabase database)
      throws SQLException {
    try (database) {
      database.execute(Analysis.SCHEMA);
      try (Connection holder = database.connection();
          Statement statement = holder.createStatement()) {
        statement.execute("BEGIN");
        statement.execute("LOCK TABLE users IN SHARE UPDATE EXCLUSIVE MODE");
        assertThat(Analysis.need(database, "UPDATE users SET user_name = $1")).isEqualTo(Need.USE);
        statement.execute("LOCK TABLE users IN ACCESS EXCLUSIVE MODE");
        Verdict verdict = Analysis.of(database, "SELECT user_name FROM users");
        assertThat(verdict.need()).isEqualTo(Need.UNKNOWN);
        assertThat(verdict.words()).contains("holds a lock");
        statement.execute("ROLLBACK");
      }
    }
  }

  @OnEveryServer
  void an_event_trigger_does_not_fire_for_what_is_undone(TestDatabase database) {
    try (database) {
      database.execute(
          Analysis.SCHEMA,
          "CREATE FUNCTION refuse() RETURNS event_trigger LANGUAGE plpgsql AS"
              + " 'BEGIN RAISE ''no more functions''; END'",
          "CREATE EVENT TRIGGER refuse ON ddl_command_end EXECUTE FUNCTION refuse()");
      assertThat(Analysis.need(database, "SELECT user_name FROM users")).isEqualTo(Need.USE);
      assertThat(Analysis.need(database, "SELECT id FROM users")).isEqualTo(Need.NOTHING);
    }
  }

  /** As pg_stat_statements shows them: without constants. */
  private static void analyse(Connection connection, TestDatabase database, int statements)
      throws SQLException {
    Analysis.analyst()
        .verdicts(
            connection,
            IntStream.range(0, statements)
                .mapToObj(
                    i ->
                        LiveStatement.written(
                            database.name(),
                            "SELECT user_name AS n" + i + " FROM users WHERE id = $1"))
                .toList(),
            Takeaway.of(List.of(Analysis.USER_NAME)));
  }

  private static List<String> settings(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        var rows =
            statement.executeQuery(
                "SELECT string_agg(name || '=' || setting, ';' ORDER BY name) || current_user"
                    + " FROM pg_settings WHERE name !~ '\\.' AND name <> 'transaction_isolation'")) {
      rows.next();
      return List.of(rows.getString(1));
    }
  }
}

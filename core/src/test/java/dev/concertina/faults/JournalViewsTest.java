package dev.concertina.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.concertina.testkit.OnEveryServer;
import dev.concertina.testkit.TestDatabase;
import java.sql.SQLException;

/** The journal as people read it, with any client. */
class JournalViewsTest {

  private static final String USERS =
      """
      CREATE TABLE users (id int PRIMARY KEY, name text);
      INSERT INTO users SELECT g, 'u' || g FROM generate_series(1, 500) g;
      CREATE INDEX ON users (name);
      """;
  private static final String RENAME = "ALTER TABLE users RENAME COLUMN name TO label;";

  @OnEveryServer
  void who_ran_what_from_where_and_when(TestDatabase database) {
    Deploy deploy = Deploy.given(database, USERS, RENAME).expand();
    deploy.diesAt("MIGRATE BATCH_AFTER_COMMIT of migrate-1", deploy.course().migrate()).migrate();
    String person = "postgres (" + System.getProperty("user.name");

    assertThat(
            database.query(
                "SELECT what || ' ' || detail FROM concertina.history"
                    + " WHERE what NOT LIKE 'step%' ORDER BY at"))
        .containsExactly(
            "expand begins",
            "expand complete",
            "migrate begins",
            "migrate goes on",
            "migrate complete");
    assertThat(database.query("SELECT DISTINCT who FROM concertina.history"))
        .singleElement()
        .asString()
        .startsWith(person);
    assertThat(
            database.query(
                "SELECT concat_ws(' ', version, description, state, who) FROM concertina.migrations"))
        .singleElement()
        .asString()
        .startsWith("7 deploy MIGRATED " + person);
    assertThat(
            database.query(
                "SELECT step || ' ' || title FROM concertina.steps"
                    + " WHERE title IS NULL OR finished < started OR ran < interval '0'"))
        .isEmpty();
  }

  @OnEveryServer
  void how_long_a_step_waited_and_how_long_it_ran(TestDatabase database) throws SQLException {
    Deploy deploy = Deploy.given(database, USERS, RENAME);
    Blocked.by(database, "SELECT * FROM users", deploy.course().expand(), () -> {});

    assertThat(
            database.query(
                "SELECT kind FROM concertina.steps"
                    + " WHERE waited >= 4 * interval '100 ms' AND ran >= interval '0'"))
        .containsExactly("ddl");
    deploy.migrate();
    assertThat(
            database.query(
                "SELECT kind || ' ' || (ran > interval '0') FROM concertina.steps"
                    + " WHERE step = 'migrate-1'"))
        .containsExactly("backfill true");
  }

  @OnEveryServer
  void each_view_says_what_it_is(TestDatabase database) {
    Deploy.given(database, USERS, RENAME).expand();
    assertThat(
            database.query(
                "SELECT relname FROM pg_class WHERE relnamespace = 'concertina'::regnamespace"
                    + " AND relkind = 'v' AND obj_description(oid, 'pg_class') <> '' ORDER BY 1"))
        .containsExactly("history", "migrations", "steps");
  }
}

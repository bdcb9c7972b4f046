package dev.concertina.throttle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.concertina.testkit.OnEveryServer;
import dev.concertina.testkit.TestDatabase;
import java.sql.SQLException;

class UserQueryTest {

  @OnEveryServer
  void onlyFalseGoesOn(TestDatabase database) throws SQLException {
    assertThat(ask(database, "SELECT false")).isEmpty();
    assertThat(ask(database, "SELECT true")).isEqualTo("the query returned true");
    assertThat(ask(database, "SELECT NULL::boolean")).isEqualTo("the query returned NULL");
    assertThat(ask(database, "SELECT '{\"a\": 1}'::jsonb ? 'b'")).isEmpty();
  }

  @OnEveryServer
  void whatIsNotOneBooleanHolds(TestDatabase database) throws SQLException {
    assertThat(ask(database, "SELECT 1")).contains("must return a boolean");
    assertThat(ask(database, "SELECT false WHERE false")).contains("one row");
    assertThat(ask(database, "SELECT false, false")).contains("one column");
    assertThat(ask(database, "VALUES (false), (false)")).contains("more than one row");
  }

  @OnEveryServer
  void anErrorOrATimeoutOrAWriteHoldsAndTheSessionIsUsedAgain(TestDatabase database)
      throws SQLException {
    database.execute("CREATE TABLE t (n int)");
    assertThat(ask(database, "SELECT nothing")).contains("failed").contains("nothing");
    assertThat(ask(database, "SELECT false FROM pg_sleep(600)")).contains("within 1 s");
    database.execute(
        "CREATE FUNCTION put() RETURNS boolean LANGUAGE sql AS"
            + " 'INSERT INTO t VALUES (1) RETURNING false'");
    assertThat(ask(database, "SELECT put()")).contains("read-only");
    assertThat(database.query("SELECT n FROM t")).isEmpty();
    try (Looking looking = Looking.at(database, new UserQuery(), "SELECT 1/0 = 1")) {
      assertThat(looking.now()).isPresent();
      assertThat(looking.now()).isPresent();
    }
  }

  private static String ask(TestDatabase database, String query) throws SQLException {
    try (Looking looking = Looking.at(database, new UserQuery(), query)) {
      return looking.now().orElse("");
    }
  }
}

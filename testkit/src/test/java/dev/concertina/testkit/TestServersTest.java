package dev.concertina.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;

class TestServersTest {

  @OnEveryServer
  void everyServerIsOfItsMajorVersion(TestDatabase database) {
    assertThat(database.query("SELECT current_setting('server_version_num')::int / 10000"))
        .containsExactly(Integer.toString(database.server().major()));
  }

  @OnEveryServer
  void aDatabaseIsFresh(TestDatabase database) {
    database.execute("CREATE TABLE t (a int)", "INSERT INTO t VALUES (1), (NULL)");

    assertThat(database.query("SELECT a FROM t")).containsExactly("1", "NULL");
    try (TestDatabase other = database.server().database()) {
      assertThat(other.query("SELECT to_regclass('t')")).containsExactly("NULL");
    }
  }

  @OnEveryServer
  void aSessionCanBeThatOfAnotherRole(TestDatabase database) throws SQLException {
    database.execute("DROP ROLE IF EXISTS app", "CREATE ROLE app LOGIN");
    try (Connection connection = database.connection("app")) {
      assertThat(connection.getMetaData().getUserName()).isEqualTo("app");
    }
    database.execute("DROP ROLE app");
  }

  @Test
  void aClosedDatabaseIsGoneWithItsSessions() {
    TestDatabase database = TestServers.pg(18).database();
    database.connection();
    database.close();

    assertThatThrownBy(database::connection).hasRootCauseMessage(notThere(database));
  }

  @Test
  void aServerStartsOnce() {
    assertThat(TestServers.pg(14)).isSameAs(TestServers.pg(14));
  }

  private static String notThere(TestDatabase database) {
    return "FATAL: database \"" + database.name() + "\" does not exist";
  }
}

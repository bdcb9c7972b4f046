package dev.concertina.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.Test;

class TestServersTest {

  private static final String OID =
      "SELECT oid FROM pg_database WHERE datname = current_database()";

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

  @OnEveryServer
  void aClosedDatabaseLeavesNoStatementsBehind(TestDatabase database) {
    String count = "SELECT count(*) FROM pg_stat_statements";
    try (TestDatabase reader = database.server().database()) {
      reader.execute("CREATE EXTENSION pg_stat_statements");
      String ours = count + " WHERE dbid = " + database.query(OID).get(0);
      assertThat(reader.query(ours)).isNotEqualTo(List.of("0"));
      database.close();
      assertThat(reader.query(ours)).containsExactly("0");
    }
  }

  @Test
  void aServerStartsOnce() {
    assertThat(TestServers.pg(14)).isSameAs(TestServers.pg(14));
  }

  private static String notThere(TestDatabase database) {
    return "FATAL: database \"" + database.name() + "\" does not exist";
  }
}

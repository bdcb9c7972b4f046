package dev.concertina.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.Test;
import org.postgresql.PGConnection;

class CableTest {

  @Test
  void what_arrived_before_the_cut_is_done_and_nothing_else() throws SQLException {
    try (TestDatabase database = TestServers.pg(18).database();
        Cable cable = Cable.to(database)) {
      database.execute("CREATE TABLE t (id int)");
      for (boolean arrives : new boolean[] {true, false}) {
        try (Connection session = DriverManager.getConnection(cable.url());
            Statement statement = session.createStatement()) {
          cable.cutAtMessage(1, arrives);
          assertThatThrownBy(() -> statement.execute("INSERT INTO t VALUES (1)"))
              .isInstanceOf(SQLException.class);
        }
        assertThat(cable.isCut()).isTrue();
        assertThatThrownBy(() -> DriverManager.getConnection(cable.url()))
            .isInstanceOf(SQLException.class);
        cable.mend();
      }
      DriverManager.getConnection(cable.url()).close();
      while (!database.query("SELECT count(*) FROM t").contains("1")) {
        Thread.onSpinWait();
      }
    }
  }

  @Test
  void a_disguised_cable_names_another_backend() throws SQLException {
    try (TestDatabase database = TestServers.pg(18).database();
        Cable cable = Cable.likeAPooler(database);
        Connection session = DriverManager.getConnection(cable.url());
        Statement statement = session.createStatement();
        ResultSet pid = statement.executeQuery("SELECT pg_backend_pid()")) {
      assertThat(pid.next()).isTrue();
      assertThat(pid.getInt(1)).isNotEqualTo(session.unwrap(PGConnection.class).getBackendPID());
    }
  }
}

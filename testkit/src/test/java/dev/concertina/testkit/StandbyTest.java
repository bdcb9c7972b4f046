package dev.concertina.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StandbyTest {

  @ParameterizedTest
  @ValueSource(ints = {14, 18})
  void itFollowsAndHangsAndComesBack(int major) {
    try (TestServer primary = TestServers.own(major, Map.of());
        Standby standby = Standby.of(primary, "replica", Map.of())) {
      primary.maintenance().execute("CREATE TABLE t (n int)", "INSERT INTO t VALUES (1)");
      await(standby, "SELECT count(*) FROM pg_class WHERE relname = 't'", "1");
      await(standby, "SELECT n FROM t", "1");

      standby.hang();
      primary.maintenance().execute("UPDATE t SET n = 2");
      assertThat(standby.server().maintenance().query("SELECT n FROM t")).containsExactly("1");
      standby.goOn();
      await(standby, "SELECT n FROM t", "2");

      standby.stop();
      primary.maintenance().execute("UPDATE t SET n = 3");
      standby.start();
      await(standby, "SELECT n FROM t", "3");
    }
  }

  private static void await(Standby standby, String query, String expected) {
    while (!standby.server().maintenance().query(query).contains(expected)) {
      Thread.onSpinWait();
    }
  }
}

package dev.concertina.throttle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.concertina.sql.QualifiedName;
import dev.concertina.testkit.OnEveryServer;
import dev.concertina.testkit.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

class SignalsTest {

  /** What each signal needs, to be taken away from it; the archive has a test of its own. */
  private static final Map<Limit, String> NEEDS =
      Map.of(
          Limit.MAX_LAG, "SELECT ON pg_stat_replication",
          Limit.WAL_RATE, "EXECUTE ON FUNCTION pg_current_wal_insert_lsn()",
          Limit.MAX_LOCK_WAITERS, "SELECT ON pg_locks",
          Limit.MAX_ACTIVE_SESSIONS, "SELECT ON pg_stat_activity",
          Limit.MAX_SNAPSHOT_AGE, "SELECT ON pg_prepared_xacts",
          Limit.MAX_AUTOVACUUM_WAIT, "SELECT ON pg_locks",
          Limit.THROTTLE_QUERY, "SELECT ON pg_locks");

  private static final Map<Limit, String> SET =
      Map.of(
          Limit.WAL_RATE, "1GB",
          Limit.THROTTLE_QUERY, "SELECT count(*) < 0 FROM pg_locks");

  @OnEveryServer
  void aSignalThatCannotBeReadHoldsAndTheOthersAreStillAsked(TestDatabase database)
      throws SQLException {
    try (OrdinaryRole role = new OrdinaryRole(database);
        Connection connection = role.connection()) {
      Signals signals =
          new Signals(
              new TestTime().time(), () -> List.of(QualifiedName.of("pg_catalog", "pg_class")));
      for (Map.Entry<Limit, String> need : NEEDS.entrySet()) {
        Limits only = only(need.getKey());
        assertThat(signals.ask(connection, only)).as(need.getKey().word()).isEmpty();
        database.execute("REVOKE " + need.getValue() + " FROM PUBLIC");
        Optional<Signals.Reason> reason = signals.ask(connection, only);
        assertThat(reason.map(Signals.Reason::limit)).contains(need.getKey());
        assertThat(reason.orElseThrow().text()).contains("permission denied");
        database.execute("GRANT " + need.getValue() + " TO PUBLIC");
        assertThat(signals.ask(connection, only)).isEmpty();
      }
    }
  }

  private static Limits only(Limit limit) {
    Map<String, String> texts = new LinkedHashMap<>();
    for (Limit other : Limit.values()) {
      if (other != limit && other != Limit.WORKERS) {
        texts.put(other.word(), "off");
      }
    }
    Optional.ofNullable(SET.get(limit)).ifPresent(text -> texts.put(limit.word(), text));
    return Limits.parse(texts);
  }
}

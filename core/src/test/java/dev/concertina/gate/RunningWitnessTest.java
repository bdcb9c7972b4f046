package dev.concertina.gate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.concertina.source.Sources;
import dev.concertina.sql.Identifier;
import dev.concertina.testkit.OnEveryServer;
import dev.concertina.testkit.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/** A call is counted when it ends; what still runs has to be seen as it runs. */
class RunningWitnessTest {

  private static final String USERS =
      "CREATE TABLE users (id int PRIMARY KEY, user_name text); INSERT INTO users VALUES (1, 'Ann')";

  @OnEveryServer
  void aReportThatStillRunsShutsTheGateThoughItsCallIsNotCounted(TestDatabase database)
      throws SQLException {
    AskedGate.of(
        database,
        USERS,
        "ALTER TABLE users RENAME user_name TO full_name",
        gate -> {
          assertThat(ask(database, gate)).isEmpty();
          whileRuns(
              database,
              "SELECT user_name, pg_sleep(600) FROM users",
              () ->
                  assertThat(ask(database, gate))
                      .singleElement()
                      .asString()
                      .startsWith(
                          "`SELECT user_name, pg_sleep(600) FROM users` has been running for")
                      .contains("it uses public.users.user_name")
                      .contains("SELECT pg_cancel_backend("));
          whileRuns(
              database,
              "SELECT full_name, pg_sleep(600) FROM users",
              () -> assertThat(ask(database, gate)).isEmpty());
        });
  }

  private static List<String> ask(TestDatabase database, AskedGate gate) {
    try {
      return new RunningWitness(
              AskedGate.POLICY, new Identifier("concertina"), Sources.PARSER, database::connection)
          .testify(gate.question()).reasons().stream().map(Reason::toString).toList();
    } catch (SQLException e) {
      throw new AssertionError("no answer", e);
    }
  }

  /** In a session of its own, which is cancelled in the end. */
  private static void whileRuns(TestDatabase database, String sql, Runnable then) {
    try (Connection session = database.connection();
        Statement statement = session.createStatement()) {
      Thread thread =
          new Thread(
              () -> {
                try {
                  statement.execute(sql);
                } catch (SQLException e) {
                  assertThat(e.getSQLState()).isEqualTo("57014");
                }
              });
      thread.start();
      String runs =
          "SELECT count(*) FROM pg_stat_activity WHERE state = 'active' AND query = '" + sql + "'";
      while (!database.query(runs).equals(List.of("1"))) {
        LockSupport.parkNanos(1_000_000);
      }
      then.run();
      statement.cancel();
      thread.join();
    } catch (SQLException | InterruptedException e) {
      throw new AssertionError(sql, e);
    }
  }
}

package dev.concertina.parity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.concertina.plan.RowCheck;
import dev.concertina.plan.Step;
import dev.concertina.session.Sessions;
import dev.concertina.session.StopRequest;
import dev.concertina.sql.Identifier;
import dev.concertina.sql.QualifiedName;
import dev.concertina.testkit.OnEveryServer;
import dev.concertina.testkit.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.postgresql.util.PSQLException;

class ParityScanTest {

  private static final QualifiedName TABLE =
      new QualifiedName(new Identifier("public"), new Identifier("log"));

  private static final RowCheck DIFFERS = check("b <> a", Optional.empty());
  private static final RowCheck MISSING = check("b IS NULL", Optional.of("'a is ' || a"));

  /** Fails while {@code switch} is off. */
  private static final RowCheck SWITCHED =
      check("a = 15000", Optional.of("1 / (SELECT is_on FROM switch)"));

  private static final String TABLE_OF_MANY_PAGES =
      "CREATE TABLE log (id int PRIMARY KEY, a int, b int)";

  @OnEveryServer
  void offendingRowsOfAllStretchesAreCountedAndSomeAreNamed(TestDatabase database)
      throws SQLException {
    database.execute(TABLE_OF_MANY_PAGES, rows(1, 20_000, 500));
    database.execute("UPDATE log SET b = NULL WHERE id IN (7, 19007)");
    for (int sessions : List.of(1, 4)) {
      try (Connection own = database.connection()) {
        List<Finding> found = scan(DIFFERS, MISSING).run(own, database::connection, sessions);
        assertThat(found).extracting(Finding::rows).containsExactly(40L, 2L);
        assertThat(found.get(0).samples())
            .hasSize(10)
            .doesNotHaveDuplicates()
            .allMatch(sample -> sample.matches("id = \\d*(5|0)00"));
        assertThat(found.get(1).samples())
            .containsExactlyInAnyOrder("id = 7: a is 7", "id = 19007: a is 19007");
      }
    }
  }

  @OnEveryServer
  void aTableThatIsRewrittenInTheMiddleIsReadAnew(TestDatabase database) throws SQLException {
    database.execute(TABLE_OF_MANY_PAGES, rows(1, 20_000, 500));
    database.execute("DELETE FROM log WHERE id < 5000 AND id % 500 <> 0");
    assertThat(meanwhile(database, "VACUUM FULL log").rows()).isEqualTo(40);
  }

  @OnEveryServer
  void aPartitionThatIsAttachedInTheMiddleIsReadToo(TestDatabase database) throws SQLException {
    partitioned(database);
    database.execute(
        "CREATE TABLE log_3 (id int NOT NULL, a int, b int)",
        rows(20_000, 29_999, 500).replace("INTO log", "INTO log_3"));
    Finding found =
        meanwhile(
            database, "ALTER TABLE log ATTACH PARTITION log_3 FOR VALUES FROM (20000) TO (30000)");
    assertThat(found.rows()).isEqualTo(59);
  }

  @OnEveryServer
  void aPartitionThatGoesInTheMiddleDoesNotCount(TestDatabase database) throws SQLException {
    partitioned(database);
    assertThat(meanwhile(database, "DROP TABLE log_2").rows()).isEqualTo(19);
    assertThat(meanwhile(database, "ALTER TABLE log DETACH PARTITION log_1").rows()).isZero();
  }

  @OnEveryServer
  void aPartitionThatIsRenamedInTheMiddleCountsOnce(TestDatabase database) throws SQLException {
    partitioned(database);
    assertThat(meanwhile(database, "ALTER TABLE log_2 RENAME TO log_old").rows()).isEqualTo(39);
  }

  @OnEveryServer
  void aScanThatALockEndedGoesOnWhereItWas(TestDatabase database) throws SQLException {
    partitioned(database);
    database.execute("CREATE TABLE switch AS SELECT 0 AS is_on");
    ParityScan scan = scan(DIFFERS, SWITCHED);
    try (Connection own = database.connection()) {
      assertThatThrownBy(() -> scan.run(own, database::connection, 1))
          .hasMessageContaining("division by zero");
      // What was read is not read again.
      database.execute("UPDATE log_1 SET b = a", "UPDATE switch SET is_on = 1");
      set(own, "SET lock_timeout = '50ms'");
      try (Connection other = database.connection()) {
        other.setAutoCommit(false);
        set(other, "LOCK TABLE ONLY log_2");
        assertThatThrownBy(() -> scan.run(own, database::connection, 1))
            .isInstanceOf(PSQLException.class)
            .hasMessageContaining("lock timeout");
      }
      assertThat(scan.run(own, database::connection, 1))
          .extracting(Finding::rows)
          .containsExactly(39L, 1L);
    }
  }

  @OnEveryServer
  void aStretchThatFailedHalfWayCountsOnce(TestDatabase database) throws SQLException {
    database.execute(TABLE_OF_MANY_PAGES, rows(1, 20_000, 50));
    database.execute("CREATE TABLE switch AS SELECT 0 AS is_on");
    ParityScan scan = scan(DIFFERS, SWITCHED);
    try (Connection own = database.connection()) {
      assertThatThrownBy(() -> scan.run(own, database::connection, 3))
          .isInstanceOf(PSQLException.class)
          .hasMessageContaining("division by zero");
      database.execute("UPDATE switch SET is_on = 1");
      assertThat(scan.run(own, database::connection, 3))
          .extracting(Finding::rows)
          .containsExactly(400L, 1L);
    }
  }

  /** After the scan has begun, before its second session is there. */
  private static Finding meanwhile(TestDatabase database, String statement) throws SQLException {
    AtomicBoolean done = new AtomicBoolean();
    Sessions sessions =
        () -> {
          if (!done.getAndSet(true)) {
            database.execute(statement);
          }
          return database.connection();
        };
    try (Connection own = database.connection()) {
      Finding found = scan(DIFFERS).run(own, sessions, 2).get(0);
      assertThat(done).isTrue();
      return found;
    }
  }

  private static ParityScan scan(RowCheck... checks) {
    Step.Verify step =
        new Step.Verify("verify", "verify", TABLE, List.of(new Identifier("id")), List.of(checks));
    return new ParityScan(step, new StopRequest(), 8);
  }

  private static RowCheck check(String condition, Optional<String> reason) {
    return new RowCheck(condition, condition, reason, "");
  }

  /** Of 1 to 9,999 and of 10,000 to 19,999; every 500th row offends. */
  private static void partitioned(TestDatabase database) {
    database.execute(
        "CREATE TABLE log (id int NOT NULL, a int, b int) PARTITION BY RANGE (id)",
        "CREATE TABLE log_1 PARTITION OF log FOR VALUES FROM (1) TO (10000)",
        "CREATE TABLE log_2 PARTITION OF log FOR VALUES FROM (10000) TO (20000)",
        rows(1, 19_999, 500));
  }

  private static String rows(int first, int last, int every) {
    return "INSERT INTO log SELECT i, i, CASE WHEN i % "
        + every
        + " = 0 THEN -1 ELSE i END FROM generate_series("
        + first
        + ", "
        + last
        + ") i";
  }

  private static void set(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}

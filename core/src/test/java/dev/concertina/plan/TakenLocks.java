package dev.concertina.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.concertina.testkit.TestDatabase;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * Runs the statements of steps and looks into pg_locks at the end of each transaction, for which
 * nobody has locked anything before. Tables count that are there when the migration begins.
 */
final class TakenLocks {

  private final TestDatabase database;
  private final Map<Long, String> tables;

  TakenLocks(TestDatabase database) {
    this.database = database;
    this.tables = tables();
  }

  /** The locks are those that the plan tells. */
  void assertAsPlanned(Step.Ddl step) {
    assertThat(taken(step)).as(step.title()).isEqualTo(planned(step));
  }

  private Map<String, LockMode> planned(Step.Ddl step) {
    Map<String, LockMode> planned = new TreeMap<>();
    for (TableLock lock : step.locks()) {
      String table = lock.table().name().value();
      if (lock.table().schema().value().equals("public") && tables.containsValue(table)) {
        note(planned, table, lock.mode());
      }
    }
    return planned;
  }

  private Map<String, LockMode> taken(Step.Ddl step) {
    try (Connection connection = database.connection();
        var statement = connection.createStatement()) {
      connection.setAutoCommit(false);
      for (Statement sql : step.statements()) {
        statement.execute(sql.sql());
      }
      Map<String, LockMode> taken = new TreeMap<>();
      try (ResultSet rows =
          statement.executeQuery(
              "SELECT relation, mode FROM pg_locks WHERE pid = pg_backend_pid() AND relation > 0")) {
        while (rows.next()) {
          if (tables.containsKey(rows.getLong(1))) {
            note(taken, tables.get(rows.getLong(1)), mode(rows.getString(2)));
          }
        }
      }
      connection.commit();
      return taken;
    } catch (SQLException e) {
      throw new AssertionError(step.title(), e);
    }
  }

  /** What stops nobody is not told: a validated foreign key reads the other table, for example. */
  private static void note(Map<String, LockMode> locks, String table, LockMode mode) {
    if (mode.compareTo(LockMode.SHARE_UPDATE_EXCLUSIVE) >= 0) {
      locks.merge(table, mode, (a, b) -> a.compareTo(b) >= 0 ? a : b);
    }
  }

  /** {@code ShareRowExclusiveLock} is {@code SHARE_ROW_EXCLUSIVE}. */
  private static LockMode mode(String name) {
    return LockMode.valueOf(
        name.replaceFirst("Lock$", "")
            .replaceAll("(?<=[a-z])(?=[A-Z])", "_")
            .toUpperCase(Locale.ROOT));
  }

  private Map<Long, String> tables() {
    Map<Long, String> found = new HashMap<>();
    try (Connection connection = database.connection();
        var statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery(
                """
                SELECT oid, relname FROM pg_class
                WHERE relkind IN ('r', 'p') AND relnamespace = 'public'::regnamespace
                """)) {
      while (rows.next()) {
        found.put(rows.getLong(1), rows.getString(2));
      }
      return found;
    } catch (SQLException e) {
      throw new AssertionError("cannot read the tables", e);
    }
  }
}

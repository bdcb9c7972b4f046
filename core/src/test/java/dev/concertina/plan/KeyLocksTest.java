package dev.concertina.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.concertina.sql.QualifiedName;
import dev.concertina.testkit.OnEveryServer;
import dev.concertina.testkit.TestDatabase;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What the steps of a widened key really lock, held against what the plan prints. */
class KeyLocksTest {

  private static final String SCHEMA =
      """
      CREATE TABLE p (id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY, v text);
      CREATE TABLE kept (id serial PRIMARY KEY, p_id int REFERENCES p ON DELETE CASCADE);
      CREATE TABLE changed (id serial PRIMARY KEY, p_id int NOT NULL REFERENCES p);
      CREATE INDEX ON changed (p_id);
      INSERT INTO p (v) SELECT 'x' FROM generate_series(1, 100);
      INSERT INTO kept (p_id) SELECT id FROM p;
      INSERT INTO changed (p_id) SELECT id FROM p;
      """;
  private static final String MIGRATION =
      """
      ALTER TABLE p ALTER COLUMN id TYPE bigint;
      ALTER TABLE changed ALTER COLUMN p_id TYPE bigint;
      ALTER TABLE changed ALTER COLUMN id TYPE bigint;
      """;
  private static final String FILES =
      "SELECT relname || relfilenode FROM pg_class WHERE relname IN ('p', 'kept', 'changed')"
          + " ORDER BY 1";
  private static final List<Phase> ALL =
      List.of(
          Phase.EXPAND, Phase.MIGRATE, Phase.SWITCH, Phase.REVERT, Phase.SWITCH, Phase.CONTRACT);

  @OnEveryServer
  void no_step_locks_more_than_the_plan_says_and_no_table_is_rewritten(TestDatabase database)
      throws SQLException {
    database.execute(SCHEMA);
    List<String> files = database.query(FILES);
    Rehearsal rehearsal = Rehearsal.of(database, MIGRATION);
    for (Phase phase : ALL) {
      for (Step step : rehearsal.plan().phase(phase).steps()) {
        if (step instanceof Step.Ddl ddl) {
          assertThat(taken(database, ddl)).as(step.title()).isEqualTo(planned(ddl));
        } else {
          rehearsal.run(step);
        }
      }
    }
    assertThat(database.query(FILES)).isEqualTo(files);
  }

  @OnEveryServer
  void the_last_transactions_lock_one_table_each(TestDatabase database) {
    database.execute(SCHEMA);
    List<Step> contract = Rehearsal.of(database, MIGRATION).plan().phase(Phase.CONTRACT).steps();
    List<Step> last =
        contract.stream().filter(step -> step.title().endsWith("its final shape")).toList();
    assertThat(last)
        .hasSize(2)
        .allSatisfy(
            step ->
                assertThat(((Step.Ddl) step).locks())
                    .filteredOn(lock -> lock.table().schema().value().equals("public"))
                    .hasSize(1));
  }

  private static Map<String, LockMode> planned(Step.Ddl step) {
    Map<String, LockMode> planned = new TreeMap<>();
    step.locks().forEach(lock -> planned.put(lock.table().toString(), lock.mode()));
    return planned;
  }

  /** The strongest mode on each table and view that was there before the step. */
  private static Map<String, LockMode> taken(TestDatabase database, Step.Ddl step)
      throws SQLException {
    List<String> before =
        database.query(
            "SELECT oid FROM pg_class WHERE relkind IN ('r', 'v') AND oid >= 16384"
                + " AND relnamespace <> 'concertina'::regnamespace");
    Map<String, LockMode> taken = new TreeMap<>();
    try (Connection connection = database.connection();
        var statement = connection.createStatement()) {
      connection.setAutoCommit(false);
      Map<Long, String> names = names(statement.executeQuery(NAMES));
      for (Statement part : step.statements()) {
        statement.execute(part.sql());
      }
      try (ResultSet locks =
          statement.executeQuery(
              "SELECT relation, mode FROM pg_locks"
                  + " WHERE pid = pg_backend_pid() AND locktype = 'relation' AND granted")) {
        while (locks.next()) {
          String name = names.get(locks.getLong(1));
          if (before.contains(locks.getString(1)) && name != null) {
            taken.merge(name, mode(locks.getString(2)), KeyLocksTest::stronger);
          }
        }
      }
      connection.commit();
    }
    taken.values().removeIf(mode -> mode.compareTo(LockMode.ROW_EXCLUSIVE) <= 0);
    return taken;
  }

  private static final String NAMES =
      "SELECT c.oid, nspname, relname FROM pg_class c JOIN pg_namespace n ON n.oid = relnamespace"
          + " WHERE c.oid >= 16384";

  private static Map<Long, String> names(ResultSet rows) throws SQLException {
    Map<Long, String> names = new TreeMap<>();
    try (rows) {
      while (rows.next()) {
        names.put(
            rows.getLong(1), QualifiedName.of(rows.getString(2), rows.getString(3)).toString());
      }
    }
    return names;
  }

  private static LockMode stronger(LockMode a, LockMode b) {
    return List.of(a, b).stream().max(Comparator.naturalOrder()).orElseThrow();
  }

  /** {@code AccessExclusiveLock} → {@code ACCESS_EXCLUSIVE}. */
  private static LockMode mode(String name) {
    String words = name.replace("Lock", "").replaceAll("(?<=[a-z])(?=[A-Z])", "_");
    return LockMode.valueOf(words.toUpperCase(java.util.Locale.ROOT));
  }
}

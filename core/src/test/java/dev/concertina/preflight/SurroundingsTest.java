package dev.concertina.preflight;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.concertina.change.Migration;
import dev.concertina.engine.Concertina;
import dev.concertina.engine.ContractOptions;
import dev.concertina.engine.Listener;
import dev.concertina.engine.Settings;
import dev.concertina.engine.WaitingException;
import dev.concertina.plan.Plan;
import dev.concertina.source.MigrationText;
import dev.concertina.source.Sources;
import dev.concertina.sql.Identifier;
import dev.concertina.testkit.OnEveryServer;
import dev.concertina.testkit.Standby;
import dev.concertina.testkit.TestDatabase;
import dev.concertina.testkit.TestServer;
import dev.concertina.testkit.TestServers;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * What the preflight finds around the tables: in the application's statements, and on the server.
 */
class SurroundingsTest {

  private static final Duration LONG = Duration.ofSeconds(60);
  private static final String USERS =
      """
      CREATE TABLE users (id int PRIMARY KEY, name text);
      CREATE TABLE users_of_old (id int PRIMARY KEY);
      INSERT INTO users SELECT g, 'u' || g FROM generate_series(1, 50) g;
      """;
  private static final String RENAME = "ALTER TABLE users RENAME COLUMN name TO label;\n";

  @OnEveryServer
  void statements_that_lock_rows_with_nowait_are_asked_about(TestDatabase database) {
    database.execute(USERS, "CREATE EXTENSION pg_stat_statements");
    database.query("SELECT id FROM users_of_old WHERE id = 1 FOR UPDATE NOWAIT");
    database.query("SELECT id FROM users WHERE id = 1 FOR UPDATE SKIP LOCKED");
    assertThat(codes(database)).isEmpty();

    database.query("SELECT name FROM users u WHERE id = 1 FOR NO KEY UPDATE OF u NOWAIT");

    assertThat(find(database))
        .singleElement()
        .satisfies(
            finding -> {
              assertThat(finding.code()).isEqualTo("nowait");
              assertThat(finding.message()).contains("FOR NO KEY UPDATE OF u NOWAIT");
              assertThat(finding.hint()).contains("--accept nowait");
            });
  }

  @OnEveryServer
  void functions_of_triggers_that_name_what_goes_are_told_unless_contract_replaces_them(
      TestDatabase database) {
    String function =
        "CREATE OR REPLACE FUNCTION tidy() RETURNS trigger LANGUAGE plpgsql AS"
            + " $$BEGIN NEW.%s := trim(NEW.%s); RETURN NEW; END$$;";
    database.execute(
        USERS,
        function.formatted("name", "name"),
        function.replace("tidy", "named").formatted("id", "renamed"),
        "CREATE TRIGGER tidy BEFORE INSERT OR UPDATE ON users FOR EACH ROW EXECUTE FUNCTION tidy()",
        "CREATE TRIGGER named BEFORE UPDATE ON users FOR EACH ROW EXECUTE FUNCTION named()");

    assertThat(find(database))
        .singleElement()
        .satisfies(
            finding -> {
              assertThat(finding.code()).isEqualTo("trigger-functions");
              assertThat(finding.message()).contains("public.users", "names name,", ": tidy.");
            });
    assertThat(
            find(
                database,
                RENAME
                    + "-- concertina: phase = contract\n"
                    + function.formatted("label", "label")))
        .isEmpty();
    assertThat(find(database, "ALTER TABLE users ALTER COLUMN name TYPE varchar(9);")).isEmpty();
    database.execute("CREATE TABLE pets (id int PRIMARY KEY, name text)");
    assertThat(find(database, RENAME + "ALTER TABLE pets ALTER COLUMN name TYPE varchar(9);"))
        .extracting(Finding::code)
        .contains("trigger-functions");
  }

  @OnEveryServer
  void arguments_of_triggers_that_name_what_goes_are_asked_about_unless_contract_replaces_them(
      TestDatabase database) {
    String trigger =
        "CREATE OR REPLACE TRIGGER search BEFORE INSERT OR UPDATE ON users FOR EACH ROW EXECUTE"
            + " FUNCTION tsvector_update_trigger('tsv', 'pg_catalog.english', '%s');\n";
    database.execute(USERS, "ALTER TABLE users ADD COLUMN tsv tsvector", trigger.formatted("name"));

    assertThat(find(database))
        .singleElement()
        .satisfies(
            finding -> {
              assertThat(finding.code()).isEqualTo("trigger-arguments");
              assertThat(finding.weight()).isEqualTo(Finding.Weight.ASKS);
              assertThat(finding.message()).contains("users.name", "'name')");
              assertThat(finding.hint()).contains("OR REPLACE TRIGGER", "--accept trigger-argum");
            });
    String replaced = "-- concertina: phase = contract\n" + trigger.formatted("label");
    assertThat(find(database, RENAME + replaced)).isEmpty();
    assertThat(find(database, "ALTER TABLE users ALTER COLUMN name TYPE varchar(9);"))
        .singleElement()
        .satisfies(
            finding -> {
              assertThat(finding.weight()).isEqualTo(Finding.Weight.TELLS);
              assertThat(finding.message()).contains("of another type after CONTRACT");
            });

    engine(database).deploy(migration(RENAME + replaced));
    engine(database).switchOver(migration(RENAME).version());
    engine(database)
        .contract(migration(RENAME).version(), ContractOptions.overridden("nobody is left"));
    database.execute("UPDATE users SET label = 'renamed' WHERE id = 1");
    assertThat(database.query("SELECT tsv FROM users WHERE id = 1")).containsExactly("'renam':1");
  }

  @Test
  void a_server_whose_transactions_are_serializable_is_asked_about() {
    try (TestServer server =
            TestServers.own(18, Map.of("default_transaction_isolation", "serializable"));
        TestDatabase database = server.database()) {
      database.execute(USERS);
      assertThat(find(database))
          .singleElement()
          .satisfies(
              finding -> {
                assertThat(finding.code()).isEqualTo("repeatable-read");
                assertThat(finding.message()).contains("by default for the server:");
              });
    }
  }

  /** It replays an hour late. */
  @Test
  void a_standby_that_is_behind_is_told() throws SQLException {
    try (TestServer server = TestServers.own(18, Map.of("synchronous_commit", "on"));
        TestDatabase database = server.database();
        Standby standby =
            Standby.of(
                server,
                "late",
                Map.of("recovery_min_apply_delay", "1h", "wal_receiver_status_interval", "1s"))) {
      assertThat(standby.server().major()).isEqualTo(18);
      database.execute(USERS);
      Plan plan = engine(database).plan(migration(RENAME));
      try (Connection session = database.connection()) {
        Subject subject = new Subject(session, plan, new Identifier("concertina"));
        assertThat(eventually(database, subject, new StandbyLagCheck(Duration.ofMillis(1))))
            .singleElement()
            .satisfies(
                finding -> {
                  assertThat(finding.code()).isEqualTo("standby-lag");
                  assertThat(finding.message()).contains("The standby late is");
                  assertThat(finding.hint()).contains("--max-lag");
                });
        assertThat(new StandbyLagCheck(Duration.ofHours(2)).find(subject)).isEmpty();
      }
      refusesWhatCouldNotCommit(database);
    }
  }

  /** The standby that is there is not the one that commits wait for. */
  private static void refusesWhatCouldNotCommit(TestDatabase database) {
    String names = "SHOW synchronous_standby_names";
    database.execute(
        "ALTER SYSTEM SET synchronous_standby_names = 'nobody'", "SELECT pg_reload_conf()");
    try {
      while (database.query(names).contains("")) {
        Thread.onSpinWait();
      }
      assertThatThrownBy(() -> engine(database).deploy(migration(RENAME)))
          .isInstanceOfSatisfying(
              WaitingException.class, e -> assertThat(e.code()).isEqualTo("no-standby"));
    } finally {
      database.execute("ALTER SYSTEM RESET synchronous_standby_names", "SELECT pg_reload_conf()");
    }
  }

  private static List<Finding> eventually(TestDatabase database, Subject subject, Check check)
      throws SQLException {
    long deadline = System.nanoTime() + LONG.toNanos();
    while (System.nanoTime() < deadline) {
      database.execute("UPDATE users SET name = name || '.' WHERE id = 1");
      List<Finding> found = check.find(subject);
      if (!found.isEmpty()) {
        return found;
      }
    }
    return List.of();
  }

  private static List<String> codes(TestDatabase database) {
    return find(database).stream().map(Finding::code).toList();
  }

  private static List<Finding> find(TestDatabase database) {
    return find(database, RENAME);
  }

  private static List<Finding> find(TestDatabase database, String sql) {
    Concertina engine = engine(database);
    return engine.preflight(engine.plan(migration(sql)));
  }

  private static Migration migration(String sql) {
    return new MigrationText(Sources.PARSER).of("V7__preflight", "V7__preflight.sql", sql);
  }

  private static Concertina engine(TestDatabase database) {
    return Concertina.connect(
        name -> database.connection(), Settings.defaults(), new Listener() {}, Sources.PARSER);
  }
}

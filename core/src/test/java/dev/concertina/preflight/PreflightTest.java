package dev.concertina.preflight;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.concertina.change.Migration;
import dev.concertina.change.MigrationException;
import dev.concertina.change.Version;
import dev.concertina.engine.Allowances;
import dev.concertina.engine.Concertina;
import dev.concertina.engine.ConnectionFactory;
import dev.concertina.engine.Listener;
import dev.concertina.engine.Settings;
import dev.concertina.journal.State;
import dev.concertina.plan.Plan;
import dev.concertina.preflight.Finding.Weight;
import dev.concertina.source.MigrationText;
import dev.concertina.source.Sources;
import dev.concertina.sql.Identifier;
import dev.concertina.testkit.OnEveryServer;
import dev.concertina.testkit.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PreflightTest {

  private static final String USERS =
      """
      CREATE TABLE users (id int PRIMARY KEY, name text);
      INSERT INTO users SELECT g, 'u' || g FROM generate_series(1, 50) g;
      """;
  private static final Migration RENAME =
      migration("ALTER TABLE users RENAME COLUMN name TO label;");

  @OnEveryServer
  void an_ordinary_table_has_no_finding(TestDatabase database) {
    database.execute(USERS);
    assertThat(find(database, "postgres", RENAME)).isEmpty();
  }

  @OnEveryServer
  void everything_is_said_at_once_and_before_anything_has_run(TestDatabase database) {
    database.execute(
        USERS,
        "ALTER TABLE users ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY",
        "REVOKE CREATE ON SCHEMA public FROM public");
    withRole(
        database,
        role -> {
          database.execute(
              "CREATE SCHEMA concertina AUTHORIZATION " + role,
              "ALTER TABLE users OWNER TO " + role,
              "ALTER ROLE " + role + " CONNECTION LIMIT 3");
          ConnectionFactory asRole = name -> database.connection(role);
          assertThatThrownBy(() -> engine(asRole, Allowances.NONE).expand(RENAME))
              .isInstanceOfSatisfying(
                  MigrationException.class,
                  e -> {
                    assertThat(e.code()).isEqualTo("preflight");
                    assertThat(e.hint()).contains("(1) GRANT CREATE ON SCHEMA", "(3) ALTER ROLE");
                  })
              .hasMessageContainingAll(
                  "Nothing has run yet. (1) ",
                  "may not create in the schema public",
                  "(2) The policies of",
                  "(3) The role may open only 3");
          assertThat(database.query("SELECT count(*) FROM concertina.migration"))
              .containsExactly("0");
        });
  }

  @OnEveryServer
  void forced_row_security_stops_the_owner_but_not_a_role_that_bypasses_it(TestDatabase database) {
    database.execute(USERS, "ALTER TABLE users ENABLE ROW LEVEL SECURITY");
    withRole(
        database,
        role -> {
          database.execute(
              "ALTER TABLE users OWNER TO " + role, "GRANT ALL ON SCHEMA public TO " + role);
          assertThat(codes(database, role, RENAME)).isEmpty();
          database.execute("ALTER TABLE users FORCE ROW LEVEL SECURITY");
          assertThat(codes(database, role, RENAME)).containsExactly("row-security");
          database.execute("ALTER ROLE " + role + " BYPASSRLS");
          assertThat(codes(database, role, RENAME)).isEmpty();
        });
  }

  @OnEveryServer
  void a_role_with_too_few_sessions_is_stopped(TestDatabase database) {
    database.execute(USERS);
    withRole(
        database,
        role -> {
          database.execute(
              "ALTER TABLE users OWNER TO " + role,
              "GRANT ALL ON SCHEMA public TO " + role,
              "ALTER ROLE " + role + " CONNECTION LIMIT 3");
          assertThat(codes(database, role, RENAME)).containsExactly("connection-limit");
        });
  }

  @OnEveryServer
  void a_role_that_is_assumed_is_told(TestDatabase database) {
    database.execute(USERS);
    withRole(
        database,
        role -> {
          database.execute(
              "ALTER ROLE " + role + " SUPERUSER", "ALTER ROLE " + role + " SET role = postgres");
          assertThat(codes(database, role, RENAME)).containsExactly("assumed-role");
        });
  }

  @OnEveryServer
  void subscribers_are_asked_about_and_accepted_on_record(TestDatabase database) {
    database.execute(USERS, "CREATE PUBLICATION out FOR TABLE users");
    String slot = "slot_of_" + database.name();
    database.query("SELECT pg_create_logical_replication_slot('" + slot + "', 'pgoutput')");
    try {
      ConnectionFactory connections = name -> database.connection();
      assertThatThrownBy(() -> engine(connections, Allowances.NONE).expand(RENAME))
          .isInstanceOfSatisfying(
              MigrationException.class,
              e -> {
                assertThat(e.code()).isEqualTo("published");
                assertThat(e.hint()).contains("--accept published");
              })
          .hasMessageContaining(slot);
      Allowances accepted = new Allowances(Set.of("published"), Optional.empty());
      assertThat(engine(connections, accepted).expand(RENAME).state()).isEqualTo(State.EXPANDED);
      assertThat(database.query("SELECT detail FROM concertina.event WHERE what = 'accepted'"))
          .singleElement()
          .asString()
          .contains(slot);
    } finally {
      database.query("SELECT pg_drop_replication_slot('" + slot + "')");
    }
  }

  @OnEveryServer
  void a_slot_that_nobody_reads_is_told(TestDatabase database) {
    database.execute(USERS);
    String slot = "idle_of_" + database.name();
    database.query("SELECT pg_create_physical_replication_slot('" + slot + "', true)");
    try {
      assertThat(find(database, "postgres", RENAME))
          .anySatisfy(
              f -> {
                assertThat(f.code()).isEqualTo("idle-slot");
                assertThat(f.message()).contains(slot);
              });
    } finally {
      database.query("SELECT pg_drop_replication_slot('" + slot + "')");
    }
  }

  @OnEveryServer
  void writers_under_repeatable_read_are_asked_about_where_rows_are_filled(TestDatabase database) {
    database.execute(
        USERS,
        "ALTER DATABASE "
            + database.name()
            + " SET default_transaction_isolation = 'repeatable read'");
    assertThat(codes(database, "postgres", RENAME)).containsExactly("repeatable-read");
    assertThat(codes(database, "postgres", migration("COMMENT ON TABLE users IS 'people';")))
        .isEmpty();
  }

  @OnEveryServer
  void event_triggers_are_named(TestDatabase database) {
    database.execute(
        USERS,
        "CREATE FUNCTION seen() RETURNS event_trigger LANGUAGE plpgsql AS 'BEGIN END'",
        "CREATE EVENT TRIGGER watches ON ddl_command_end EXECUTE FUNCTION seen()");
    assertThat(find(database, "postgres", RENAME))
        .singleElement()
        .satisfies(
            f -> {
              assertThat(f.weight()).isEqualTo(Weight.TELLS);
              assertThat(f.message()).contains("watches on ddl_command_end");
            });
  }

  @OnEveryServer
  void triggers_that_would_fire_for_old_rows_are_asked_about_before_expand(TestDatabase database) {
    database.execute(
        USERS,
        "CREATE FUNCTION stamp() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END'",
        "CREATE TRIGGER stamped BEFORE UPDATE ON users FOR EACH ROW EXECUTE FUNCTION stamp()");
    assertThat(codes(database, "postgres", RENAME)).isEmpty();
    database.execute("ALTER TABLE users ENABLE ALWAYS TRIGGER stamped");
    assertThat(find(database, "postgres", RENAME))
        .singleElement()
        .satisfies(
            f -> {
              assertThat(f.code()).isEqualTo("user-triggers");
              assertThat(f.message()).contains("stamped");
            });
  }

  @OnEveryServer
  void transactions_that_are_open_for_long_are_named(TestDatabase database) throws SQLException {
    database.execute(USERS);
    String gid = "gid_of_" + database.name();
    try (Connection open = database.connection();
        Statement statement = open.createStatement()) {
      statement.execute("BEGIN; SELECT count(*) FROM users");
      database.execute(
          "BEGIN; UPDATE users SET name = 'p' WHERE id = 1; PREPARE TRANSACTION '" + gid + "'");
      Plan plan = plan(database, "postgres", RENAME);
      List<Finding> found = new ArrayList<>();
      try (Connection session = database.connection()) {
        Subject subject = new Subject(session, plan, new Identifier("concertina"));
        found.addAll(new LongTransactionCheck(Duration.ZERO).find(subject));
        found.addAll(new PreparedTransactionCheck(Duration.ZERO).find(subject));
      }
      assertThat(found)
          .extracting(Finding::code)
          .containsExactly("long-transaction", "prepared-transaction");
      assertThat(found.get(0).message()).contains("idle in transaction");
      assertThat(found.get(1).message()).contains(gid);
      assertThat(codes(database, "postgres", RENAME)).isEmpty();
    } finally {
      database.execute("ROLLBACK PREPARED '" + gid + "'");
    }
  }

  @OnEveryServer
  void the_room_that_a_large_table_needs_is_told(TestDatabase database) throws SQLException {
    database.execute(USERS);
    Plan plan = plan(database, "postgres", RENAME);
    try (Connection session = database.connection()) {
      Subject subject = new Subject(session, plan, new Identifier("concertina"));
      assertThat(new SpaceCheck(1).find(subject))
          .singleElement()
          .satisfies(f -> assertThat(f.message()).contains("Filling", "users", "on the disk"));
    }
  }

  @Test
  void what_is_accepted_does_not_stop_and_what_stops_cannot_be_accepted() {
    Finding asked = Finding.asks("a", "A.", "Mend a.");
    Finding stopping = Finding.stops("b", "B.", "Mend b.");
    Finding told = Finding.tells("c", "C.", "Look at c.");

    Preflight.refuse(List.of(asked, told), Set.of("a"));

    assertThatThrownBy(() -> Preflight.refuse(List.of(stopping, asked, told), Set.of("b")))
        .isInstanceOfSatisfying(
            MigrationException.class,
            e -> {
              assertThat(e.code()).isEqualTo("preflight");
              assertThat(e.getMessage()).isEqualTo("Nothing has run yet. (1) B. (2) A.");
              assertThat(e.hint()).contains("(2) Mend a. To go on all the same: --accept a.");
            });
  }

  private interface Use {
    void with(String role);
  }

  private static void withRole(TestDatabase database, Use use) {
    String role = "preflight_" + database.name();
    database.execute("CREATE ROLE " + role + " LOGIN");
    try {
      use.with(role);
    } finally {
      database.execute(
          "REASSIGN OWNED BY " + role + " TO postgres",
          "DROP OWNED BY " + role,
          "DROP ROLE " + role);
    }
  }

  private static List<String> codes(TestDatabase database, String role, Migration migration) {
    return find(database, role, migration).stream().map(Finding::code).toList();
  }

  private static List<Finding> find(TestDatabase database, String role, Migration migration) {
    return engine(name -> database.connection(role), Allowances.NONE)
        .preflight(plan(database, "postgres", migration));
  }

  private static Plan plan(TestDatabase database, String role, Migration migration) {
    return engine(name -> database.connection(role), Allowances.NONE).plan(migration);
  }

  private static Concertina engine(ConnectionFactory connections, Allowances allowances) {
    return Concertina.connect(
        connections,
        Settings.defaults().withAllowances(allowances),
        new Listener() {},
        Sources.PARSER);
  }

  private static Migration migration(String sql) {
    Migration read =
        new MigrationText(Sources.PARSER).of("V7__preflight", "V7__preflight.sql", sql);
    assertThat(read.version()).isEqualTo(Version.parse("7"));
    return read;
  }
}

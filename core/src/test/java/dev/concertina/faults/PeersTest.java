package dev.concertina.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.concertina.change.MigrationException;
import dev.concertina.engine.StepFailedException;
import dev.concertina.plan.Phase;
import dev.concertina.testkit.OnEveryServer;
import dev.concertina.testkit.TestDatabase;
import java.sql.SQLException;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/** Nineteen ways in which tools of this kind have lost rows or stopped an application. */
class PeersTest {

  private static final String USERS =
      """
      CREATE TABLE users (id int PRIMARY KEY, name text NOT NULL, visits int NOT NULL DEFAULT 0);
      INSERT INTO users SELECT g, 'u' || g FROM generate_series(1, 5000) g;
      """;
  private static final String RENAME = "ALTER TABLE users RENAME COLUMN name TO label;";
  private static final String SHORTEN =
      "ALTER TABLE users ALTER COLUMN name TYPE varchar(3) USING left(name, 3);";
  private static final String TO_NUMBER =
      "-- concertina: down = name::text\n"
          + "ALTER TABLE users ALTER COLUMN name TYPE int USING name::int;";

  @OnEveryServer
  void case_1_a_kill_in_the_backfill_and_a_premature_end_lose_no_value(TestDatabase database) {
    Deploy deploy = Deploy.given(database, USERS, RENAME).expand();
    deploy.diesAt("MIGRATE BATCH_AFTER_COMMIT of migrate-1", deploy.course().migrate());

    assertThatThrownBy(deploy::contract).isInstanceOf(MigrationException.class);
    assertThatThrownBy(deploy::switchOver).isInstanceOf(MigrationException.class);

    deploy.migrate().switchOver().contract();
    deploy.newApplication().reads("SELECT count(*) FROM users WHERE label = 'u' || id", "(5000)");
  }

  @OnEveryServer
  void case_2_a_conversion_that_fails_is_told_and_erases_no_value(TestDatabase database) {
    Deploy deploy = Deploy.given(database, USERS, TO_NUMBER).expand();

    assertThatThrownBy(deploy::migrate)
        .isInstanceOf(StepFailedException.class)
        .hasMessageContaining("5000 rows");
    assertThatThrownBy(deploy::contract).isInstanceOf(MigrationException.class);

    deploy.oldApplication().reads("SELECT count(*) FROM users WHERE name = 'u' || id", "(5000)");
    deploy.abort().endsAsItBegan();
    deploy.oldApplication().reads("SELECT count(*) FROM users WHERE name = 'u' || id", "(5000)");
  }

  @OnEveryServer
  void case_3_a_crash_after_the_old_column_is_dropped_can_only_go_forward(TestDatabase database) {
    Deploy deploy = Deploy.given(database, USERS, RENAME);
    String drop = deploy.stepOf(Phase.CONTRACT, "DROP COLUMN");
    deploy.expand().migrate().switchOver();
    deploy.diesAt("CONTRACT STEP_AFTER_COMMIT of " + drop, deploy.course().contract());
    for (ThrowingCallable back : List.<ThrowingCallable>of(deploy::abort, deploy::revert)) {
      assertThatThrownBy(back).hasMessageContaining("CONTRACT of this migration is half done");
    }

    deploy.diesEverywhereIn(deploy.course().contract());

    deploy.newApplication().reads("SELECT count(*) FROM users WHERE label = 'u' || id", "(5000)");
    deploy.endsAsTheNaiveSqlDoes();
  }

  @OnEveryServer
  void case_4_a_referenced_integer_key_becomes_bigint_and_goes_back(TestDatabase database) {
    String orders =
        "CREATE TABLE orders (id int PRIMARY KEY, user_id int NOT NULL REFERENCES users);"
            + " INSERT INTO orders SELECT g, g FROM generate_series(1, 500) g;";
    Deploy deploy =
        Deploy.given(database, USERS + orders, "ALTER TABLE users ALTER COLUMN id TYPE bigint;");

    deploy.expand().migrate().abort().endsAsItBegan();
    deploy.throughout().endsAsTheNaiveSqlDoes();

    deploy.newApplication().fails("INSERT INTO orders VALUES (501, 70000)", "foreign key");
  }

  @OnEveryServer
  void case_5_a_view_of_the_column_is_named_before_anything_runs_and_partitions_go_along(
      TestDatabase database) {
    String view = "CREATE VIEW names AS SELECT name FROM users;";
    Deploy viewed = Deploy.given(database, USERS + view, SHORTEN);
    assertThatThrownBy(viewed::expand)
        .isInstanceOf(MigrationException.class)
        .hasMessageContaining("public.names");
    viewed.endsAsItBegan();

    try (TestDatabase fresh = database.server().database()) {
      String partitioned =
          """
          CREATE TABLE users (id int PRIMARY KEY, name text NOT NULL) PARTITION BY RANGE (id);
          CREATE TABLE users_low PARTITION OF users FOR VALUES FROM (1) TO (100);
          CREATE TABLE users_high PARTITION OF users DEFAULT;
          INSERT INTO users SELECT g, 'u' || g FROM generate_series(1, 300) g;
          """;
      Deploy deploy = Deploy.given(fresh, partitioned, RENAME).throughout();
      deploy.newApplication().reads("SELECT count(*) FROM users WHERE label = 'u' || id", "(300)");
      deploy.endsAsTheNaiveSqlDoes();
    }
  }

  @OnEveryServer
  void case_6_an_old_clients_unrelated_update_keeps_the_new_clients_value(TestDatabase database) {
    Deploy deploy =
        Deploy.given(
                database,
                USERS,
                """
                changes:
                  - split:
                      table: users
                      column: name
                      into:
                        first: { type: text, up: "split_part(name, ' ', 1)" }
                        last: { type: text, up: "split_part(name, ' ', 2)" }
                      down: first
                """)
            .expand()
            .migrate();
    deploy.newApplication().writes("UPDATE users SET first = 'Ann', last = 'Lee' WHERE id = 1");

    deploy.oldApplication().writes("UPDATE users SET visits = visits + 1");
    deploy.newApplication().reads("SELECT first, last FROM users WHERE id = 1", "(Ann,Lee)");
    deploy.switchOver();
    deploy.oldApplication().writes("UPDATE users SET visits = visits + 1");

    deploy.newApplication().reads("SELECT first, last FROM users WHERE id = 1", "(Ann,Lee)");
  }

  @OnEveryServer
  void case_7_a_search_path_that_is_not_exactly_the_versions_loses_no_value(TestDatabase database) {
    Deploy deploy = Deploy.given(database, USERS, SHORTEN).expand().migrate();
    List<String> paths =
        List.of("v7", "v7, public", "\"$user\", v7, public", "v7, public, other", "public, v7");
    for (int i = 0; i < paths.size(); i++) {
      String row = " WHERE id = " + (i + 1);
      deploy
          .application(paths.get(i))
          .writes("UPDATE users SET name = 'n" + i + "'" + row)
          .reads("SELECT name FROM users" + row, "(n" + i + ")");
      for (String path : List.of("public", "v7, public")) {
        deploy.application(path).reads("SELECT name FROM users" + row, "(n" + i + ")");
      }
    }
    deploy.switchOver().contract();
    deploy.oldApplication().reads("SELECT name FROM users WHERE id = 5", "(n4)");
  }

  @OnEveryServer
  void case_8_a_premature_new_write_to_a_row_not_yet_filled_leaves_no_row_empty(
      TestDatabase database) {
    Deploy deploy = Deploy.given(database, USERS, RENAME).expand();
    deploy.diesAt("MIGRATE BATCH_AFTER_COMMIT of migrate-1", deploy.course().migrate());
    String empty = "SELECT count(*) FROM users WHERE label IS NULL AND id > ";
    assertThat(database.query(empty + 0)).isNotEqualTo(List.of("0"));

    deploy.newApplication().writes("UPDATE users SET label = 'early' WHERE id IN (1, 5000)");
    deploy
        .oldApplication()
        .reads("SELECT name FROM users WHERE id IN (1, 5000) ORDER BY id", "(u1)", "(u5000)");

    deploy.migrate();
    assertThat(deploy.verify().isEqual()).isTrue();
    assertThat(database.query(empty + 0)).containsExactly("0");
  }

  @OnEveryServer
  void case_9_long_names_with_one_beginning_stay_apart(TestDatabase database) {
    String stem = "a_very_long_name_that_says_everything_about_the_thing_in_it_";
    String schema =
        "CREATE TABLE %1$sta (id int PRIMARY KEY, %1$sone text, %1$stwo text);"
            + "CREATE TABLE %1$stb (id int PRIMARY KEY, %1$sone text);"
            + "INSERT INTO %1$sta SELECT g, 'a' || g, 'b' || g FROM generate_series(1, 200) g;"
            + "INSERT INTO %1$stb SELECT g, 'c' || g FROM generate_series(1, 200) g;";
    String migration =
        """
        ALTER TABLE %1$sta RENAME COLUMN %1$sone TO %1$snew;
        ALTER TABLE %1$sta RENAME COLUMN %1$stwo TO %1$snex;
        ALTER TABLE %1$stb RENAME COLUMN %1$sone TO %1$snew;
        """;
    Deploy deploy =
        Deploy.given(database, schema.formatted(stem), migration.formatted(stem))
            .expand()
            .migrate();
    deploy
        .newApplication()
        .writes("UPDATE %1$sta SET %1$snew = 'x' WHERE id = 1".formatted(stem))
        .writes("UPDATE %1$sta SET %1$snex = 'y' WHERE id = 2".formatted(stem));
    deploy
        .oldApplication()
        .reads(
            "SELECT %1$sone, %1$stwo FROM %1$sta WHERE id < 3 ORDER BY id".formatted(stem),
            "(x,b1)",
            "(a2,y)");
    deploy.switchOver().contract().endsAsTheNaiveSqlDoes();
    deploy.newApplication().reads("SELECT count(%1$snew) FROM %1$stb".formatted(stem), "(200)");
  }

  @OnEveryServer
  void case_10_a_new_constraint_refuses_no_old_write_while_a_transaction_is_open(
      TestDatabase database) throws SQLException {
    String nullable = USERS.replace("name text NOT NULL", "name text");
    Deploy deploy =
        Deploy.given(
            database,
            nullable,
            "-- concertina: up = 'nobody'\nALTER TABLE users ALTER COLUMN name SET NOT NULL;");
    Course course = deploy.course();
    String open = "UPDATE users SET visits = 1 WHERE id = 1";
    int[] id = {5000};
    Blocked.Act insert =
        () ->
            deploy
                .oldApplication()
                .writes("INSERT INTO users (id, name) VALUES (" + ++id[0] + ", NULL)");

    Blocked.by(database, open, course.expand(), insert);
    deploy.migrate();
    insert.act();
    deploy.switchOver();
    insert.act();
    deploy.contract();

    assertThat(id[0]).isGreaterThan(5005);
    deploy
        .newApplication()
        .reads("SELECT count(*) FROM users WHERE id > 5000 AND name = 'nobody'", count(id[0]));
  }

  private static String count(int last) {
    return "(" + (last - 5000) + ")";
  }

  @OnEveryServer
  void case_11_an_index_build_outlives_the_lock_timeout(TestDatabase database) throws SQLException {
    Deploy deploy = Deploy.given(database, USERS, "CREATE INDEX users_by_name ON users (name);");

    Blocked.by(
        database,
        "UPDATE users SET visits = 1 WHERE id = 1",
        engine -> engine.deploy(deploy.course().migration()),
        () -> deploy.oldApplication().writes("UPDATE users SET visits = 2 WHERE id = 2"));

    assertThat(
            database.query(
                "SELECT indisvalid FROM pg_index WHERE indexrelid ="
                    + " 'users_by_name'::regclass"))
        .containsExactly("t");
    deploy.endsAsTheNaiveSqlDoes();
  }

  @OnEveryServer
  void case_12_a_reader_never_queues_behind_a_lock_that_is_waited_for(TestDatabase database)
      throws SQLException {
    Deploy deploy = Deploy.given(database, USERS, RENAME);
    String read = "SET statement_timeout = '10s'; SELECT count(*) FROM users";

    // the blocker is open for as long as the reads take: a lock without time-out would fail them
    Blocked.by(
        database,
        "SELECT count(*) FROM users",
        deploy.course().expand(),
        () -> database.execute(read));

    deploy.migrate().switchOver();
    Blocked.by(
        database,
        "SELECT count(*) FROM users",
        deploy.course().contract(),
        () -> database.execute(read));
    deploy.endsAsTheNaiveSqlDoes();
  }

  @OnEveryServer
  void case_13_a_table_whose_key_is_always_generated_is_filled(TestDatabase database) {
    String schema =
        "CREATE TABLE users (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, name text);"
            + " INSERT INTO users (name) SELECT 'u' || g FROM generate_series(1, 500) g;";
    Deploy deploy = Deploy.given(database, schema, RENAME).expand().migrate();
    deploy.newApplication().writes("INSERT INTO users (label) VALUES ('fresh')");
    deploy.oldApplication().reads("SELECT name FROM users WHERE id = 501", "(fresh)");
    deploy.switchOver().contract().endsAsTheNaiveSqlDoes();
  }

  @OnEveryServer
  void case_14_a_comment_moves_no_row(TestDatabase database) {
    Deploy deploy =
        Deploy.given(database, USERS, "COMMENT ON COLUMN users.name IS 'what we call them';");
    String place = "SELECT sum((ctid::text::point)[1]) || ' ' || max(xmin::text) FROM users";
    String file = "SELECT pg_relation_filenode('users') || ' ' || pg_table_size('users')";
    List<String> rows = database.query(place);
    List<String> table = database.query(file);

    deploy.expand().migrate().endsAsTheNaiveSqlDoes();

    assertThat(database.query(place)).isEqualTo(rows);
    assertThat(database.query(file)).isEqualTo(table);
  }

  @OnEveryServer
  void case_15_a_check_keeps_the_word_that_looks_like_the_column(TestDatabase database) {
    String check = "ALTER TABLE users ADD CHECK (name <> 'name' AND name <> 'a name''s name');";
    Deploy deploy = Deploy.given(database, USERS + check, RENAME).throughout();
    deploy.newApplication().fails("UPDATE users SET label = 'name' WHERE id = 1", "check");
    deploy.newApplication().writes("UPDATE users SET label = 'label' WHERE id = 1");
    deploy.endsAsTheNaiveSqlDoes();
  }

  @OnEveryServer
  void case_16_everything_that_hangs_on_a_column_goes_along(TestDatabase database) {
    String role =
        "DO $$ BEGIN CREATE ROLE peers_reader; EXCEPTION WHEN duplicate_object THEN"
            + " NULL; END $$;";
    String schema =
        """
        CREATE TABLE things (
          id int PRIMARY KEY,
          name varchar(40) COLLATE "C" NOT NULL DEFAULT 'x',
          size int,
          loud text GENERATED ALWAYS AS (upper(size::text)) STORED,
          CONSTRAINT once UNIQUE (name) DEFERRABLE INITIALLY DEFERRED);
        CREATE INDEX by_expression ON things (lower(name));
        CREATE INDEX by_order ON things (name DESC NULLS LAST, size);
        CREATE INDEX by_pattern ON things (name varchar_pattern_ops);
        CREATE UNIQUE INDEX by_both ON things (size, name) INCLUDE (id);
        CREATE STATISTICS together ON name, size FROM things;
        ALTER TABLE things ALTER COLUMN name SET STORAGE EXTERNAL;
        ALTER TABLE things ALTER COLUMN name SET STATISTICS 321;
        GRANT SELECT (name), UPDATE (name) ON things TO peers_reader;
        INSERT INTO things SELECT g, 'n' || g, g FROM generate_series(1, 200) g;
        """;
    String rename = "ALTER TABLE things RENAME COLUMN name TO label;";
    Deploy.given(database, role + schema, rename).throughout().endsAsTheNaiveSqlDoes();
    database.execute("DROP OWNED BY peers_reader");

    // what cannot be carried along is named before anything runs
    try (TestDatabase fresh = database.server().database()) {
      String view = "CREATE MATERIALIZED VIEW names AS SELECT name FROM things;";
      Deploy deploy = Deploy.given(fresh, schema + view, rename);
      assertThatThrownBy(deploy::expand).hasMessageContaining("public.names");
      deploy.endsAsItBegan();
      fresh.execute("DROP OWNED BY peers_reader");
    }
  }

  @OnEveryServer
  void case_17_a_foreign_key_keeps_the_pairs_of_its_columns(TestDatabase database) {
    String schema =
        """
        CREATE TABLE p (x int, y int, UNIQUE (y, x));
        CREATE TABLE c (id int PRIMARY KEY, a int, b int, FOREIGN KEY (a, b) REFERENCES p (y, x));
        INSERT INTO p SELECT g, 1000 + g FROM generate_series(1, 200) g;
        INSERT INTO c SELECT g, 1000 + g, g FROM generate_series(1, 200) g;
        """;
    Deploy deploy =
        Deploy.given(database, schema, "ALTER TABLE c RENAME COLUMN b TO z;").throughout();
    deploy.newApplication().writes("INSERT INTO c VALUES (201, 1007, 7)");
    deploy.newApplication().fails("INSERT INTO c VALUES (202, 7, 1007)", "foreign key");
    deploy.endsAsTheNaiveSqlDoes();
  }

  @OnEveryServer
  void case_18_who_may_use_the_table_may_use_the_version(TestDatabase database) {
    String role = "peers_" + database.name() + "_" + database.server().major();
    database.execute("CREATE ROLE " + role);
    try {
      Deploy deploy =
          Deploy.given(
                  database,
                  USERS + "GRANT SELECT, INSERT, UPDATE ON users TO " + role + ";",
                  SHORTEN)
              .expand()
              .migrate();
      String as = "SET ROLE " + role + "; ";
      deploy
          .newApplication()
          .writes(as + "INSERT INTO users (id, name) VALUES (6000, 'abc')")
          .writes(as + "UPDATE users SET name = 'abd' WHERE id = 6000")
          .fails(as + "DELETE FROM users", "permission denied");
      deploy.oldApplication().reads("SELECT name FROM users WHERE id = 6000", "(abd)");
    } finally {
      database.execute("DROP OWNED BY " + role, "DROP ROLE " + role);
    }
  }

  @OnEveryServer
  void case_19_on_conflict_on_constraint_works_wherever_no_view_stands(TestDatabase database) {
    String once = "ALTER TABLE users ADD CONSTRAINT users_once UNIQUE (name);";
    String upsert =
        "INSERT INTO users (id, %s) VALUES (%d, 'u1') ON CONFLICT ON CONSTRAINT %s DO NOTHING";
    Deploy deploy = Deploy.given(database, USERS + once, RENAME).expand();
    deploy.oldApplication().writes(upsert.formatted("name", 7001, "users_once"));
    deploy.migrate();
    deploy.oldApplication().writes(upsert.formatted("name", 7002, "users_once"));
    deploy.newApplication().writes(upsert.formatted("label", 1, "users_pkey"));
    deploy.switchOver().contract();
    deploy.newApplication().writes(upsert.formatted("label", 7003, "users_once"));
    deploy.newApplication().reads("SELECT count(*) FROM users", "(5000)");
  }
}

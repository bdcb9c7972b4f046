package dev.concertina.story;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.concertina.change.Migration;
import dev.concertina.change.MigrationException;
import dev.concertina.change.Version;
import dev.concertina.engine.Concertina;
import dev.concertina.engine.Listener;
import dev.concertina.engine.MigrationStatus;
import dev.concertina.engine.Settings;
import dev.concertina.journal.State;
import dev.concertina.source.MigrationText;
import dev.concertina.source.Sources;
import dev.concertina.story.twin.SchemaSnapshot;
import dev.concertina.testkit.OnEveryServer;
import dev.concertina.testkit.TestDatabase;
import java.util.ArrayList;
import java.util.List;

class UpStoryTest {

  private static final String[] FILES = {
    """
    CREATE TABLE users (id bigint PRIMARY KEY, name varchar(40), plan text, note text);
    CREATE INDEX users_by_name ON users (name);
    """,
    "CREATE UNIQUE INDEX CONCURRENTLY IF NOT EXISTS users_once ON users (name, id);",
    """
    ALTER TABLE users RENAME COLUMN name TO full_name;
    -- concertina: up = 'free'
    ALTER TABLE users ALTER COLUMN plan SET NOT NULL;
    """,
    """
    -- concertina: up = length(note)
    ALTER TABLE users ADD COLUMN size int NOT NULL, DROP COLUMN note;
    """,
    "ALTER TABLE users ALTER COLUMN size TYPE bigint; ALTER TABLE users ADD COLUMN a uuid"
        + " DEFAULT gen_random_uuid();",
    "DROP INDEX users_by_name; CREATE TABLE orders (id int, user_id bigint REFERENCES users);",
    "ALTER TABLE orders RENAME TO sales; UPDATE users SET plan = '' WHERE plan IS NULL;"
        + " ALTER TABLE users ALTER plan SET NOT NULL;",
    """
    changes:
      - split:
          table: users
          column: full_name
          into:
            first: {type: text, up: "split_part(full_name, ' ', 1)", not_null: true}
            last: {type: text, up: "split_part(full_name, ' ', 2)", default: "'-'"}
          down: first || ' ' || last
    """
  };

  private static final String[] NAIVE_SPLIT = {
    "ALTER TABLE users ADD first text NOT NULL, ADD last text DEFAULT '-', DROP full_name"
  };

  private static Concertina connect(TestDatabase database) {
    return Concertina.connect(
        name -> database.connection(), Settings.defaults(), new Listener() {}, Sources.PARSER);
  }

  private static List<Migration> migrations() {
    MigrationText reader = new MigrationText(Sources.PARSER);
    List<Migration> migrations = new ArrayList<>();
    for (String text : FILES) {
      String name = "V" + (migrations.size() + 1) + "__step";
      migrations.add(reader.of(name, name + (text.startsWith("changes") ? ".yaml" : ".sql"), text));
    }
    return migrations;
  }

  @OnEveryServer
  void without_rows_the_schema_is_at_once_what_the_naive_sql_makes(TestDatabase database) {
    List<Migration> migrations = migrations();
    List<MigrationStatus> reached = connect(database).up(migrations, false);

    assertThat(reached).extracting(MigrationStatus::state).containsOnly(State.CONTRACTED);
    assertThat(reached).allSatisfy(s -> assertThat(s.steps()).hasSize(1).allMatch(x -> x.isDone()));
    assertThat(reached).noneMatch(MigrationStatus::isBaseline);
    try (TestDatabase twin = database.server().database()) {
      migrations.subList(0, 7).forEach(migration -> twin.execute(migration.text()));
      twin.execute(NAIVE_SPLIT);
      assertThat(SchemaSnapshot.of(database)).isEqualTo(SchemaSnapshot.of(twin));
    }
    assertThat(connect(database).status()).hasSize(8);
  }

  @OnEveryServer
  void the_phases_lead_to_the_same_schema(TestDatabase database) {
    connect(database).up(migrations().subList(0, 5), true);
    try (TestDatabase twin = database.server().database()) {
      connect(twin).up(migrations().subList(0, 5), false);
      assertThat(SchemaSnapshot.of(database)).isEqualTo(SchemaSnapshot.of(twin));
    }
  }

  @OnEveryServer
  void a_table_with_rows_goes_through_the_phases(TestDatabase database) {
    List<Migration> migrations = migrations();
    connect(database).up(migrations.subList(0, 2), false);
    database.execute("INSERT INTO users (id, name) VALUES (1, 'Ann'), (2, 'Bob')");

    List<MigrationStatus> reached = connect(database).up(migrations.subList(2, 3), false);

    assertThat(reached.get(0).steps()).hasSizeGreaterThan(5);
    assertThat(new Application(database, "public"))
        .satisfies(
            app -> app.reads("SELECT full_name, plan FROM users", "(Ann,free)", "(Bob,free)"));
  }

  @OnEveryServer
  void a_column_goes_to_another_table_at_once(TestDatabase database) {
    database.execute(
        "CREATE TABLE users (id int PRIMARY KEY, bio varchar(9) COLLATE \"C\", n numeric(5, 2));"
            + " CREATE TABLE profiles (user_id int PRIMARY KEY)");
    Migration move =
        new MigrationText(Sources.PARSER)
            .of(
                "V1__move",
                "V1__move.yaml",
                """
                changes:
                  - move_column: {table: users, column: bio, to: profiles, key: {user_id: id}}
                """);
    Migration copy =
        new MigrationText(Sources.PARSER)
            .of(
                "V2__copy",
                "V2__copy.yaml",
                """
                changes:
                  - copy_column: {table: users, column: n, to: profiles, key: {user_id: id}}
                """);
    assertThat(connect(database).up(List.of(move, copy), false))
        .allSatisfy(reached -> assertThat(reached.steps()).hasSize(1));
    try (TestDatabase twin = database.server().database()) {
      twin.execute(
          "CREATE TABLE users (id int PRIMARY KEY, n numeric(5, 2));"
              + " CREATE TABLE profiles (user_id int PRIMARY KEY,"
              + " bio varchar(9) COLLATE \"C\", n numeric(5, 2))");
      assertThat(SchemaSnapshot.of(database)).isEqualTo(SchemaSnapshot.of(twin));
    }
  }

  @OnEveryServer
  void what_cannot_be_done_is_refused_as_by_the_phases_and_leaves_nothing(TestDatabase database) {
    Migration wrong =
        new MigrationText(Sources.PARSER)
            .of(
                "V1__x",
                "V1__x.sql",
                "CREATE TABLE t (id int); ALTER TABLE nowhere ADD COLUMN c int;");
    assertThatThrownBy(() -> connect(database).up(List.of(wrong), false))
        .isInstanceOf(MigrationException.class)
        .hasMessageContaining("there is no table nowhere");
    assertThat(connect(database).status()).isEmpty();
  }

  @OnEveryServer
  void a_baseline_is_registered_and_not_run(TestDatabase database) {
    List<Migration> migrations = migrations();
    database.execute(FILES[0]);
    Concertina concertina = connect(database);

    assertThat(concertina.baseline(migrations.subList(0, 1))).containsExactly(Version.parse("1"));
    assertThat(concertina.baseline(migrations.subList(0, 1))).isEmpty();
    assertThat(concertina.status()).singleElement().matches(MigrationStatus::isBaseline);

    concertina.checkHistory(migrations);
    concertina.deploy(migrations.get(1));
    assertThatThrownBy(() -> concertina.baseline(migrations.subList(0, 2)))
        .isInstanceOf(MigrationException.class)
        .hasMessageContaining("migration 2 is MIGRATED");
    Migration edited =
        new MigrationText(Sources.PARSER).of("V1__step", "V1__step.sql", FILES[0] + "--");
    assertThatThrownBy(() -> concertina.baseline(List.of(edited)))
        .hasMessageContaining("was changed after migration 1 had begun");
  }
}

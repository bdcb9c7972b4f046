package dev.concertina.story;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.concertina.change.ChangeType;
import dev.concertina.change.MigrationException;
import dev.concertina.engine.EngineException;
import dev.concertina.lint.convert.CatalogWaysBack;
import dev.concertina.lint.size.TableSizes;
import dev.concertina.source.MigrationText;
import dev.concertina.source.Sources;
import dev.concertina.testkit.OnEveryServer;
import dev.concertina.testkit.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/** What a hostile tester broke once. */
class AttackStoryTest {

  private static final String TASKS =
      "CREATE TABLE tasks (id int PRIMARY KEY, title text NOT NULL, note text, size int);"
          + " INSERT INTO tasks VALUES (1, '1', 'n', 1), (2, '2', NULL, 2);";
  private static final String RENAME = "ALTER TABLE tasks RENAME COLUMN title TO label;";
  private static final String RETYPE =
      "-- concertina: down = title::text\n"
          + "ALTER TABLE tasks ALTER COLUMN title TYPE int USING title::int;";

  @OnEveryServer
  void a_composite_value_with_a_null_inside_is_a_value(TestDatabase database) {
    String places =
        "CREATE TYPE spot AS (x int, y int); CREATE TABLE places (id int PRIMARY KEY, at spot);";
    Story story =
        Story.given(database, places, "ALTER TABLE places RENAME COLUMN at TO spot;")
            .expand()
            .migrate();
    story.newApplication().writes("INSERT INTO places (id, spot) VALUES (1, ROW(1, NULL))");
    story
        .oldApplication()
        .reads("SELECT at::text FROM places", "(\"(1,)\")")
        .reads("SELECT spot::text FROM places", "(\"(1,)\")");
  }

  @OnEveryServer
  void what_names_rows_for_replication_and_for_cluster_is_carried_over(TestDatabase database) {
    String marked =
        """
        ALTER TABLE tasks ADD CONSTRAINT once UNIQUE (title);
        COMMENT ON CONSTRAINT once ON tasks IS 'one of each';
        ALTER TABLE tasks REPLICA IDENTITY USING INDEX once;
        ALTER TABLE tasks CLUSTER ON once;
        CREATE PUBLICATION out FOR TABLE tasks;
        """;
    Story story = Story.given(database, TASKS + marked, RENAME).throughout();
    story.newApplication().writes("UPDATE tasks SET label = 'still published' WHERE id = 1");
    story
        .newApplication()
        .reads(
            "SELECT relreplident, (SELECT indisreplident AND indisclustered FROM pg_index"
                + " WHERE indexrelid = 'once'::regclass),"
                + " (SELECT obj_description(oid) FROM pg_constraint WHERE conname = 'once')"
                + " FROM pg_class WHERE oid = 'tasks'::regclass",
            "(i,t,\"one of each\")");
  }

  @OnEveryServer
  void the_columns_that_a_delete_sets_take_the_new_name(TestDatabase database) {
    String set = database.server().major() >= 15 ? " (boss)" : "";
    String people =
        "CREATE TABLE teams (firm int, boss int, PRIMARY KEY (firm, boss));"
            + " CREATE TABLE people (id int PRIMARY KEY, firm int, boss int,"
            + " FOREIGN KEY (firm, boss) REFERENCES teams ON DELETE SET NULL"
            + set
            + " DEFERRABLE); INSERT INTO teams VALUES (1, 1); INSERT INTO people VALUES (1, 1, 1);";
    Story story =
        Story.given(database, people, "ALTER TABLE people RENAME COLUMN boss TO lead;")
            .throughout();
    story.newApplication().writes("DELETE FROM teams");
    story.newApplication().reads("SELECT lead FROM people", "()");
    story.endsAsTheNaiveSqlDoes();
  }

  @OnEveryServer
  void a_dropped_table_finds_room_beside_an_earlier_one_of_its_name(TestDatabase database) {
    String twice =
        "CREATE TABLE notes (id serial PRIMARY KEY); CREATE SCHEMA other;"
            + " CREATE TABLE other.notes (id serial PRIMARY KEY);";
    Story.given(database, twice, "DROP TABLE notes; DROP TABLE other.notes;")
        .throughout()
        .endsAsTheNaiveSqlDoes();
  }

  @OnEveryServer
  void a_schema_of_the_users_with_the_versions_name_is_refused_and_left_alone(
      TestDatabase database) {
    String theirs = "CREATE SCHEMA v7; CREATE VIEW v7.tasks AS SELECT 1 AS mine;";
    Story story = Story.given(database, TASKS + theirs, RETYPE);
    refused(story::plan, "there is already a schema v7");
    refused(story::expand, "there is already a schema v7");
    story.endsAsItBegan();
  }

  @OnEveryServer
  void a_writer_who_may_not_run_the_conversion_is_found_before_anything_runs(
      TestDatabase database) {
    String rights =
        """
        DO $$ BEGIN CREATE ROLE attack_writer; EXCEPTION WHEN duplicate_object THEN NULL; END $$;
        CREATE SCHEMA util;
        CREATE FUNCTION util.plus(text) RETURNS int IMMUTABLE LANGUAGE sql AS 'SELECT $1::int + 1';
        GRANT INSERT (title) ON tasks TO attack_writer;
        """;
    String migration =
        "-- concertina: down = title::text\n"
            + "ALTER TABLE tasks ALTER COLUMN title TYPE int USING util.plus(title);";
    Story story = Story.given(database, TASKS + rights, migration);
    refused(story::plan, "role attack_writer writes to public.tasks and may not run util.plus");
    database.execute("GRANT USAGE ON SCHEMA util TO attack_writer");
    assertThat(story.plan().phases()).isNotEmpty();
  }

  @OnEveryServer
  void a_writer_who_may_not_use_a_default_is_found_before_anything_runs(TestDatabase database) {
    String rights =
        """
        DO $$ BEGIN CREATE ROLE attack_writer; EXCEPTION WHEN duplicate_object THEN NULL; END $$;
        CREATE SEQUENCE numbers; GRANT INSERT ON tasks TO attack_writer;
        """;
    Story story =
        Story.given(
            database,
            TASKS + rights,
            "ALTER TABLE tasks ADD COLUMN number int DEFAULT nextval('numbers');");
    refused(
        story::plan,
        "role attack_writer writes to public.tasks and may not draw from public.numbers");
    database.execute("GRANT UPDATE ON SEQUENCE numbers TO attack_writer");
    assertThat(story.plan().phases()).isNotEmpty();
  }

  @OnEveryServer
  void an_old_writer_with_another_string_syntax_does_not_fail(TestDatabase database) {
    Story story =
        Story.given(
                database,
                TASKS,
                "-- concertina: up = replace(title, '\\', '/')\n"
                    + "ALTER TABLE tasks ADD COLUMN path text;")
            .expand();
    story
        .oldApplication()
        .writes(
            "SET standard_conforming_strings = off;"
                + " INSERT INTO tasks (id, title) VALUES (3, E'a\\\\b')")
        .reads("SELECT path FROM tasks WHERE id = 3", "(a/b)");
  }

  /** PostgreSQL takes it for name = varchar and, without a cast, for varchar = varchar. */
  @OnEveryServer
  void an_operator_in_a_schema_of_the_search_path_is_not_ours(TestDatabase database) {
    String trap =
        """
        CREATE TABLE people (id int PRIMARY KEY, mail varchar(80), born varchar(10));
        INSERT INTO people VALUES (1, 'a@b.c', '2001'), (2, NULL, NULL);
        CREATE FUNCTION trap(name, varchar) RETURNS boolean LANGUAGE plpgsql AS $$ BEGIN
          IF current_setting('application_name') LIKE 'concertina:%' THEN
            RAISE 'trapped by %', current_query();
          END IF;
          RETURN $1 OPERATOR(pg_catalog.=) $2::text; END $$;
        CREATE OPERATOR = (LEFTARG = name, RIGHTARG = varchar, FUNCTION = trap);
        """;
    String migration =
        "ALTER TABLE people RENAME COLUMN mail TO address;"
            + " ALTER TABLE people ALTER COLUMN born TYPE text;";
    Story story = Story.given(database, trap, migration).expand().migrate();
    assertThat(
            database.query(
                "SELECT tgname FROM pg_trigger WHERE tgqual LIKE '%:opfuncid '"
                    + " || 'trap'::regproc::oid || ' %'"))
        .isEmpty();
    story.switchOver().contract();
  }

  /** Under it a guard that compares text would let no write pass to the other column. */
  @OnEveryServer
  void a_path_that_puts_operators_in_the_place_of_postgresqls_own_is_refused_and_they_are_not_asked(
      TestDatabase database) throws SQLException {
    String traps =
        """
        CREATE SCHEMA traps;
        CREATE FUNCTION traps.oids(oid, oid) RETURNS boolean LANGUAGE plpgsql AS
          $$ BEGIN RAISE 'trapped by %', current_query(); END $$;
        CREATE FUNCTION traps.names(name, text) RETURNS boolean LANGUAGE plpgsql AS
          $$ BEGIN RAISE 'trapped by %', current_query(); END $$;
        CREATE OPERATOR traps.= (LEFTARG = oid, RIGHTARG = oid, FUNCTION = traps.oids);
        CREATE OPERATOR traps.= (LEFTARG = name, RIGHTARG = text, FUNCTION = traps.names);
        """;
    Story story = Story.given(database, TASKS + traps, RENAME);
    database.execute(
        "ALTER DATABASE " + database.name() + " SET search_path = traps, public, pg_catalog");
    refused(story::expand, "(traps, public, pg_catalog) puts operators in the place of");
    refused(story::expand, "traps.= (name, text), traps.= (oid, oid)");
    try (Connection connection = database.connection()) {
      ChangeType change =
          (ChangeType)
              new MigrationText(Sources.PARSER)
                  .of("V7__a", "V7__a.sql", "ALTER TABLE tasks ALTER COLUMN size TYPE text;")
                  .changes()
                  .get(0);
      assertThat(new CatalogWaysBack(connection).of(change)).contains("\"size\"::integer");
      assertThat(TableSizes.read(connection)).isNotNull();
    }
  }

  @OnEveryServer
  void a_table_that_is_gone_for_good_does_not_hold_its_migration(TestDatabase database) {
    Story story = Story.given(database, TASKS, RENAME).expand();
    database.execute("ALTER TABLE tasks RENAME TO jobs");
    assertThatThrownBy(story::abort)
        .isInstanceOf(EngineException.class)
        .hasMessageContaining("on table jobs depends on function");
    database.execute("DROP TABLE jobs");
    assertThat(story.abort().isComplete()).isTrue();
    assertThat(database.query("SELECT detail FROM concertina.steps WHERE detail <> ''"))
        .anySatisfy(detail -> assertThat(detail).contains("without public.tasks, which is not"));
  }

  @OnEveryServer
  void what_hangs_on_two_columns_goes_along_with_both(TestDatabase database) {
    String both =
        """
        CREATE UNIQUE INDEX pair ON tasks (title, lower(note), id);
        ALTER TABLE tasks ADD CONSTRAINT differ CHECK (title <> note || '!');
        CREATE TABLE names (title text, note text, UNIQUE (note, title));
        INSERT INTO names SELECT title, note FROM tasks;
        ALTER TABLE tasks ADD CONSTRAINT named
          FOREIGN KEY (title, note) REFERENCES names (title, note) NOT VALID;
        """;
    String two = RENAME + " ALTER TABLE tasks RENAME COLUMN note TO remark;";
    Story.given(database, TASKS + both, two).throughout().endsAsTheNaiveSqlDoes();
  }

  @OnEveryServer
  void an_index_over_a_new_shape_and_a_column_that_goes_is_refused(TestDatabase database) {
    String index = "CREATE INDEX pair ON tasks (title, lower(note));";
    String two = RENAME + " ALTER TABLE tasks DROP COLUMN note;";
    refused(Story.given(database, TASKS + index, two)::plan, "the index public.pair covers both");
  }

  @OnEveryServer
  void a_generated_column_is_no_source(TestDatabase database) {
    String generated = "ALTER TABLE tasks ADD twice int GENERATED ALWAYS AS (size * 2) STORED;";
    Story story =
        Story.given(
            database,
            TASKS + generated,
            "-- concertina: up = twice\nALTER TABLE tasks ADD COLUMN copy int;");
    refused(story::plan, "it reads the generated column twice");
  }

  @OnEveryServer
  void a_typed_table_is_refused(TestDatabase database) {
    String typed = "CREATE TYPE task AS (id int, title text); CREATE TABLE tasks OF task;";
    refused(Story.given(database, typed, RENAME)::plan, "typed table");
  }

  private static void refused(ThrowingCallable call, String message) {
    assertThatThrownBy(call).isInstanceOf(MigrationException.class).hasMessageContaining(message);
  }
}

package dev.concertina.story;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.concertina.change.MigrationException;
import dev.concertina.plan.Phase;
import dev.concertina.testkit.OnEveryServer;
import dev.concertina.testkit.TestDatabase;

class ObjectsStoryTest {

  private static final String SCHEMA =
      """
      CREATE TABLE users (id int PRIMARY KEY, nick text);
      INSERT INTO users VALUES (1, 'ann');
      CREATE TYPE mood AS ENUM ('sad', 'happy');
      CREATE VIEW nicks AS SELECT nick FROM users;
      CREATE VIEW short_nicks AS SELECT nick FROM nicks WHERE length(nick) < 4;
      CREATE FUNCTION twice(int) RETURNS int LANGUAGE sql AS 'SELECT 2 * $1';
      CREATE FUNCTION stamp() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';
      CREATE TRIGGER stamped BEFORE UPDATE ON users FOR EACH ROW EXECUTE FUNCTION stamp();
      CREATE SEQUENCE numbers;
      CREATE INDEX by_nick ON users (nick);
      COMMENT ON TABLE users IS 'people';
      COMMENT ON FUNCTION twice(int) IS 'two times';
      """;

  private static final String NEW =
      """
      CREATE SCHEMA shop;
      CREATE TYPE shop.colour AS ENUM ('red');
      CREATE DOMAIN email AS text CHECK (value LIKE '%@%');
      CREATE TABLE shop.cars (id int PRIMARY KEY, colour shop.colour, mail email);
      CREATE SEQUENCE IF NOT EXISTS numbers;
      CREATE SEQUENCE tickets OWNED BY users.id;
      CREATE VIEW loud AS SELECT upper(nick) AS nick FROM users;
      CREATE MATERIALIZED VIEW counted AS SELECT count(*) FROM users;
      CREATE OR REPLACE FUNCTION thrice(n int, OUT result int) LANGUAGE sql AS 'SELECT 3 * n';
      CREATE STATISTICS id_and_nick ON id, nick FROM users;
      CREATE PUBLICATION everything;
      CREATE EXTENSION IF NOT EXISTS plpgsql;
      COMMENT ON VIEW loud IS 'in capitals';
      """;

  @OnEveryServer
  void what_is_new_comes_at_once(TestDatabase database) {
    Story story = Story.given(database, SCHEMA, NEW);
    assertThat(story.plan().phase(Phase.CONTRACT).steps()).isEmpty();
    story.expand().migrate().endsAsTheNaiveSqlDoes();
  }

  @OnEveryServer
  void abort_takes_it_away_again(TestDatabase database) {
    Story.given(database, SCHEMA, NEW).expand().abort().endsAsItBegan();
  }

  @OnEveryServer
  void it_comes_again_after_abort(TestDatabase database) {
    Story.given(database, SCHEMA, NEW).expand().abort().expand().migrate().endsAsTheNaiveSqlDoes();
  }

  @OnEveryServer
  void what_acts_on_a_table_waits_for_contract(TestDatabase database) {
    Story story =
        Story.given(
                database,
                SCHEMA,
                "CREATE TRIGGER again AFTER INSERT ON users FOR EACH ROW EXECUTE FUNCTION stamp();"
                    + " CREATE POLICY everybody ON users USING (true);"
                    + " CREATE RULE silent AS ON DELETE TO users DO INSTEAD NOTHING;")
            .expand()
            .migrate();
    story.oldApplication().writes("DELETE FROM users WHERE id = 1");
    story.newApplication().reads("SELECT count(*) FROM users", "(0)");
    story.switchOver().contract().endsAsTheNaiveSqlDoes();
  }

  @OnEveryServer
  void the_user_may_say_that_it_does_no_harm(TestDatabase database) {
    Story.given(
            database,
            SCHEMA,
            "-- concertina: phase = expand\n"
                + "CREATE TRIGGER again AFTER INSERT ON users FOR EACH ROW EXECUTE FUNCTION stamp();")
        .expand()
        .abort()
        .endsAsItBegan();
  }

  @OnEveryServer
  void what_goes_waits_for_contract(TestDatabase database) {
    Story story =
        Story.given(
                database,
                SCHEMA,
                "DROP VIEW IF EXISTS nicks, short_nicks, nothing;"
                    + " DROP TRIGGER stamped ON users; DROP FUNCTION stamp(), twice(int);"
                    + " DROP TYPE mood; DROP SEQUENCE numbers CASCADE;")
            .expand()
            .migrate();
    story.oldApplication().reads("SELECT nick FROM short_nicks", "(ann)");
    story.switchOver().contract().endsAsTheNaiveSqlDoes();
  }

  @OnEveryServer
  void what_is_used_does_not_go(TestDatabase database) {
    Story story = Story.given(database, SCHEMA, "DROP VIEW nicks CASCADE;");
    assertThatThrownBy(story::plan)
        .isInstanceOf(MigrationException.class)
        .hasMessageContaining("view nicks is used by view public.short_nicks");
  }

  @OnEveryServer
  void what_is_not_there_is_told_before_anything_runs(TestDatabase database) {
    Story story = Story.given(database, SCHEMA, "DROP FUNCTION twice(text);");
    assertThatThrownBy(story::plan)
        .isInstanceOf(MigrationException.class)
        .hasMessageContaining("there is no function twice(text)");
  }

  @OnEveryServer
  void a_function_that_is_replaced_needs_its_phase(TestDatabase database) {
    Story story =
        Story.given(
            database,
            SCHEMA,
            "CREATE OR REPLACE FUNCTION twice(int) RETURNS int LANGUAGE sql AS 'SELECT $1 + $1'");
    assertThatThrownBy(story::plan)
        .isInstanceOf(MigrationException.class)
        .hasMessageContaining("the old application may use what it is replaced by");
  }

  @OnEveryServer
  void what_was_replaced_comes_back_at_abort(TestDatabase database) {
    String replaced =
        """
        -- concertina: phase = expand
        CREATE OR REPLACE FUNCTION twice(int) RETURNS int LANGUAGE sql AS 'SELECT $1 + $1';
        -- concertina: phase = expand
        CREATE OR REPLACE VIEW nicks AS SELECT lower(nick) AS nick FROM users;
        """;
    Story.given(database, SCHEMA, replaced).expand().abort().endsAsItBegan();
  }

  @OnEveryServer
  void comments_come_at_once_and_go_back_at_abort(TestDatabase database) {
    Story story =
        Story.given(
                database,
                SCHEMA,
                "COMMENT ON TABLE users IS 'users''s'; COMMENT ON COLUMN users.nick IS 'short';"
                    + " COMMENT ON FUNCTION twice(int) IS NULL; COMMENT ON INDEX by_nick IS 'i';"
                    + " COMMENT ON TYPE mood IS 'm'; COMMENT ON TRIGGER stamped ON users IS 't';"
                    + " COMMENT ON CONSTRAINT users_pkey ON users IS 'k';"
                    + " COMMENT ON SCHEMA public IS 's'; COMMENT ON VIEW nicks IS 'v';"
                    + " ALTER TABLE users ADD bio text; COMMENT ON COLUMN users.bio IS 'words';")
            .expand();
    story.endsAsTheNaiveSqlDoes();
    story.abort().endsAsItBegan();
  }

  @OnEveryServer
  void a_comment_on_a_reshaped_column_is_one_on_its_new_shape(TestDatabase database) {
    Story.given(
            database,
            SCHEMA + "DROP VIEW short_nicks, nicks; COMMENT ON COLUMN users.nick IS 'old words';",
            "ALTER TABLE users ALTER nick TYPE varchar(9);"
                + " COMMENT ON COLUMN users.nick IS 'new words';")
        .throughout()
        .endsAsTheNaiveSqlDoes();
  }

  @OnEveryServer
  void a_comment_under_the_former_name_goes_with_the_column(TestDatabase database) {
    String own = "CREATE TABLE t (id int, a int, b int); COMMENT ON COLUMN t.a IS 'before';";
    String migration =
        "COMMENT ON COLUMN t.a IS 'x'; ALTER TABLE t RENAME a TO c; COMMENT ON COLUMN t.b IS 'y';"
            + " ALTER TABLE t RENAME b TO d; ALTER TABLE t ALTER d TYPE bigint;";
    Story.given(database, own, migration).throughout().endsAsTheNaiveSqlDoes();
  }

  @OnEveryServer
  void a_comment_that_comes_early_stays_with_a_column_that_is_renamed(TestDatabase database) {
    String own = "CREATE TABLE t (id int, a int); COMMENT ON COLUMN t.a IS 'before';";
    String migration =
        """
        -- concertina: phase = expand
        COMMENT ON COLUMN t.a IS 'x';
        ALTER TABLE t RENAME a TO c;
        """;
    Story story = Story.given(database, own, migration);
    story.expand().abort().endsAsItBegan();
    story.throughout().endsAsTheNaiveSqlDoes();
  }

  @OnEveryServer
  void a_value_is_added_to_an_enum_at_once(TestDatabase database) {
    Story story =
        Story.given(database, SCHEMA, "ALTER TYPE mood ADD VALUE 'calm' BEFORE 'happy';")
            .expand()
            .migrate();
    story.newApplication().reads("SELECT 'calm'::mood", "(calm)");
    story.endsAsTheNaiveSqlDoes();
  }

  @OnEveryServer
  void an_index_gets_another_name_at_once_unless_it_is_a_constraint(TestDatabase database) {
    String rename =
        "ALTER INDEX by_nick RENAME TO users_nick; ALTER INDEX users_pkey RENAME TO users_key;";
    Story story = Story.given(database, SCHEMA, rename);
    assertThat(story.plan().phase(Phase.EXPAND).steps()).hasSize(1);
    assertThat(story.plan().phase(Phase.CONTRACT).steps()).hasSize(2);
    story.throughout().endsAsTheNaiveSqlDoes();
  }

  @OnEveryServer
  void abort_gives_an_index_its_name_back(TestDatabase database) {
    Story.given(database, SCHEMA, "ALTER INDEX by_nick RENAME TO users_nick;")
        .expand()
        .abort()
        .endsAsItBegan();
  }

  /** Over the shadow it is made anew, as it was when the migration was planned. */
  @OnEveryServer
  void what_is_told_of_an_index_on_a_renamed_column_is_not_lost(TestDatabase database) {
    Story.given(
            database,
            "CREATE TABLE users (id int PRIMARY KEY, old int, nick text, CONSTRAINT short CHECK (nick <> ''));"
                + " CREATE INDEX by_old ON users (old);"
                + " CREATE INDEX by_nick ON users (nick); CREATE INDEX by_both ON users (id, nick)",
            "COMMENT ON INDEX by_nick IS 'told'; COMMENT ON CONSTRAINT short ON users IS 'law';"
                + " ALTER INDEX by_both RENAME TO by_id;"
                + " COMMENT ON INDEX by_old IS 'goes';"
                + " ALTER TABLE users DROP COLUMN old; ALTER TABLE users RENAME nick TO name;")
        .throughout()
        .endsAsTheNaiveSqlDoes();
  }

  @OnEveryServer
  void what_is_altered_as_soon_as_it_is_made_goes_whole_at_abort(TestDatabase database) {
    Story story =
        Story.given(
            database,
            "CREATE TABLE users (id int PRIMARY KEY)",
            "CREATE TYPE mood AS ENUM ('sad'); ALTER TYPE mood ADD VALUE 'glad';"
                + " CREATE FUNCTION one() RETURNS int LANGUAGE sql AS 'SELECT 1';"
                + " ALTER FUNCTION one() COST 7; COMMENT ON FUNCTION one() IS 'one';");
    assertThat(story.plan().warnings()).isEmpty();
    story.expand().abort().endsAsItBegan();
  }
}

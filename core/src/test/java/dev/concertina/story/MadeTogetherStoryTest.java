package dev.concertina.story;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.concertina.change.MigrationException;
import dev.concertina.testkit.OnEveryServer;
import dev.concertina.testkit.TestDatabase;

/** What a migration makes, and what it says of it or builds on it in the same breath. */
class MadeTogetherStoryTest {

  /** All of one table is one step, in the place of its first change. */
  @OnEveryServer
  void a_type_comes_before_the_table_that_is_changed_already(TestDatabase database) {
    Story.given(
            database,
            "CREATE TABLE users (id int PRIMARY KEY, nick text, old text)",
            "ALTER TABLE users DROP COLUMN old;"
                + " CREATE TABLE notes (id int);"
                + " ALTER TABLE users ALTER nick SET NOT NULL;"
                + " CREATE TYPE mood AS ENUM ('sad', 'glad');"
                + " CREATE TYPE noted AS (note notes, mood mood);"
                + " ALTER TABLE users ADD COLUMN mood mood;")
        .throughout()
        .endsAsTheNaiveSqlDoes();
  }

  @OnEveryServer
  void a_default_calls_what_the_migration_makes(TestDatabase database) {
    String migration =
        "ALTER TABLE users DROP COLUMN old;"
            + " CREATE SEQUENCE numbers START 7; CREATE SCHEMA made;"
            + " CREATE FUNCTION made.word(int) RETURNS text LANGUAGE sql AS $$ SELECT 'word ' || $1 $$;"
            + " ALTER TABLE users ADD COLUMN number int NOT NULL DEFAULT nextval('numbers'),"
            + " ADD COLUMN word text DEFAULT made.word(3), ADD CHECK (word <> made.word(4));"
            + " ALTER SEQUENCE numbers OWNED BY users.number;";
    String before =
        "CREATE TABLE users (id int PRIMARY KEY, old int); INSERT INTO users VALUES (1, 1)";
    Story.given(database, before, migration).throughout().endsAsTheNaiveSqlDoes();
  }

  @OnEveryServer
  void abort_takes_back_a_default_and_what_it_calls(TestDatabase database) {
    Story.given(
            database,
            "CREATE TABLE users (id int PRIMARY KEY, old int); INSERT INTO users VALUES (1, 1)",
            "CREATE SEQUENCE numbers;"
                + " ALTER TABLE users ADD COLUMN number int DEFAULT nextval('numbers');")
        .expand()
        .migrate()
        .abort()
        .endsAsItBegan();
  }

  /** It is made where it stands; before, the server does not know its extension, or the column. */
  @OnEveryServer
  void a_function_that_reads_a_changed_table_stays_where_it_is(TestDatabase database) {
    Story.given(
            database,
            "CREATE TABLE users (id int PRIMARY KEY, old int)",
            "ALTER TABLE users ADD COLUMN nick text;"
                + " CREATE EXTENSION citext;"
                + " CREATE FUNCTION nicks() RETURNS bigint LANGUAGE sql AS 'SELECT count(nick) FROM users';"
                + " CREATE FUNCTION same(text) RETURNS boolean LANGUAGE sql AS 'SELECT $1::citext = $1';"
                + " ALTER TABLE users ADD COLUMN other int DEFAULT 4;")
        .forward()
        .endsAsTheNaiveSqlDoes();
  }

  @OnEveryServer
  void what_a_default_needs_of_an_extension_is_made_in_a_migration_before(TestDatabase database) {
    Story story =
        Story.given(
            database,
            "CREATE TABLE users (id int PRIMARY KEY)",
            "CREATE EXTENSION citext; ALTER TABLE users ADD COLUMN nick citext DEFAULT 'Ann'");
    assertThatThrownBy(story::plan)
        .isInstanceOfSatisfying(
            MigrationException.class,
            refusal -> assertThat(refusal.hint()).contains("in a migration before this one"));
  }

  /** Until CONTRACT a view has the new name, and the trigger is not there. */
  @OnEveryServer
  void what_is_told_of_what_comes_in_contract_comes_in_contract(TestDatabase database) {
    Story.given(
            database,
            """
            CREATE TABLE users (id int PRIMARY KEY, nick text);
            CREATE TABLE notes (id int PRIMARY KEY, nick text);
            CREATE FUNCTION same() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';
            """,
            """
            ALTER TABLE users RENAME TO people;
            CREATE STATISTICS both_ones ON id, nick FROM people;
            COMMENT ON STATISTICS both_ones IS 'its use';
            ALTER STATISTICS both_ones SET STATISTICS 7;
            CREATE TRIGGER tick BEFORE UPDATE ON notes FOR EACH ROW EXECUTE FUNCTION same();
            COMMENT ON TRIGGER tick ON notes IS 'its use';
            ALTER TRIGGER tick ON notes RENAME TO tock;
            CREATE POLICY mine ON notes USING (true);
            ALTER POLICY mine ON notes USING (id > 0);
            COMMENT ON POLICY mine ON notes IS 'its use';
            -- concertina: phase = contract
            CREATE VIEW nicks AS SELECT nick FROM notes;
            COMMENT ON VIEW nicks IS 'its use';
            GRANT SELECT ON nicks TO PUBLIC;
            -- concertina: phase = contract
            CREATE TYPE mood AS ENUM ('sad');
            ALTER TYPE mood ADD VALUE 'glad';
            """)
        .throughout()
        .endsAsTheNaiveSqlDoes();
  }

  @OnEveryServer
  void what_is_dropped_and_made_anew_is_replaced_at_one_moment(TestDatabase database) {
    Story story =
        Story.given(
            database,
            "CREATE TABLE notes (id int PRIMARY KEY); CREATE POLICY mine ON notes USING (true)",
            "DROP POLICY IF EXISTS mine ON notes; CREATE POLICY mine ON notes USING (id > 0);");
    assertThatThrownBy(story::plan)
        .isInstanceOfSatisfying(
            MigrationException.class,
            refusal -> assertThat(refusal.hint()).contains("ALTER POLICY"));
  }

  @OnEveryServer
  void what_stands_on_a_new_name_cannot_come_before_it(TestDatabase database) {
    Story story =
        Story.given(
            database,
            "CREATE TABLE users (id int PRIMARY KEY, nick text)",
            """
            ALTER TABLE users RENAME TO people;
            -- concertina: phase = expand
            CREATE STATISTICS both_ones ON id, nick FROM people;
            """);
    assertThatThrownBy(story::plan).hasMessageContaining("people is the name that users gets");
  }
}

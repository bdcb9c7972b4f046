package dev.concertina.story;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.concertina.change.MigrationException;
import dev.concertina.testkit.OnEveryServer;
import dev.concertina.testkit.TestDatabase;

class AlterObjectStoryTest {

  private static final String SCHEMA =
      """
      CREATE SCHEMA other;
      CREATE TABLE users (id int PRIMARY KEY, nick text);
      CREATE TYPE mood AS ENUM ('sad', 'happy');
      CREATE DOMAIN "E Mail" AS text;
      CREATE VIEW nicks AS SELECT nick FROM users;
      CREATE MATERIALIZED VIEW counted AS SELECT count(*) FROM users;
      CREATE FUNCTION twice(int) RETURNS int LANGUAGE sql AS 'SELECT 2 * $1';
      CREATE FUNCTION stamp() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';
      CREATE TRIGGER stamped BEFORE UPDATE ON users FOR EACH ROW EXECUTE FUNCTION stamp();
      CREATE POLICY everybody ON users FOR SELECT USING (id > 0);
      CREATE SEQUENCE numbers AS int INCREMENT 2 MAXVALUE 100 CYCLE;
      CREATE STATISTICS both_columns ON id, nick FROM users;
      """;

  @OnEveryServer
  void what_no_statement_names_is_altered_at_once(TestDatabase database) {
    String altered =
        "ALTER POLICY everybody ON users RENAME TO all_of_us;"
            + " ALTER STATISTICS both_columns RENAME TO pair;";
    Story story = Story.given(database, SCHEMA, altered);
    story.expand().abort().endsAsItBegan();
    story.expand().migrate().endsAsTheNaiveSqlDoes();
  }

  @OnEveryServer
  void what_the_old_application_meets_waits_for_contract(TestDatabase database) {
    Story.given(
            database,
            SCHEMA,
            "ALTER TRIGGER stamped ON users RENAME TO zealous; ALTER SEQUENCE numbers AS bigint MAXVALUE 900;"
                + " ALTER POLICY everybody ON users USING (id > 5);"
                + " ALTER VIEW nicks OWNER TO CURRENT_USER; ALTER FUNCTION twice(int) OWNER TO CURRENT_USER;")
        .throughout()
        .endsAsTheNaiveSqlDoes();
  }

  @OnEveryServer
  void a_name_that_statements_use_needs_its_phase(TestDatabase database) {
    Story story = Story.given(database, SCHEMA, "ALTER VIEW nicks RENAME TO names;");
    assertThatThrownBy(story::plan)
        .isInstanceOf(MigrationException.class)
        .hasMessageContaining("for the old and the new application at one moment");
  }

  @OnEveryServer
  void a_column_of_a_view_gets_its_name_in_the_phase_that_is_named(TestDatabase database) {
    Story.given(
            database,
            SCHEMA,
            "-- concertina: phase = contract\nALTER VIEW nicks RENAME COLUMN nick TO name;")
        .throughout()
        .endsAsTheNaiveSqlDoes();
  }

  @OnEveryServer
  void abort_makes_it_again_what_it_was(TestDatabase database) {
    String phase = "-- concertina: phase = expand\n";
    Story.given(
            database,
            SCHEMA,
            String.join(
                ";\n",
                phase + "ALTER VIEW nicks RENAME TO names",
                phase + "ALTER FUNCTION twice(int) SET SCHEMA other",
                phase + "ALTER FUNCTION stamp() STABLE",
                phase + "ALTER TYPE public.mood RENAME TO \"Temper\"",
                phase + "ALTER DOMAIN \"E Mail\" RENAME TO address",
                phase + "ALTER STATISTICS both_columns SET STATISTICS 7",
                phase + "ALTER MATERIALIZED VIEW counted SET SCHEMA other",
                phase + "ALTER SEQUENCE numbers AS bigint NO MAXVALUE NO CYCLE START 7",
                phase + "ALTER POLICY everybody ON users TO CURRENT_USER USING (id > 7)"))
        .expand()
        .abort()
        .endsAsItBegan();
  }

  @OnEveryServer
  void what_is_not_there_is_told_before_anything_runs(TestDatabase database) {
    Story story =
        Story.given(
            database, SCHEMA, "-- concertina: phase = expand\nALTER TYPE nothing RENAME TO thing;");
    assertThatThrownBy(story::plan)
        .isInstanceOf(MigrationException.class)
        .hasMessageContaining("there is no type nothing");
  }

  @OnEveryServer
  void a_table_in_another_schema_is_there_at_both_places(TestDatabase database) {
    Story story = Story.given(database, SCHEMA, "ALTER TABLE users SET SCHEMA other").expand();
    story.oldApplication().writes("INSERT INTO users VALUES (1, 'ann')");
    story.migrate();
    story.newApplication().writes("INSERT INTO other.users VALUES (2, 'bob')");
    story.oldApplication().reads("SELECT nick FROM users ORDER BY id", "(ann)", "(bob)");
    story.switchOver().contract().endsAsTheNaiveSqlDoes();
  }
}

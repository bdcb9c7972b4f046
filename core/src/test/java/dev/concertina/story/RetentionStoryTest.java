package dev.concertina.story;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.concertina.change.MigrationException;
import dev.concertina.testkit.OnEveryServer;
import dev.concertina.testkit.TestDatabase;
import java.util.List;

/** CONTRACT is not the end of the world: what it takes is retired first. */
class RetentionStoryTest {

  private static final String USERS =
      """
      CREATE TABLE teams (id int PRIMARY KEY);
      CREATE TABLE users (
        id int PRIMARY KEY,
        name text,
        phone text NOT NULL UNIQUE DEFERRABLE CHECK (phone <> ''),
        team int REFERENCES teams ON DELETE CASCADE);
      CREATE INDEX users_by_phone ON users (lower(phone), name) WHERE phone LIKE '+%';
      COMMENT ON COLUMN users.phone IS 'E.164';
      COMMENT ON INDEX users_by_phone IS 'for support';
      ALTER INDEX users_by_phone ALTER COLUMN 1 SET STATISTICS 70;
      INSERT INTO teams VALUES (1);
      INSERT INTO users SELECT g, 'u' || g, '+' || g, 1 FROM generate_series(1, 50) g;
      """;
  private static final String MOODS =
      """
      CREATE TYPE mood AS ENUM ('sad', 'glad');
      CREATE TYPE feeling AS ENUM ('well');
      CREATE DOMAIN tone AS mood;
      CREATE FUNCTION stamp() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';
      CREATE TABLE users (
        n int, mood mood DEFAULT 'glad', feeling feeling DEFAULT 'well', note text);
      CREATE TABLE notes (tone tone);
      CREATE TRIGGER stamped BEFORE INSERT ON notes FOR EACH ROW EXECUTE FUNCTION stamp();
      CREATE SCHEMA old;
      CREATE TABLE old.logs (id serial);
      CREATE EXTENSION pg_trgm;
      CREATE INDEX by_note ON users USING gin (note gin_trgm_ops);
      INSERT INTO users VALUES (1);
      INSERT INTO notes VALUES ('sad');
      """;
  private static final String DROP_PHONE = "ALTER TABLE users DROP COLUMN phone;";

  @OnEveryServer
  void a_dropped_column_refuses_nothing_and_costs_nothing_any_more(TestDatabase database) {
    contracted(database, DROP_PHONE)
        .newApplication()
        .writes("INSERT INTO users (id) VALUES (51), (52)", "DELETE FROM users WHERE id = 1")
        .fails("SELECT phone FROM users", "does not exist");
    assertThat(
            database.query(
                "SELECT indexrelid::regclass::text FROM pg_index"
                    + " WHERE indrelid = 'users'::regclass"))
        .containsExactly("users_pkey");
  }

  @OnEveryServer
  void the_name_says_why_and_the_comment_says_when(TestDatabase database) {
    contracted(database, DROP_PHONE);
    assertThat(
            database.query(
                """
                SELECT attname || ': ' || col_description(attrelid, attnum) FROM pg_attribute
                WHERE attrelid = 'users'::regclass AND attname LIKE 'phone\\_retired\\_v7\\_%'\
                """))
        .singleElement()
        .asString()
        .contains("Was phone until migration 7 retired it on 20")
        .contains("concertina revert");
  }

  @OnEveryServer
  void a_dropped_column_comes_back_with_everything_that_hung_on_it(TestDatabase database) {
    Story story = contracted(database, DROP_PHONE);
    story.newApplication().writes("INSERT INTO users (id, name) VALUES (51, 'late')");
    assertThat(story.isRestorable()).isTrue();
    story.revert();
    story
        .oldApplication()
        .reads("SELECT phone FROM users WHERE id IN (5, 51) ORDER BY id", "(+5)", "()")
        .writes("UPDATE users SET phone = '+51' WHERE id = 51")
        .fails("INSERT INTO users (id, phone) VALUES (52, '+51')", "users_phone_key")
        .fails("INSERT INTO users (id, phone) VALUES (52, '')", "users_phone_check");
    story.revert().abort().endsAsItBegan();
  }

  @OnEveryServer
  void what_stands_on_two_of_them_goes_and_comes_back_once(TestDatabase database) {
    String schema =
        """
        CREATE TABLE spots (x int, y int, PRIMARY KEY (x, y));
        CREATE TABLE marks (id int PRIMARY KEY, x int, y int, CHECK (x < y),
          FOREIGN KEY (x, y) REFERENCES spots ON DELETE CASCADE);
        CREATE INDEX by_spot ON marks (y, x);
        CREATE INDEX by_x ON marks (id) WHERE x > 0 AND y > 0;
        INSERT INTO spots VALUES (1, 2);
        INSERT INTO marks VALUES (1, 1, 2);
        """;
    String both = "ALTER TABLE marks DROP COLUMN y, DROP COLUMN x;";
    Story story = contracted(database, schema, both).revert();
    story.oldApplication().fails("INSERT INTO marks VALUES (2, 5, 4)", "marks_check");
    story.revert().abort().endsAsItBegan();
    story.forward().endsAsTheNaiveSqlDoes();
  }

  @OnEveryServer
  void down_gives_rows_a_value_that_are_written_while_it_is_retired(TestDatabase database) {
    Story story =
        contracted(database, "-- concertina: down = 'unknown of ' || name\n" + DROP_PHONE);
    story.newApplication().writes("INSERT INTO users (id, name) VALUES (51, 'Ann')");
    story.revert();
    story.newApplication().writes("INSERT INTO users (id, name) VALUES (52, 'Bob')");
    story
        .oldApplication()
        .reads(
            "SELECT phone FROM users WHERE id > 50 ORDER BY id",
            "(\"unknown of Ann\")",
            "(\"unknown of Bob\")");
    story.contract().endsAsTheNaiveSqlDoes();
    assertThat(functions(database)).isEmpty();
  }

  @OnEveryServer
  void rows_whose_parents_have_gone_are_named_before_anything_comes_back(TestDatabase database) {
    Story story = contracted(database, "DROP TABLE users;");
    story.newApplication().writes("DELETE FROM teams");
    assertThatThrownBy(story::revert)
        .hasMessageContaining("50 rows of concertina_retained.users")
        .hasMessageContaining("finds no row of public.teams for it any more");
    assertThat(database.query("SELECT coalesce(to_regclass('public.users')::text, 'not yet')"))
        .containsExactly("not yet");
    story.newApplication().writes("INSERT INTO teams VALUES (1)");
    story.revert();
    story.oldApplication().reads("SELECT count(*) FROM users", "(50)");
    story.revert().abort().endsAsItBegan();
  }

  @OnEveryServer
  void what_the_retired_cannot_be_without_is_kept_as_long(TestDatabase database) {
    Story story =
        contracted(
            database,
            MOODS,
            "ALTER TABLE users DROP COLUMN mood; DROP TABLE notes; DROP FUNCTION stamp();"
                + " DROP DOMAIN tone; DROP TYPE mood; DROP TABLE old.logs; DROP SCHEMA old;");
    story.revert();
    story.oldApplication().reads("SELECT tone, mood FROM notes, users", "(sad,glad)");
    story.contract().endsAsTheNaiveSqlDoes();
  }

  @OnEveryServer
  void a_version_keeps_no_column_and_no_type_of_one(TestDatabase database) {
    Story story =
        contracted(
            database,
            MOODS,
            "ALTER TABLE users DROP COLUMN feeling, ALTER n TYPE bigint; DROP TABLE notes;"
                + " DROP FUNCTION stamp(); DROP DOMAIN tone; DROP TYPE feeling;"
                + " DROP INDEX by_note; DROP EXTENSION pg_trgm;");
    assertThat(database.query("SELECT coalesce(to_regtype('feeling')::text, 'gone')"))
        .containsExactly("gone");
    story.endsAsTheNaiveSqlDoes();
  }

  @OnEveryServer
  void a_name_that_is_kept_cannot_be_given_away(TestDatabase database) {
    Story story =
        Story.given(
            database,
            MOODS,
            "ALTER TABLE users DROP COLUMN feeling; DROP TYPE feeling;"
                + " CREATE TYPE feelings AS ENUM ('glad'); ALTER TYPE feelings RENAME TO feeling;");
    assertThatThrownBy(story::plan)
        .isInstanceOf(MigrationException.class)
        .hasMessageContaining("type feeling keeps its name until `purge`");
  }

  @OnEveryServer
  void so_are_those_of_a_column(TestDatabase database) {
    Story story = contracted(database, "ALTER TABLE users DROP COLUMN team;");
    story.newApplication().writes("DELETE FROM teams");
    assertThatThrownBy(story::revert)
        .hasMessageContaining(
            "50 rows of public.users: the foreign key users_team_fkey finds no row");
    story.newApplication().fails("SELECT team FROM users", "does not exist");
    story.newApplication().writes("INSERT INTO teams VALUES (1)");
    story.revert().revert().abort().endsAsItBegan();
  }

  @OnEveryServer
  void a_table_and_its_parents_come_back_together(TestDatabase database) {
    Story story = contracted(database, "DROP TABLE users; DROP TABLE teams;");
    story.revert().revert().abort().endsAsItBegan();
  }

  @OnEveryServer
  void a_foreign_key_comes_back_proven(TestDatabase database) {
    Story story = contracted(database, "ALTER TABLE users DROP COLUMN team;");
    story.newApplication().writes("INSERT INTO users (id, phone) VALUES (51, '+51')");
    story.revert();
    story.oldApplication().fails("UPDATE users SET team = 9 WHERE id = 51", "users_team_fkey");
    story.revert().abort().endsAsItBegan();
  }

  @OnEveryServer
  void a_dropped_table_comes_back_with_its_rows(TestDatabase database) {
    String comment = "COMMENT ON TABLE users IS 'people';";
    Story story = Story.given(database, USERS + comment, "DROP TABLE users;");
    story.expand().migrate().switchOver().contract();
    story.revert();
    story
        .oldApplication()
        .reads("SELECT count(*) FROM users", "(50)")
        .fails("UPDATE users SET team = 9 WHERE id = 1", "users_team_fkey");
    story.endsAsItBegan();
    story.contract().endsAsTheNaiveSqlDoes();
  }

  @OnEveryServer
  void after_purge_nothing_comes_back(TestDatabase database) {
    Story story = contracted(database, DROP_PHONE).purge().purge();
    assertThat(story.isRestorable()).isFalse();
    assertThatThrownBy(story::revert)
        .isInstanceOf(MigrationException.class)
        .hasMessageContaining("purged at");
    story.endsAsTheNaiveSqlDoes();
  }

  @OnEveryServer
  void what_a_version_hides_is_dropped_and_the_plan_says_so(TestDatabase database) {
    Story story =
        Story.given(
            database,
            USERS,
            "ALTER TABLE users DROP COLUMN team, ALTER COLUMN name TYPE varchar(9);");
    assertThat(story.plan().warnings()).anyMatch(w -> w.contains("team is dropped for good"));
    story.expand().migrate().switchOver().contract();
    assertThat(database.query("SELECT attname FROM pg_attribute WHERE attname LIKE 'team%'"))
        .isEmpty();
  }

  @OnEveryServer
  void where_contract_did_more_than_retire_revert_says_where_the_data_is(TestDatabase database) {
    Story story =
        contracted(
            database, "ALTER TABLE users DROP COLUMN team; ALTER TABLE users RENAME name TO who;");
    assertThat(story.isRestorable()).isFalse();
    assertThatThrownBy(story::revert)
        .isInstanceOf(MigrationException.class)
        .hasMessageContaining("did more than retire");
    story.endsAsTheNaiveSqlDoes();
  }

  private static Story contracted(TestDatabase database, String migration) {
    return contracted(database, USERS, migration);
  }

  private static Story contracted(TestDatabase database, String schema, String migration) {
    return Story.given(database, schema, migration).expand().migrate().switchOver().contract();
  }

  private static List<String> functions(TestDatabase database) {
    return database.query(
        "SELECT proname FROM pg_proc WHERE pronamespace = 'concertina'::regnamespace"
            + " AND proname <> 'heartbeat'");
  }
}

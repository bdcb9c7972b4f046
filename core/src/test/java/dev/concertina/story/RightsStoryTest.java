package dev.concertina.story;

import static org.assertj.core.api.Assertions.assertThat;

import dev.concertina.plan.Phase;
import dev.concertina.testkit.OnEveryServer;
import dev.concertina.testkit.TestDatabase;

class RightsStoryTest {

  private static final String SCHEMA =
      """
      DO $$BEGIN
        IF to_regrole('rights_reader') IS NULL THEN CREATE ROLE rights_reader; END IF;
      END$$;
      CREATE TABLE users (id int PRIMARY KEY, nick text);
      CREATE TABLE orders (id int PRIMARY KEY);
      CREATE FUNCTION twice(int) RETURNS int LANGUAGE sql AS 'SELECT 2 * $1';
      GRANT SELECT ON orders TO rights_reader;
      GRANT INSERT ON users TO rights_reader;
      GRANT SELECT (nick) ON users TO rights_reader;
      """;

  private static final String GIVEN =
      """
      GRANT SELECT ON ALL TABLES IN SCHEMA public TO rights_reader;
      GRANT INSERT, UPDATE (nick) ON users TO rights_reader WITH GRANT OPTION;
      GRANT EXECUTE ON FUNCTION twice(int) TO rights_reader;
      GRANT USAGE ON SCHEMA public TO rights_reader;
      CREATE TABLE news (id int PRIMARY KEY);
      GRANT ALL ON news TO rights_reader;
      """;

  @OnEveryServer
  void rights_are_given_at_once(TestDatabase database) {
    Story.given(database, SCHEMA, GIVEN).expand().migrate().endsAsTheNaiveSqlDoes();
  }

  @OnEveryServer
  void abort_takes_those_that_were_not_there_before(TestDatabase database) {
    Story.given(database, SCHEMA, GIVEN).expand().abort().endsAsItBegan();
  }

  @OnEveryServer
  void rights_are_taken_when_the_old_application_is_gone(TestDatabase database) {
    Story story =
        Story.given(
                database,
                SCHEMA,
                "REVOKE SELECT ON orders FROM rights_reader;"
                    + " REVOKE EXECUTE ON FUNCTION twice(int) FROM PUBLIC;")
            .expand()
            .migrate();
    story
        .oldApplication()
        .reads("SELECT has_table_privilege('rights_reader', 'orders', 'SELECT')", "(t)");
    story.switchOver().contract().endsAsTheNaiveSqlDoes();
  }

  /** All are taken and some are given, as one writes it. */
  @OnEveryServer
  void a_right_that_is_given_after_it_was_taken_stays(TestDatabase database) {
    Story story =
        Story.given(
            database,
            SCHEMA,
            "REVOKE ALL ON orders, users FROM rights_reader; GRANT SELECT ON orders TO rights_reader;");
    assertThat(story.plan().phase(Phase.CONTRACT).steps())
        .as("no moment without the right")
        .filteredOn(step -> step.title().contains("rights"))
        .hasSize(1);
    story.throughout().endsAsTheNaiveSqlDoes();
  }

  @OnEveryServer
  void a_new_partition_has_its_rights_from_the_first_moment(TestDatabase database) {
    Story story =
        Story.given(
            database,
            SCHEMA + "CREATE TABLE log (at int) PARTITION BY RANGE (at);",
            "CREATE TABLE log_1 PARTITION OF log FOR VALUES FROM (1) TO (2);"
                + " GRANT SELECT ON log_1 TO rights_reader;");
    assertThat(story.plan().warnings()).isEmpty();
    story.expand().migrate().endsAsTheNaiveSqlDoes();
  }

  @OnEveryServer
  void what_is_new_has_never_more_rights_than_it_should(TestDatabase database) {
    String made =
        """
        CREATE FUNCTION secret(int) RETURNS int SECURITY DEFINER LANGUAGE sql AS 'SELECT 7';
        REVOKE ALL ON FUNCTION secret(int) FROM PUBLIC;
        CREATE TYPE mood AS ENUM ('glad'); REVOKE USAGE ON TYPE mood FROM PUBLIC;
        CREATE TABLE news (id int); CREATE VIEW latest AS SELECT id FROM news;
        GRANT ALL ON news, latest TO rights_reader; REVOKE INSERT ON news, latest FROM rights_reader;
        """;
    Story story = Story.given(database, SCHEMA, made);
    assertThat(story.plan().warnings()).isEmpty();
    story.expand().migrate().endsAsTheNaiveSqlDoes();
  }

  /** Of the same name, but not the same. */
  @OnEveryServer
  void a_right_on_another_function_is_taken_when_the_old_application_is_gone(
      TestDatabase database) {
    Story story =
        Story.given(
            database,
            SCHEMA,
            "CREATE FUNCTION twice(text) RETURNS text LANGUAGE sql AS 'SELECT $1 || $1';"
                + " REVOKE EXECUTE ON FUNCTION twice(int), twice(text) FROM PUBLIC;");
    assertThat(story.plan().phase(Phase.CONTRACT).steps())
        .anySatisfy(step -> assertThat(step.title()).startsWith("take the rights"));
    story.throughout().endsAsTheNaiveSqlDoes();
  }

  @OnEveryServer
  void a_right_that_is_taken_early_comes_back_at_abort(TestDatabase database) {
    Story.given(
            database,
            SCHEMA,
            "-- concertina: phase = expand\nREVOKE SELECT ON orders FROM rights_reader;")
        .expand()
        .abort()
        .endsAsItBegan();
  }
}

package dev.concertina.story;

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

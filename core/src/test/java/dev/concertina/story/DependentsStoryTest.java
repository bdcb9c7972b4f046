package dev.concertina.story;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.concertina.change.MigrationException;
import dev.concertina.testkit.OnEveryServer;
import dev.concertina.testkit.TestDatabase;

/** What hangs on a column that gets a shadow. */
class DependentsStoryTest {

  private static final String SCHEMA =
      """
      DO $$BEGIN
        IF to_regrole('dependents_reader') IS NULL THEN CREATE ROLE dependents_reader; END IF;
      END$$;
      CREATE TABLE users (id int PRIMARY KEY, nick text, mail text, age text);
      INSERT INTO users VALUES (1, 'ann', 'a@b', '7');
      CREATE TABLE orders (id int PRIMARY KEY, buyer int);
      INSERT INTO orders VALUES (9, 1);
      CREATE VIEW nicks WITH (security_barrier = true) AS SELECT nick, mail FROM users WHERE nick <> '';
      COMMENT ON VIEW nicks IS 'who';
      COMMENT ON COLUMN nicks.nick IS 'short';
      GRANT SELECT ON nicks TO dependents_reader;
      CREATE VIEW short_nicks AS SELECT nick FROM nicks WHERE length(nick) < 4;
      CREATE VIEW bought AS SELECT u.nick, o.buyer FROM users u JOIN orders o ON o.buyer = u.id;
      CREATE RULE silent AS ON DELETE TO users WHERE OLD.nick = 'root' DO INSTEAD NOTHING;
      CREATE POLICY mine ON users USING (nick = CURRENT_USER) WITH CHECK (nick <> 'root');
      CREATE STATISTICS both_names (dependencies) ON nick, mail FROM users;
      COMMENT ON STATISTICS both_names IS 'they go together';
      ALTER STATISTICS both_names SET STATISTICS 77;
      CREATE FUNCTION first_nick() RETURNS text RETURN (SELECT min(nick) FROM users);
      GRANT EXECUTE ON FUNCTION first_nick() TO dependents_reader;
      """;

  private static final String RENAMED =
      "ALTER TABLE users RENAME nick TO nickname; ALTER TABLE users RENAME mail TO email;"
          + " ALTER TABLE orders RENAME buyer TO user_id;";

  @OnEveryServer
  void follows_a_renamed_column(TestDatabase database) {
    Story story = Story.given(database, SCHEMA, RENAMED).expand().migrate();
    story.newApplication().writes("UPDATE users SET nickname = 'bob'");
    story.oldApplication().reads("SELECT nick FROM short_nicks", "(bob)");
    story.switchOver().contract().endsAsTheNaiveSqlDoes();
    story.newApplication().reads("SELECT nick FROM bought", "(bob)");
    story.newApplication().reads("SELECT first_nick()", "(bob)");
  }

  @OnEveryServer
  void is_what_it_was_after_abort(TestDatabase database) {
    Story.given(database, SCHEMA, RENAMED).expand().migrate().abort().endsAsItBegan();
  }

  @OnEveryServer
  void follows_what_it_has_become_in_the_meantime(TestDatabase database) {
    Story story = Story.given(database, SCHEMA, RENAMED).expand().migrate();
    String later = "CREATE OR REPLACE VIEW short_nicks AS SELECT nick FROM users WHERE nick > 'a'";
    story.oldApplication().writes(later);
    story.switchOver().contract().endsAsTheNaiveSqlDoes(later, RENAMED);
  }

  @OnEveryServer
  void statistics_follow_a_column_of_another_type(TestDatabase database) {
    Story.given(
            database,
            SCHEMA + "CREATE STATISTICS ages ON age, id FROM users;",
            "-- concertina: down = age::text\nALTER TABLE users ALTER age TYPE int USING age::int;")
        .throughout()
        .endsAsTheNaiveSqlDoes();
  }

  @OnEveryServer
  void statistics_have_the_target_that_they_are_given_behind_the_type(TestDatabase database) {
    String schema =
        SCHEMA
            + """
              CREATE STATISTICS early ON age, id FROM users;
              CREATE STATISTICS late ON age, nick FROM users;
              CREATE STATISTICS other ON nick, id FROM users;
              ALTER STATISTICS early SET STATISTICS 5;
              ALTER STATISTICS late SET STATISTICS 5;
              ALTER STATISTICS other SET STATISTICS 5;
              """;
    String migration =
        """
        ALTER STATISTICS early SET STATISTICS 7;
        ALTER TABLE users RENAME nick TO nickname;
        -- concertina: down = age::text
        ALTER TABLE users ALTER age TYPE int USING age::int;
        ALTER STATISTICS late SET STATISTICS 8;
        """;
    Story.given(database, schema, migration).forward().endsAsTheNaiveSqlDoes();
  }

  @OnEveryServer
  void rows_that_are_stored_whole_elsewhere_are_not_emptied(TestDatabase database) {
    Story story = Story.given(database, SCHEMA + "CREATE TABLE archive (people users[]);", RENAMED);
    assertThatThrownBy(story::plan)
        .isInstanceOf(MigrationException.class)
        .hasMessageContaining(
            "column people of table public.archive: whole rows of public.users are stored there");
  }

  @OnEveryServer
  void a_view_does_not_live_through_another_type(TestDatabase database) {
    Story story =
        Story.given(
            database,
            SCHEMA + "CREATE VIEW ages AS SELECT age FROM users;",
            "-- concertina: down = age::text\nALTER TABLE users ALTER age TYPE int USING age::int;");
    assertThatThrownBy(story::plan)
        .isInstanceOf(MigrationException.class)
        .hasMessageContaining("public.users.age is used by view public.ages");
  }

  @OnEveryServer
  void what_holds_rows_of_its_own_is_refused(TestDatabase database) {
    Story story =
        Story.given(
            database,
            SCHEMA + "CREATE MATERIALIZED VIEW kept AS SELECT nick FROM users;",
            "ALTER TABLE users RENAME nick TO nickname;");
    assertThatThrownBy(story::plan)
        .isInstanceOf(MigrationException.class)
        .hasMessageContaining("public.users.nick is used by materialized view public.kept");
  }
}

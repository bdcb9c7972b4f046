package dev.concertina.story;

import dev.concertina.testkit.OnEveryServer;
import dev.concertina.testkit.TestDatabase;

class RenameColumnStoryTest {

  private static final String USERS =
      """
      CREATE TABLE users (
        id bigint PRIMARY KEY,
        user_name varchar(80) COLLATE "C" NOT NULL DEFAULT 'nobody' CHECK (user_name <> 'root'),
        visits int NOT NULL DEFAULT 0);
      CREATE INDEX users_by_name ON users (lower(user_name) DESC, visits) WHERE user_name <> '';
      CREATE UNIQUE INDEX users_once ON users (user_name, id) INCLUDE (visits);
      ALTER TABLE users ADD CONSTRAINT users_name_key UNIQUE (user_name) DEFERRABLE;
      ALTER TABLE users ALTER user_name SET STORAGE EXTERNAL;
      ALTER TABLE users ALTER user_name SET STATISTICS 250;
      COMMENT ON COLUMN users.user_name IS 'what we call them';
      COMMENT ON INDEX users_by_name IS 'for the search box';
      ALTER INDEX users_by_name ALTER COLUMN 1 SET STATISTICS 70;
      INSERT INTO users SELECT g, 'u' || g FROM generate_series(1, 500) g;
      """;
  private static final String MIGRATION = "ALTER TABLE users RENAME COLUMN user_name TO full_name;";

  @OnEveryServer
  void both_applications_see_each_others_writes_at_once(TestDatabase database) {
    Story story = Story.given(database, USERS, MIGRATION).expand();
    story.oldApplication().writes("UPDATE users SET user_name = 'Ann' WHERE id = 1");

    story.migrate();
    story
        .newApplication()
        .reads("SELECT full_name FROM users WHERE id IN (1, 2) ORDER BY id", "(Ann)", "(u2)")
        .writes("UPDATE users SET full_name = 'Bob' WHERE id = 2")
        .writes("INSERT INTO users (id, full_name) VALUES (501, 'Cid')");
    story
        .oldApplication()
        .reads("SELECT user_name FROM users WHERE id IN (2, 501) ORDER BY id", "(Bob)", "(Cid)")
        .writes("UPDATE users SET user_name = 'Dee', visits = 3 WHERE id = 2")
        .writes("INSERT INTO users (id) VALUES (502)");
    story
        .newApplication()
        .reads("SELECT full_name FROM users WHERE id IN (2, 502) ORDER BY id", "(Dee)", "(nobody)");

    story.switchOver().revert().switchOver();
    story.oldApplication().writes("UPDATE users SET user_name = 'Eve' WHERE id = 3");
    story.newApplication().reads("SELECT full_name FROM users WHERE id = 3", "(Eve)");

    story.contract();
    story.newApplication().reads("SELECT count(*) FROM users WHERE full_name IS NULL", "(0)");
    story.endsAsTheNaiveSqlDoes();
  }

  @OnEveryServer
  void where_one_statement_writes_both_the_authority_wins(TestDatabase database) {
    Story story = Story.given(database, USERS, MIGRATION).expand().migrate();
    String both = "UPDATE users SET user_name = 'old', full_name = 'new' WHERE id = ";
    story
        .oldApplication()
        .writes(both + 1)
        .reads("SELECT full_name FROM users WHERE id = 1", "(old)");

    story.switchOver();
    story.newApplication().writes(both.replace("'old'", "'old2'") + 2);
    story.oldApplication().reads("SELECT user_name FROM users WHERE id = 2", "(new)");
  }

  @OnEveryServer
  void what_a_users_own_trigger_makes_of_a_value_reaches_the_new_shape(TestDatabase database) {
    String normalising =
        """
        CREATE FUNCTION lowered() RETURNS trigger LANGUAGE plpgsql AS
          'BEGIN NEW.user_name := lower(NEW.user_name); RETURN NEW; END';
        CREATE TRIGGER "~x" BEFORE INSERT OR UPDATE ON users
          FOR EACH ROW EXECUTE FUNCTION lowered();
        """;
    Story story = Story.given(database, USERS + normalising, MIGRATION).expand().migrate();
    story
        .newApplication()
        .writes("INSERT INTO users (id, full_name) VALUES (600, 'LOUD')")
        .reads("SELECT full_name FROM users WHERE id = 600", "(loud)");
    story
        .oldApplication()
        .writes("UPDATE users SET user_name = 'QUIET' WHERE id = 600")
        .reads("SELECT full_name FROM users WHERE id = 600", "(quiet)");
  }

  @OnEveryServer
  void after_abort_the_database_is_what_it_was(TestDatabase database) {
    Story.given(database, USERS, MIGRATION).expand().abort().endsAsItBegan();
    Story again = Story.given(database, "", MIGRATION).expand().migrate();
    again.newApplication().writes("UPDATE users SET full_name = 'kept' WHERE id = 9");
    again.abort().endsAsItBegan();
    again.oldApplication().reads("SELECT user_name FROM users WHERE id = 9", "(kept)");
  }
}

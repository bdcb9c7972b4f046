package dev.concertina.story;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.concertina.change.MigrationException;
import dev.concertina.engine.StepFailedException;
import dev.concertina.testkit.OnEveryServer;
import dev.concertina.testkit.TestDatabase;

class DropNotNullStoryTest {

  private static final String USERS =
      "CREATE TABLE users (id int PRIMARY KEY, nick text NOT NULL); INSERT INTO users VALUES (1, 'a')";

  private static final String DROP = "ALTER TABLE users ALTER nick DROP NOT NULL;";

  @OnEveryServer
  void the_new_application_may_write_null_before_contract(TestDatabase database) {
    Story story = Story.given(database, USERS, DROP).expand();
    story.newApplication().writes("INSERT INTO users (id) VALUES (2)");
    story.endsAsTheNaiveSqlDoes();
    assertThatThrownBy(story::abort)
        .isInstanceOf(StepFailedException.class)
        .hasMessageContaining("id = 2");
    story.newApplication().writes("DELETE FROM users WHERE id = 2");
    story.abort().endsAsItBegan();
  }

  @OnEveryServer
  void an_old_application_that_cannot_bear_it_is_waited_for(TestDatabase database) {
    Story story =
        Story.given(database, USERS, "-- concertina: phase = contract\n" + DROP).expand().migrate();
    story.newApplication().fails("INSERT INTO users (id) VALUES (2)", "null value");
    story.switchOver().contract().endsAsTheNaiveSqlDoes();
  }

  @OnEveryServer
  void abort_gives_it_its_own_name_again(TestDatabase database) {
    String named = "CREATE TABLE users (id int PRIMARY KEY, nick text CONSTRAINT given NOT NULL)";
    Story.given(database, named, DROP).expand().abort().endsAsItBegan();
  }

  @OnEveryServer
  void a_key_stays_not_null(TestDatabase database) {
    Story story = Story.given(database, USERS, "ALTER TABLE users ALTER id DROP NOT NULL;");
    assertThatThrownBy(story::plan)
        .isInstanceOf(MigrationException.class)
        .hasMessageContaining("part of the primary key");
  }

  /** The one would come at once, the other in CONTRACT, each for the column as it was before. */
  @OnEveryServer
  void the_last_word_on_null_stands(TestDatabase database) {
    String both = "CREATE TABLE pair (id int PRIMARY KEY, strict int NOT NULL, loose int)";
    String set = " ALTER TABLE pair ALTER %s SET NOT NULL;";
    String drop = " ALTER TABLE pair ALTER %s DROP NOT NULL;";
    Story.given(
            database,
            both,
            (drop + set).formatted("strict", "strict") + (set + drop).formatted("loose", "loose"))
        .forward()
        .endsAsTheNaiveSqlDoes();
  }

  @OnEveryServer
  void a_word_that_changes_rows_is_not_taken_back_unseen(TestDatabase database) {
    String filled =
        "UPDATE users SET nick = '' WHERE nick IS NULL;"
            + " ALTER TABLE users ALTER nick SET NOT NULL; "
            + DROP;
    Story story = Story.given(database, USERS, filled);
    assertThatThrownBy(story::plan)
        .isInstanceOf(MigrationException.class)
        .hasMessageContaining("public.users.nick is made NOT NULL at");
  }
}

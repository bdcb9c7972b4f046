package dev.concertina.story;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.concertina.change.MigrationException;
import dev.concertina.engine.StepFailedException;
import dev.concertina.testkit.OnEveryServer;
import dev.concertina.testkit.TestDatabase;

class CreateAndDropStoryTest {

  private static final String USERS =
      """
      CREATE TABLE users (id int PRIMARY KEY, email text);
      CREATE INDEX users_old ON users (email);
      INSERT INTO users SELECT g, 'e' || g FROM generate_series(1, 100) g;
      """;

  @OnEveryServer
  void a_new_table_with_its_foreign_key_and_index(TestDatabase database) {
    String migration =
        """
        CREATE TABLE notes (id int PRIMARY KEY, user_id int NOT NULL);
        ALTER TABLE notes ADD CONSTRAINT notes_user FOREIGN KEY (user_id) REFERENCES users (id)
          DEFERRABLE INITIALLY DEFERRED;
        CREATE INDEX notes_by_user ON notes (user_id);
        """;
    Story story = Story.given(database, USERS, migration).expand().migrate();
    story.newApplication().writes("INSERT INTO notes VALUES (1, 1)");
    story.endsAsTheNaiveSqlDoes();
  }

  @OnEveryServer
  void an_index_comes_and_another_goes(TestDatabase database) {
    Story story =
        Story.given(
            database,
            USERS,
            "CREATE INDEX users_by_email ON users (lower(email)) WHERE email <> '';"
                + " DROP INDEX users_old;");
    story.throughout().endsAsTheNaiveSqlDoes();
  }

  @OnEveryServer
  void a_unique_index_waits_for_contract_and_names_the_duplicates(TestDatabase database) {
    Story story =
        Story.given(database, USERS, "CREATE UNIQUE INDEX users_once ON users (email);")
            .expand()
            .migrate();
    story.oldApplication().writes("INSERT INTO users VALUES (101, 'e1')");
    story.switchOver();
    assertThatThrownBy(story::contract)
        .isInstanceOf(StepFailedException.class)
        .hasStackTraceContaining("e1");
    story.oldApplication().writes("DELETE FROM users WHERE id = 101");
    story.contract().endsAsTheNaiveSqlDoes();
  }

  @OnEveryServer
  void a_new_table_cannot_have_the_name_of_one_that_goes(TestDatabase database) {
    Story story =
        Story.given(
            database,
            "CREATE TABLE users (id int)",
            "CREATE TABLE persons (id int); DROP TABLE users; ALTER TABLE persons RENAME TO users;");
    assertThatThrownBy(story::plan)
        .isInstanceOf(MigrationException.class)
        .hasMessageContaining("there is a table public.users until CONTRACT");
  }

  @OnEveryServer
  void a_new_table_that_gets_another_name_is_gone_after_abort(TestDatabase database) {
    String migration =
        """
        CREATE SCHEMA hr;
        CREATE TABLE persons (id int);
        ALTER TABLE persons RENAME TO people;
        ALTER TABLE people SET SCHEMA hr;
        """;
    Story.given(database, USERS, migration).expand().abort().endsAsItBegan();
  }
}

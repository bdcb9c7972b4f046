package dev.concertina.story;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.concertina.engine.StepFailedException;
import dev.concertina.testkit.OnEveryServer;
import dev.concertina.testkit.TestDatabase;

class SetNotNullStoryTest {

  private static final String USERS =
      """
      CREATE TABLE users (id int PRIMARY KEY, nick text);
      INSERT INTO users SELECT g, CASE WHEN g % 2 = 0 THEN 'n' || g END
        FROM generate_series(1, 100) g;
      """;

  @OnEveryServer
  void djangos_update_says_what_stands_in_for_a_null(TestDatabase database) {
    Story story =
        Story.given(
                database,
                USERS,
                "BEGIN; UPDATE \"users\" SET \"nick\" = '-' WHERE \"nick\" IS NULL;"
                    + " SET CONSTRAINTS ALL IMMEDIATE;"
                    + " ALTER TABLE \"users\" ALTER COLUMN \"nick\" SET NOT NULL; COMMIT;")
            .expand();
    story.oldApplication().writes("INSERT INTO users (id) VALUES (101)");
    story.migrate();
    story.oldApplication().writes("UPDATE users SET nick = NULL WHERE id = 2");
    story.newApplication().reads("SELECT DISTINCT nick FROM users WHERE id IN (1, 2, 101)", "(-)");
    story.switchOver().contract();
    story.newApplication().fails("UPDATE users SET nick = NULL", "null value in column");
    story.endsAsTheNaiveSqlDoes(
        "UPDATE users SET nick = '-' WHERE nick IS NULL",
        "ALTER TABLE users ALTER COLUMN nick SET NOT NULL");
  }

  @OnEveryServer
  void without_up_contract_stays_shut_while_a_row_has_null(TestDatabase database) {
    Story story =
        Story.given(database, USERS, "ALTER TABLE users ALTER nick SET NOT NULL;")
            .expand()
            .migrate()
            .switchOver();
    assertThatThrownBy(story::contract)
        .isInstanceOf(StepFailedException.class)
        .hasMessageContaining("nick is NULL");
    story.oldApplication().writes("UPDATE users SET nick = 'x' WHERE nick IS NULL");
    story.contract();
  }
}

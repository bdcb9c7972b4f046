package dev.concertina.story;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.concertina.change.MigrationException;
import dev.concertina.engine.StepFailedException;
import dev.concertina.testkit.OnEveryServer;
import dev.concertina.testkit.TestDatabase;

class DropColumnStoryTest {

  private static final String USERS =
      """
      CREATE TABLE users (id int PRIMARY KEY, phone text NOT NULL, name text);
      CREATE INDEX users_by_phone ON users (phone, name);
      INSERT INTO users SELECT g, '+' || g, 'u' || g FROM generate_series(1, 100) g;
      """;
  private static final String MIGRATION = "ALTER TABLE \"users\" DROP COLUMN \"phone\" CASCADE;";

  @OnEveryServer
  void new_writers_leave_it_out_and_old_ones_go_on(TestDatabase database) {
    Story story = Story.given(database, USERS, MIGRATION).expand().migrate();
    story.newApplication().writes("INSERT INTO users (id, name) VALUES (101, 'new')");
    story
        .oldApplication()
        .writes("INSERT INTO users VALUES (102, '+102', 'old')")
        .reads(
            "SELECT phone FROM users WHERE id IN (5, 101, 102) ORDER BY id",
            "(+5)",
            "()",
            "(+102)");
    story.switchOver().contract();
    story.newApplication().reads("SELECT count(*) FROM users", "(102)");
    story.endsAsTheNaiveSqlDoes();
  }

  @OnEveryServer
  void down_says_what_the_old_application_reads(TestDatabase database) {
    Story story =
        Story.given(
                database,
                USERS,
                "-- concertina: down = 'unknown of ' || name\n"
                    + "ALTER TABLE users DROP COLUMN phone;")
            .expand()
            .migrate();
    story.newApplication().writes("INSERT INTO users (id, name) VALUES (101, 'Ann')");
    story.oldApplication().reads("SELECT phone FROM users WHERE id = 101", "(\"unknown of Ann\")");
    story.abort().endsAsItBegan();
  }

  @OnEveryServer
  void abort_says_which_rows_have_no_value(TestDatabase database) {
    Story story = Story.given(database, USERS, MIGRATION).expand().migrate();
    story.newApplication().writes("INSERT INTO users (id, name) VALUES (101, 'new')");
    assertThatThrownBy(story::abort)
        .isInstanceOf(StepFailedException.class)
        .hasMessageContaining("101");
    story.oldApplication().writes("UPDATE users SET phone = '-' WHERE phone IS NULL");
    story.abort().endsAsItBegan();
  }

  @OnEveryServer
  void what_hangs_on_the_column_is_named_before_anything_runs(TestDatabase database) {
    String view = "CREATE VIEW phones AS SELECT phone FROM users;";
    assertThatThrownBy(() -> Story.given(database, USERS + view, MIGRATION).plan())
        .isInstanceOf(MigrationException.class)
        .hasMessageContaining("view")
        .hasMessageContaining("phones");
  }

  @OnEveryServer
  void new_rows_would_all_have_the_default_where_an_index_allows_it_once(TestDatabase database) {
    String once =
        "ALTER TABLE users ALTER phone SET DEFAULT '-'; CREATE UNIQUE INDEX once ON users (lower(phone));";
    assertThatThrownBy(() -> Story.given(database, USERS + once, MIGRATION).plan())
        .isInstanceOf(MigrationException.class)
        .hasMessageContaining("once")
        .hasMessageContaining("the same value until CONTRACT");
  }

  @OnEveryServer
  void a_default_that_differs_by_row_stands_in_no_ones_way(TestDatabase database) {
    String once =
        "ALTER TABLE users ADD token uuid NOT NULL DEFAULT gen_random_uuid() UNIQUE, ADD n serial UNIQUE;";
    Story story =
        Story.given(database, USERS + once, "ALTER TABLE users DROP token, DROP n")
            .expand()
            .migrate();
    story
        .newApplication()
        .writes("INSERT INTO users (id, name, phone) VALUES (101, 'a', '1'), (102, 'b', '2')");
    story.switchOver().contract().endsAsTheNaiveSqlDoes();
  }
}

package dev.concertina.story;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.concertina.change.MigrationException;
import dev.concertina.plan.Phase;
import dev.concertina.testkit.OnEveryServer;
import dev.concertina.testkit.TestDatabase;

class AddColumnStoryTest {

  private static final String USERS =
      """
      CREATE TABLE users (id int PRIMARY KEY, first text, last text);
      INSERT INTO users SELECT g, 'f' || g, 'l' || g FROM generate_series(1, 100) g;
      """;

  @OnEveryServer
  void a_constant_default_is_one_step(TestDatabase database) {
    Story story =
        Story.given(
            database, USERS, "ALTER TABLE users ADD COLUMN active boolean NOT NULL DEFAULT true;");
    assertThat(story.plan().phase(Phase.EXPAND).steps()).hasSize(1);
    assertThat(story.plan().endsWithMigrate()).isTrue();
    story.expand();
    story.oldApplication().writes("INSERT INTO users VALUES (101, 'a', 'b')");
    story.migrate();
    story.newApplication().reads("SELECT count(*) FROM users WHERE active", "(101)");
    story.endsAsTheNaiveSqlDoes();
  }

  @OnEveryServer
  void a_volatile_default_is_filled_row_by_row(TestDatabase database) {
    Story story =
        Story.given(
            database,
            USERS,
            "ALTER TABLE users ADD COLUMN token uuid NOT NULL DEFAULT gen_random_uuid();");
    story.throughout();
    story.newApplication().reads("SELECT count(DISTINCT token) FROM users", "(100)");
    story.endsAsTheNaiveSqlDoes();
  }

  @OnEveryServer
  void up_fills_it_from_the_old_columns_until_a_new_writer_gives_a_value(TestDatabase database) {
    Story story =
        Story.given(
                database,
                USERS,
                "-- concertina: up = first || ' ' || last\n"
                    + "ALTER TABLE users ADD COLUMN name text NOT NULL;")
            .expand()
            .migrate();
    story.oldApplication().writes("INSERT INTO users VALUES (101, 'Ann', 'Lee')");
    story.oldApplication().writes("UPDATE users SET last = 'Poe' WHERE id = 1");
    story
        .newApplication()
        .reads(
            "SELECT name FROM users WHERE id IN (1, 101) ORDER BY id",
            "(\"f1 Poe\")",
            "(\"Ann Lee\")")
        .writes("UPDATE users SET name = 'mine', first = 'mine too' WHERE id = 2")
        .reads("SELECT name FROM users WHERE id = 2", "(mine)");
    story.switchOver().contract();
    story.endsAsTheNaiveSqlDoes(
        "ALTER TABLE users ADD COLUMN name text",
        "UPDATE users SET name = ''",
        "ALTER TABLE users ALTER name SET NOT NULL");
  }

  @OnEveryServer
  void djangos_default_for_the_existing_rows_goes_at_contract(TestDatabase database) {
    String django =
        "ALTER TABLE \"users\" ADD COLUMN \"plan\" varchar(10) DEFAULT 'free' NOT NULL;"
            + " ALTER TABLE \"users\" ALTER COLUMN \"plan\" DROP DEFAULT;";
    Story story = Story.given(database, USERS, django).expand().migrate();
    story.oldApplication().writes("INSERT INTO users VALUES (101, 'a', 'b')");
    story.newApplication().reads("SELECT plan FROM users WHERE id = 101", "(free)");
    story.switchOver().contract();
    story.endsAsTheNaiveSqlDoes();
  }

  @OnEveryServer
  void not_null_without_any_value_is_refused(TestDatabase database) {
    assertThatThrownBy(
            () ->
                Story.given(database, USERS, "ALTER TABLE users ADD COLUMN x int NOT NULL;").plan())
        .isInstanceOf(MigrationException.class)
        .hasMessageContaining("nothing says which value");
  }
}

package dev.concertina.story;

import static dev.concertina.story.MovedColumns.LOOSE;
import static dev.concertina.story.MovedColumns.MOVE;
import static dev.concertina.story.MovedColumns.NAIVE;
import static dev.concertina.story.MovedColumns.USERS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.concertina.testkit.OnEveryServer;
import dev.concertina.testkit.TestDatabase;
import java.util.List;

/** A column goes to another table, or a copy of it does, through every phase. */
class MoveColumnStoryTest {

  @OnEveryServer
  void both_applications_see_each_others_writes(TestDatabase database) {
    Story story = Story.given(database, USERS, MOVE).expand();
    Application old = story.oldApplication();
    Application young = story.newApplication();
    old.writes("UPDATE users SET bio = 'early' WHERE id = 1");
    story.migrate();
    young
        .reads(
            "SELECT bio FROM profiles WHERE user_id IN (1, 2) ORDER BY user_id", "(early)", "(b2)")
        .writes("UPDATE profiles SET bio = 'young' WHERE user_id = 1")
        .writes("UPDATE profiles SET bio = NULL WHERE user_id = 2");
    old.reads("SELECT bio FROM users WHERE id IN (1, 2) ORDER BY id", "(young)", "()")
        .writes("UPDATE users SET bio = 'old', name = 'x' WHERE id = 3");
    young.reads("SELECT bio FROM profiles WHERE user_id = 3", "(old)");
    story.switchOver().revert().switchOver();
    old.writes("UPDATE users SET bio = 'late' WHERE id = 4");
    young.reads("SELECT bio FROM profiles WHERE user_id = 4", "(late)");
    assertThat(story.agrees()).isTrue();
    story.contract();
    young.writes("UPDATE profiles SET bio = 'last' WHERE user_id = 4");
    story.endsAsTheNaiveSqlDoes(NAIVE);
  }

  /** The names are those of variables of the sync. */
  @OnEveryServer
  void a_value_of_parts_goes_whole_whatever_its_column_is_called(TestDatabase database) {
    Story story =
        Story.given(
                database,
                """
                CREATE TYPE place AS (street text, number int);
                CREATE TABLE users (id int PRIMARY KEY, taken place, of_source int);
                CREATE TABLE profiles (user_id int PRIMARY KEY, of_target int);
                INSERT INTO users VALUES (1, ('a', 1)), (2, NULL), (3, ('c', 3));
                INSERT INTO profiles VALUES (1), (2);
                """,
                """
                changes:
                  - move_column: {table: users, column: taken, to: profiles, key: {user_id: id}}
                """)
            .expand()
            .migrate();
    story.oldApplication().writes("UPDATE users SET taken = ('b', 2) WHERE id = 2");
    story
        .newApplication()
        .writes("UPDATE profiles SET taken.number = 7 WHERE user_id = 1")
        .writes("INSERT INTO profiles VALUES (3)")
        .reads("SELECT (taken).number FROM profiles ORDER BY user_id", "(7)", "(2)", "(3)");
    story
        .oldApplication()
        .reads("SELECT (taken).number FROM users ORDER BY id", "(7)", "(2)", "(3)");
    story
        .switchOver()
        .contract()
        .endsAsTheNaiveSqlDoes(
            "ALTER TABLE profiles ADD taken place", "ALTER TABLE users DROP COLUMN taken");
  }

  @OnEveryServer
  void nothing_remains_after_abort(TestDatabase database) {
    Story story = Story.given(database, USERS, MOVE);
    story.expand().abort().endsAsItBegan();
    story.expand().migrate();
    story.newApplication().writes("UPDATE profiles SET bio = 'young' WHERE user_id = 1");
    story.abort().endsAsItBegan();
    story.oldApplication().reads("SELECT bio FROM users WHERE id = 1", "(young)");
  }

  @OnEveryServer
  void abort_names_values_that_only_the_new_column_holds(TestDatabase database) {
    Story story = Story.given(database, LOOSE, MOVE).expand().migrate();
    story.newApplication().writes("INSERT INTO profiles (user_id, bio) VALUES (9, 'nine')");
    assertThatThrownBy(story::abort)
        .hasMessageContaining("1 row of public.profiles: public.profiles.bio has a value")
        .hasMessageContaining("public.users no row of the same key");
    story.newApplication().reads("SELECT bio FROM profiles WHERE user_id = 9", "(nine)");
    story.oldApplication().writes("INSERT INTO users (id) VALUES (9)");
    story.abort();
    story.oldApplication().reads("SELECT bio FROM users WHERE id = 9", "(nine)");
  }

  @OnEveryServer
  void abort_takes_such_values_away_where_the_migration_says_so(TestDatabase database) {
    Story story = Story.given(database, LOOSE, MOVE + "      drop_unmatched: true\n");
    assertThat(story.plan().warnings())
        .anyMatch(warning -> warning.contains("without a row in public.users by `abort`"));
    story.expand().migrate();
    story.newApplication().writes("INSERT INTO profiles (user_id, bio) VALUES (9, 'nine')");
    story.abort();
  }

  @OnEveryServer
  void a_row_that_comes_takes_the_value_of_the_other_table(TestDatabase database) {
    Story story = Story.given(database, LOOSE, MOVE).expand();
    Application old = story.oldApplication();
    old.writes(
        "INSERT INTO users VALUES (3, 'three'), (4, 'four')", "INSERT INTO profiles VALUES (4)");
    story.migrate();
    Application young = story.newApplication();
    young
        .reads(
            "SELECT user_id, bio FROM profiles ORDER BY user_id",
            "(1,one)",
            "(2,)",
            "(3,three)",
            "(4,four)")
        .writes("INSERT INTO users (id) VALUES (5)")
        .writes("INSERT INTO profiles (user_id, bio) VALUES (5, 'five'), (6, 'six')")
        .writes("INSERT INTO users (id) VALUES (6)")
        .writes("UPDATE profiles SET user_id = 7 WHERE user_id = 1");
    old.reads(
            "SELECT * FROM users ORDER BY id",
            "(1,one)",
            "(2,)",
            "(3,three)",
            "(4,four)",
            "(5,five)",
            "(6,six)")
        .writes("INSERT INTO users VALUES (7, NULL), (8, 'eight')")
        .writes("DELETE FROM users WHERE id = 1", "DELETE FROM profiles WHERE user_id = 4")
        .writes("INSERT INTO profiles VALUES (8), (4)")
        .reads("SELECT bio FROM users WHERE id = 7", "(one)");
    young.reads(
        "SELECT user_id, bio FROM profiles WHERE user_id IN (4, 8) ORDER BY 1",
        "(4,four)",
        "(8,eight)");
    assertThat(story.agrees()).isTrue();
  }

  @OnEveryServer
  void values_that_no_row_would_keep_are_named_before_contract(TestDatabase database) {
    Story story = Story.given(database, LOOSE, MOVE).expand().migrate();
    story.oldApplication().writes("INSERT INTO users VALUES (9, 'nine')");
    story.switchOver();
    assertThatThrownBy(story::contract)
        .hasMessageContaining("public.users.bio has a value, and public.profiles no row")
        .hasMessageContaining("id = 9");
    story.newApplication().writes("INSERT INTO profiles (user_id) VALUES (9)");
    story.contract();
    story.newApplication().reads("SELECT bio FROM profiles WHERE user_id = 9", "(nine)");
  }

  @OnEveryServer
  void values_that_no_row_would_keep_can_be_given_up(TestDatabase database) {
    Story story = Story.given(database, LOOSE, MOVE + "      drop_unmatched: true\n");
    story.expand().migrate();
    story.oldApplication().writes("INSERT INTO users VALUES (9, 'nine')");
    story
        .switchOver()
        .contract()
        .endsAsTheNaiveSqlDoes(
            "ALTER TABLE profiles ADD COLUMN bio text; ALTER TABLE users DROP COLUMN bio");
  }

  @OnEveryServer
  void a_copy_stays_in_both_tables(TestDatabase database) {
    Story story =
        Story.given(
            database,
            """
            CREATE TABLE a (k uuid, n date, v int NOT NULL DEFAULT 7, PRIMARY KEY (k, n));
            CREATE TABLE "B" (n2 date NOT NULL, k2 uuid NOT NULL, UNIQUE (n2, k2));
            INSERT INTO a SELECT gen_random_uuid(), current_date - g, g FROM generate_series(1, 9) g;
            INSERT INTO "B" SELECT n, k FROM a;
            """,
            """
            changes:
              - copy_column:
                  {table: a, column: v, to: B, as: "V", key: {k2: k, n2: n}}
            """);
    story.expand().migrate();
    story.newApplication().writes("UPDATE \"B\" SET \"V\" = 100 WHERE \"V\" = 1");
    story.oldApplication().writes("UPDATE a SET v = 200 WHERE v = 2");
    story.newApplication().fails("UPDATE \"B\" SET \"V\" = NULL", "null value in column \"v\"");
    story.switchOver().contract();
    story
        .newApplication()
        .reads("SELECT sum(v), (SELECT sum(\"V\") FROM \"B\") FROM a", "(342,342)")
        .writes("UPDATE a SET v = 0")
        .reads("SELECT sum(\"V\") FROM \"B\"", "(342)");
    story.endsAsTheNaiveSqlDoes("ALTER TABLE \"B\" ADD COLUMN \"V\" int");
  }

  @OnEveryServer
  void a_column_that_is_not_null_may_be_left_out_by_the_new_application(TestDatabase database) {
    String required =
        """
        CREATE TABLE users (id int PRIMARY KEY, bio text NOT NULL);
        CREATE TABLE profiles (user_id int PRIMARY KEY REFERENCES users);
        INSERT INTO users VALUES (1, 'one');
        INSERT INTO profiles VALUES (1);
        """;
    Story story = Story.given(database, required, MOVE);
    story.expand().abort().endsAsItBegan();
    story.expand().migrate();
    story
        .newApplication()
        .writes("INSERT INTO users (id) VALUES (2)")
        .writes("INSERT INTO profiles VALUES (2, 'two')");
    story.oldApplication().reads("SELECT bio FROM users WHERE id = 2", "(two)");
    story.switchOver().contract();
  }

  @OnEveryServer
  void what_cannot_be_kept_in_step_is_refused(TestDatabase database) {
    database.execute(
        """
        CREATE TABLE p (k int) PARTITION BY RANGE (k);
        CREATE TABLE many (k int, k2 bigint UNIQUE, n numeric UNIQUE);
        CREATE TABLE one (
          k int PRIMARY KEY, n numeric UNIQUE, v text,
          w text, g int GENERATED ALWAYS AS (length(w)) STORED);
        """);
    for (List<String> refused :
        List.of(
            List.of("one", "v", "many", "k: k", "no unique index forbids it"),
            List.of("one", "v", "many", "k2: k", "must be of one type"),
            List.of("one", "v", "many", "n: n", "must be of one type"),
            List.of("one", "v", "p", "k: k", "is partitioned"),
            List.of("one", "v", "one", "k: k", "is both tables"),
            List.of("one", "k", "many", "k: k", "part of the"),
            List.of("one", "g", "many", "k: k", "gets its values from PostgreSQL"))) {
      String migration =
          """
          changes:
            - move_column: {table: %s, column: %s, to: %s, as: other, key: {%s}}
          """
              .formatted(refused.get(0), refused.get(1), refused.get(2), refused.get(3));
      assertThatThrownBy(() -> Story.given(database, "SELECT 1", migration).plan())
          .hasMessageContaining(refused.get(4));
    }
  }
}

package dev.concertina.story;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.concertina.change.Version;
import dev.concertina.engine.Listener;
import dev.concertina.plan.Phase;
import dev.concertina.plan.Step;
import dev.concertina.testkit.OnEveryServer;
import dev.concertina.testkit.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.stream.Stream;

class MoveColumnStoryTest {

  private static final String USERS =
      """
      CREATE TABLE users (id bigint PRIMARY KEY, name text, bio varchar(80) COLLATE "C");
      CREATE TABLE profiles (
        id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        user_id bigint UNIQUE REFERENCES users ON DELETE CASCADE,
        theme text);
      INSERT INTO users SELECT g, 'n' || g, 'b' || g FROM generate_series(1, 300) g;
      INSERT INTO profiles (user_id, theme) SELECT id, 'dark' FROM users;
      """;

  /** Rows of either table may come first. */
  private static final String LOOSE =
      """
      CREATE TABLE users (id int PRIMARY KEY, bio text);
      CREATE TABLE profiles (user_id int UNIQUE, theme text);
      INSERT INTO users VALUES (1, 'one'), (2, NULL);
      INSERT INTO profiles VALUES (1), (2), (3);
      """;

  private static final String MOVE =
      """
      changes:
        - move_column:
            table: users
            column: bio
            to: profiles
            key: {user_id: id}
      """;

  private static final String[] NAIVE = {
    "ALTER TABLE profiles ADD COLUMN bio varchar(80) COLLATE \"C\"",
    "UPDATE profiles SET bio = u.bio FROM users u WHERE u.id = user_id",
    "ALTER TABLE users DROP COLUMN bio"
  };

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

  /** A writer of one column does not bring back the other as it was when it read the row. */
  @OnEveryServer
  void several_columns_go_at_once_each_with_a_sync_of_its_own(TestDatabase database)
      throws SQLException {
    String both =
        MOVE + "  - copy_column: {table: users, column: name, to: profiles, key: {user_id: id}}\n";
    Story story = Story.given(database, USERS, both);
    story.expand().abort().endsAsItBegan();
    story.expand().migrate();
    Application old = story.oldApplication();
    Application young = story.newApplication();
    young.reads("SELECT bio, name FROM profiles WHERE user_id = 1", "(b1,n1)");
    try (Connection slow = database.connection();
        Statement statement = slow.createStatement()) {
      slow.setAutoCommit(false);
      statement.execute("UPDATE users SET name = 'from the old one' WHERE id = 1");
      young.writes("UPDATE profiles SET bio = 'from the new one' WHERE user_id = 1");
      slow.commit();
    }
    // the writer of the name held the row; who writes a bio next brings this one, too
    young.writes("UPDATE profiles SET bio = 'another' WHERE user_id = 2");
    old.reads(
        "SELECT bio, name FROM users WHERE id = 1", "(\"from the new one\",\"from the old one\")");
    young.reads(
        "SELECT bio, name FROM profiles WHERE user_id = 1",
        "(\"from the new one\",\"from the old one\")");
    story.switchOver();
    assertThat(story.agrees()).isTrue();
    story.contract();
    story.endsAsTheNaiveSqlDoes(
        Stream.concat(
                Stream.of(NAIVE),
                Stream.of(
                    "ALTER TABLE profiles ADD COLUMN name text",
                    "UPDATE profiles SET name = u.name FROM users u WHERE u.id = user_id"))
            .toArray(String[]::new));
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

  /** A writer of one table needs no right on the other. */
  @OnEveryServer
  void a_role_that_knows_only_one_table_writes_it(TestDatabase database) {
    Story story =
        Story.given(
            database,
            """
            DO $$BEGIN
              IF to_regrole('move_owner') IS NULL THEN CREATE ROLE move_owner; END IF;
              IF to_regrole('move_writer') IS NULL THEN CREATE ROLE move_writer; END IF;
            END$$;
            """
                + USERS
                + """
                  ALTER TABLE users OWNER TO move_owner;
                  ALTER TABLE profiles OWNER TO move_owner;
                  GRANT SELECT, UPDATE ON users TO move_writer;
                  """,
            MOVE);
    story.expand().migrate();
    assertThat(
            database.query(
                "SELECT DISTINCT proowner::regrole FROM pg_proc WHERE proname LIKE 'bio_v7%'"))
        .containsExactly("move_owner");
    database.execute("SET ROLE move_writer; UPDATE users SET bio = 'w' WHERE id = 1");
    story.newApplication().reads("SELECT bio FROM profiles WHERE user_id = 1", "(w)");
    story.switchOver().contract().endsAsTheNaiveSqlDoes(NAIVE);
  }

  /** What the trigger of a table refuses must not reach a writer who does not know the table. */
  @OnEveryServer
  void an_old_writer_does_not_fail_by_a_trigger_of_the_other_table(TestDatabase database) {
    Story story =
        Story.given(
            database,
            LOOSE
                + """
                  CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS
                    $$ BEGIN IF NEW.theme = 'fixed' THEN RAISE 'fixed'; END IF; RETURN NEW; END $$;
                  CREATE TRIGGER fixed BEFORE UPDATE ON profiles
                    FOR EACH ROW EXECUTE FUNCTION refuse();
                  """,
            MOVE);
    story.expand().migrate();
    database.execute("INSERT INTO profiles (user_id, theme) VALUES (4, 'fixed')");
    story.oldApplication().writes("INSERT INTO users VALUES (4, 'four')");
    assertThat(story.agrees()).isFalse();
    assertThatThrownBy(story::switchOver).hasStackTraceContaining("fixed");
    database.execute("ALTER TABLE profiles DISABLE TRIGGER fixed");
    story.switchOver();
  }

  @OnEveryServer
  void a_writer_does_not_wait_for_long_and_the_next_one_finishes(TestDatabase database)
      throws SQLException {
    Story story = Story.given(database, USERS, MOVE).expand().migrate();
    try (Connection holder = database.connection();
        Statement statement = holder.createStatement()) {
      holder.setAutoCommit(false);
      statement.execute("SELECT FROM profiles WHERE user_id = 1 FOR UPDATE");
      story.oldApplication().writes("UPDATE users SET bio = 'left' WHERE id = 1");
      assertThat(bioOf(database, 1)).containsExactly("b1");
      story.oldApplication().writes("UPDATE users SET bio = 'other' WHERE id = 2");
      assertThat(bioOf(database, 1)).containsExactly("b1");
      holder.rollback();
    }
    story.oldApplication().writes("UPDATE users SET bio = 'next' WHERE id = 2");
    assertThat(bioOf(database, 1)).containsExactly("left");
    assertThat(story.agrees()).isTrue();
  }

  @OnEveryServer
  void a_phase_finishes_what_a_writer_has_left(TestDatabase database) {
    Story story = Story.given(database, USERS, MOVE).expand().migrate();
    leavesOne(story, database);
    assertThat(story.agrees()).isFalse();
    story.switchOver();
    story.oldApplication().reads("SELECT bio FROM users WHERE id = 1", "(left)");
  }

  /** What is left while the rows are compared stops no phase: the next writer finishes it. */
  @OnEveryServer
  void a_phase_does_not_fail_by_what_a_writer_leaves_meanwhile(TestDatabase database) {
    Story story = Story.given(database, USERS, MOVE).expand().migrate();
    story.switchOver(
        new Listener() {
          @Override
          public void stepStarted(Version version, Phase phase, Step step) {
            if (step instanceof Step.Verify) {
              leavesOne(story, database);
            }
          }
        });
    assertThat(story.agrees()).isFalse();
    story.newApplication().writes("UPDATE profiles SET bio = 'next' WHERE user_id = 2");
    assertThat(story.agrees()).isTrue();
  }

  /** The new application finds the other row of a pair locked. */
  private static void leavesOne(Story story, TestDatabase database) {
    try (Connection holder = database.connection();
        Statement statement = holder.createStatement()) {
      holder.setAutoCommit(false);
      statement.execute("SELECT FROM users WHERE id = 1 FOR UPDATE");
      story.newApplication().writes("UPDATE profiles SET bio = 'left' WHERE user_id = 1");
      holder.rollback();
    } catch (SQLException e) {
      throw new AssertionError("the row was not locked", e);
    }
  }

  /** With one snapshot it cannot lock a row that has changed since, nor see one that has come. */
  @OnEveryServer
  void a_repeatable_read_does_not_fail_by_the_other_table(TestDatabase database)
      throws SQLException {
    Story story = Story.given(database, USERS, MOVE).expand().migrate();
    story.oldApplication().writes("INSERT INTO users VALUES (301, 'new', 'alone')");
    try (Connection repeatable = database.connection();
        Statement statement = repeatable.createStatement()) {
      repeatable.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
      repeatable.setAutoCommit(false);
      statement.execute("SELECT FROM users");
      database.execute(
          "UPDATE profiles SET theme = 'light' WHERE user_id = 1",
          "INSERT INTO profiles (user_id) VALUES (301)");
      statement.execute("UPDATE users SET bio = 'repeated' WHERE id IN (1, 301)");
      repeatable.commit();
    }
    story.switchOver();
    assertThat(bioOf(database, 1)).containsExactly("repeated");
    assertThat(bioOf(database, 301)).containsExactly("repeated");
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

  private static List<String> bioOf(TestDatabase database, int user) {
    return database.query("SELECT bio FROM profiles WHERE user_id = " + user);
  }
}

package dev.concertina.story;

import static dev.concertina.story.MovedColumns.LOOSE;
import static dev.concertina.story.MovedColumns.MOVE;
import static dev.concertina.story.MovedColumns.NAIVE;
import static dev.concertina.story.MovedColumns.USERS;
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

/** Writers of both tables of a moved column, who lock, fail, and know only one of them. */
class MovedColumnWritersStoryTest {

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

  private static List<String> bioOf(TestDatabase database, int user) {
    return database.query("SELECT bio FROM profiles WHERE user_id = " + user);
  }
}

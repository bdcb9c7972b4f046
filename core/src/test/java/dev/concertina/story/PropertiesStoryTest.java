package dev.concertina.story;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.concertina.change.MigrationException;
import dev.concertina.plan.Phase;
import dev.concertina.plan.Step;
import dev.concertina.testkit.OnEveryServer;
import dev.concertina.testkit.TestDatabase;
import org.junit.jupiter.api.Assumptions;

/** What a table is told that changes neither its rows nor its columns. */
class PropertiesStoryTest {

  private static final String SCHEMA =
      """
      CREATE TABLE users (id int PRIMARY KEY, "Nick" text NOT NULL, note text) WITH (fillfactor = 90);
      CREATE UNIQUE INDEX by_nick ON users ("Nick");
      INSERT INTO users VALUES (1, 'ann', 'x');
      ALTER TABLE users ALTER note SET STATISTICS 7;
      ALTER TABLE users ALTER note SET (n_distinct = 3);
      CREATE FUNCTION stamp() RETURNS trigger LANGUAGE plpgsql AS
        'BEGIN NEW.note := ''stamped''; RETURN NEW; END';
      CREATE TRIGGER stamped BEFORE UPDATE ON users FOR EACH ROW EXECUTE FUNCTION stamp();
      CREATE TABLE people (id int NOT NULL, "Nick" text NOT NULL, note text);
      CREATE TABLE log (id int, at date, line text) PARTITION BY RANGE (at);
      CREATE TABLE log_1 PARTITION OF log FOR VALUES FROM ('2026-01-01') TO ('2026-02-01');
      ALTER TABLE log_1 ALTER line SET STATISTICS 5;
      """;

  private static final String QUIET =
      """
      ALTER TABLE public.users ALTER "Nick" SET STATISTICS 200, ALTER COLUMN note SET STORAGE EXTERNAL,
        ALTER note SET COMPRESSION pglz, ALTER note SET (n_distinct = 5, n_distinct_inherited = -0.5),
        SET (fillfactor = 70, toast.autovacuum_enabled = false), CLUSTER ON by_nick,
        REPLICA IDENTITY USING INDEX by_nick;
      ALTER TABLE log ALTER line SET STATISTICS 50, ALTER line SET STORAGE MAIN;
      """;

  @OnEveryServer
  void what_no_application_feels_comes_at_once(TestDatabase database) {
    Story story = Story.given(database, SCHEMA, QUIET);
    assertThat(story.plan().phase(Phase.CONTRACT).steps()).isEmpty();
    story.expand().migrate().endsAsTheNaiveSqlDoes();
  }

  @OnEveryServer
  void abort_gives_back_what_was(TestDatabase database) {
    Story.given(database, SCHEMA, QUIET).expand().abort().endsAsItBegan();
  }

  @OnEveryServer
  void resetting_goes_back_as_well(TestDatabase database) {
    Story.given(
            database,
            SCHEMA,
            "ALTER TABLE users RESET (fillfactor), ALTER note RESET (n_distinct), SET WITHOUT CLUSTER,"
                + " REPLICA IDENTITY FULL, ALTER note SET STATISTICS -1;")
        .expand()
        .abort()
        .endsAsItBegan();
  }

  @OnEveryServer
  void what_decides_about_rows_waits_for_contract(TestDatabase database) {
    Story story =
        Story.given(
                database,
                SCHEMA,
                "ALTER TABLE users DISABLE TRIGGER stamped, ENABLE ROW LEVEL SECURITY,"
                    + " FORCE ROW LEVEL SECURITY; ALTER TABLE people INHERIT users;"
                    + " ALTER TABLE log OWNER TO CURRENT_USER;")
            .expand()
            .migrate();
    story.oldApplication().writes("UPDATE users SET note = 'y'");
    story.oldApplication().reads("SELECT note FROM users", "(stamped)");
    story.switchOver().contract().endsAsTheNaiveSqlDoes();
  }

  /** Between two transactions, the new application would meet a table that shows it nothing. */
  @OnEveryServer
  void row_security_waits_for_its_policies_and_goes_before_them(TestDatabase database) {
    Story story =
        Story.given(
            database,
            SCHEMA
                + "ALTER TABLE log ENABLE ROW LEVEL SECURITY; CREATE POLICY old ON log USING (true);",
            "ALTER TABLE users FORCE ROW LEVEL SECURITY, ENABLE ROW LEVEL SECURITY;"
                + " CREATE POLICY seen ON users USING (true);"
                + " CREATE POLICY made ON users FOR INSERT WITH CHECK (true);"
                + " DROP POLICY old ON log; ALTER TABLE log DISABLE ROW LEVEL SECURITY;");
    assertThat(story.plan().phase(Phase.CONTRACT).steps())
        .extracting(Step::title)
        .containsSubsequence(
            "create policy users.seen",
            "create policy users.made",
            "set row security of public.users")
        .containsSubsequence("set row security of public.log", "drop policy log.old");
    story.throughout().endsAsTheNaiveSqlDoes();
  }

  @OnEveryServer
  void the_user_may_say_that_it_does_no_harm(TestDatabase database) {
    String named =
        """
        -- concertina: phase = expand
        ALTER TABLE users DISABLE TRIGGER stamped;
        -- concertina: phase = expand
        ALTER TABLE people INHERIT users;
        -- concertina: phase = expand
        ALTER TABLE log ENABLE ROW LEVEL SECURITY;
        """;
    Story story = Story.given(database, SCHEMA, named).expand();
    story.oldApplication().writes("UPDATE users SET note = 'y'");
    story.oldApplication().reads("SELECT note FROM users", "(y)");
    story.abort().endsAsItBegan();
  }

  @OnEveryServer
  void a_column_that_gets_a_shadow_is_told_at_contract(TestDatabase database) {
    Story.given(
            database,
            SCHEMA,
            "ALTER TABLE users RENAME note TO remark; ALTER TABLE users ALTER remark SET STATISTICS 9;"
                + " ALTER TABLE users REPLICA IDENTITY USING INDEX by_nick;")
        .throughout()
        .endsAsTheNaiveSqlDoes();
  }

  @OnEveryServer
  void the_name_that_a_column_loses_is_refused(TestDatabase database) {
    Story story =
        Story.given(
            database,
            SCHEMA,
            "ALTER TABLE users ALTER note SET STATISTICS 9; ALTER TABLE users RENAME note TO remark;");
    assertThatThrownBy(story::plan)
        .isInstanceOf(MigrationException.class)
        .hasMessageContaining("gets another name in the same migration");
  }

  @OnEveryServer
  void disabling_all_user_triggers_would_stop_the_sync(TestDatabase database) {
    assertThatThrownBy(
            () ->
                Story.given(
                    database,
                    SCHEMA,
                    "-- concertina: phase = expand\nALTER TABLE users DISABLE TRIGGER USER;"))
        .isInstanceOf(MigrationException.class)
        .hasMessageContaining("cannot use the directive phase");
  }

  @OnEveryServer
  void an_identity_that_the_publication_does_not_send_would_stop_the_old_application(
      TestDatabase database) {
    String published =
        database.server().major() < 15
            ? "CREATE PUBLICATION sent FOR TABLE users;"
            : "CREATE PUBLICATION sent FOR TABLE users (id, \"Nick\");";
    Story story =
        Story.given(database, SCHEMA + published, "ALTER TABLE users REPLICA IDENTITY FULL")
            .expand()
            .migrate();
    story.oldApplication().writes("UPDATE users SET note = 'x'");
    story.switchOver().contract().endsAsTheNaiveSqlDoes();
  }

  @OnEveryServer
  void rows_that_no_publication_can_name_are_not_filled(TestDatabase database) {
    Assumptions.assumeTrue(database.server().major() >= 15, "column lists came with 15");
    String published =
        "CREATE PUBLICATION sent FOR TABLE users (id, \"Nick\"); ALTER TABLE users REPLICA IDENTITY FULL;";
    Story story =
        Story.given(database, SCHEMA + published, "ALTER TABLE users RENAME note TO remark");
    assertThatThrownBy(story::plan)
        .isInstanceOf(MigrationException.class)
        .hasMessageContaining("its rows cannot be filled");
  }
}

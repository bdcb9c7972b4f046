package dev.concertina.story;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.concertina.change.MigrationException;
import dev.concertina.testkit.OnEveryServer;
import dev.concertina.testkit.TestDatabase;

/** Several alterations of one column in one migration. */
class AlterColumnStoryTest {

  private static final String SCHEMA =
      """
      CREATE TABLE t (id int PRIMARY KEY, age text DEFAULT '7', nick varchar(50));
      CREATE INDEX t_age ON t (age) WHERE age IS NOT NULL;
      COMMENT ON COLUMN t.age IS 'in years';
      INSERT INTO t VALUES (1, '30', 'ann'), (2, NULL, NULL)""";

  @OnEveryServer
  void a_column_gets_another_name_and_type(TestDatabase database) {
    Story story =
        Story.given(
                database,
                SCHEMA,
                "ALTER TABLE t RENAME age TO years;"
                    + "ALTER TABLE t ALTER years DROP DEFAULT;\n"
                    + "-- concertina: down = years::text\n"
                    + "ALTER TABLE t ALTER years TYPE bigint USING years::bigint;")
            .expand()
            .migrate();
    story.oldApplication().reads("SELECT id, age FROM t ORDER BY id", "(1,30)", "(2,)");
    story.newApplication().writes("UPDATE t SET years = 31 WHERE id = 1");
    story.oldApplication().reads("SELECT age FROM t WHERE id = 1", "(31)");
    story.oldApplication().writes("UPDATE t SET age = '5' WHERE id = 2");
    story.newApplication().reads("SELECT years + 1 FROM t WHERE id = 2", "(6)");
    assertThat(story.agrees()).isTrue();
    story.switchOver().revert().switchOver().contract();
    story.newApplication().reads("SELECT id, years FROM t ORDER BY id", "(1,31)", "(2,5)");
  }

  @OnEveryServer
  void a_refusal_points_to_the_statement_that_it_is_about(TestDatabase database) {
    Story story =
        Story.given(
            database,
            SCHEMA,
            "ALTER TABLE t RENAME nick TO born;\n"
                + "ALTER TABLE t ALTER born TYPE timestamptz USING born::timestamptz;");
    assertThatThrownBy(story::plan)
        .isInstanceOfSatisfying(
            MigrationException.class,
            refused -> {
              assertThat(refused.code()).isEqualTo("up-refused");
              assertThat(refused.origin())
                  .hasValueSatisfying(o -> assertThat(o.line()).isEqualTo(2));
            });
  }

  @OnEveryServer
  void a_column_gets_shorter_and_required_as_django_writes_it(TestDatabase database) {
    Story story =
        Story.given(
                database,
                SCHEMA,
                "ALTER TABLE t ALTER nick TYPE varchar(20), ALTER nick SET DEFAULT 'x';"
                    + "UPDATE t SET nick = 'x' WHERE nick IS NULL;"
                    + "ALTER TABLE t ALTER nick SET NOT NULL;"
                    + "ALTER TABLE t ALTER nick DROP DEFAULT;")
            .expand()
            .migrate();
    story.newApplication().reads("SELECT nick FROM t ORDER BY id", "(ann)", "(x)");
    story.oldApplication().reads("SELECT nick FROM t ORDER BY id", "(ann)", "()");
    story.oldApplication().writes("INSERT INTO t (id) VALUES (3)");
    story.newApplication().reads("SELECT nick FROM t WHERE id = 3", "(x)");
    story.newApplication().writes("UPDATE t SET nick = NULL WHERE id = 1");
    story.newApplication().reads("SELECT nick FROM t WHERE id = 1", "(x)");
    assertThat(story.agrees()).isTrue();
    story.switchOver().revert().switchOver().contract();
    story.endsAsTheNaiveSqlDoes();
  }

  @OnEveryServer
  void a_column_gets_another_name_and_a_default_and_is_required(TestDatabase database) {
    Story story =
        Story.given(
                database,
                SCHEMA,
                "ALTER TABLE t RENAME age TO years;"
                    + "UPDATE t SET years = '0' WHERE years IS NULL;"
                    + "ALTER TABLE t ALTER years SET NOT NULL;"
                    + "ALTER TABLE t ALTER years SET DEFAULT '1';")
            .throughout();
    story.newApplication().reads("SELECT years FROM t ORDER BY id", "(30)", "(0)");
    story.endsAsTheNaiveSqlDoes();
  }

  @OnEveryServer
  void a_column_is_required_before_it_gets_another_name(TestDatabase database) {
    Story.given(
            database,
            SCHEMA,
            "UPDATE t SET age = '0' WHERE age IS NULL; ALTER TABLE t ALTER age SET NOT NULL;"
                + "ALTER TABLE t RENAME age TO years;")
        .throughout()
        .endsAsTheNaiveSqlDoes();
  }

  @OnEveryServer
  void what_needs_no_shadow_is_done_one_by_one(TestDatabase database) {
    Story.given(
            database,
            SCHEMA,
            "ALTER TABLE t ALTER nick TYPE text; UPDATE t SET nick = '' WHERE nick IS NULL;"
                + "ALTER TABLE t ALTER nick SET NOT NULL;")
        .throughout()
        .endsAsTheNaiveSqlDoes();
  }

  @OnEveryServer
  void a_new_column_is_filled_and_then_required(TestDatabase database) {
    Story story =
        Story.given(
            database,
            SCHEMA,
            "ALTER TABLE t ADD COLUMN n int; UPDATE t SET n = id + 1 WHERE n IS NULL;"
                + "ALTER TABLE t ALTER n SET NOT NULL;");
    story.throughout().endsAsTheNaiveSqlDoes();
    story.newApplication().reads("SELECT n FROM t ORDER BY id", "(2)", "(3)");
  }

  @OnEveryServer
  void a_new_shape_has_an_index_behind_it(TestDatabase database) {
    Story.given(
            database,
            SCHEMA,
            "ALTER TABLE t RENAME nick TO nickname; CREATE INDEX t_nickname ON t (nickname, id)")
        .throughout()
        .endsAsTheNaiveSqlDoes();
  }

  @OnEveryServer
  void an_index_behind_a_new_type_goes_with_abort(TestDatabase database) {
    Story.given(
            database,
            "CREATE TABLE u (id int PRIMARY KEY, a int)",
            "ALTER TABLE u ALTER a TYPE bigint; CREATE INDEX u_a ON u (a DESC)")
        .expand()
        .migrate()
        .abort()
        .endsAsItBegan();
  }

  @OnEveryServer
  void an_index_before_the_new_shape_is_refused(TestDatabase database) {
    Story story =
        Story.given(
            database, SCHEMA, "CREATE INDEX t_nick ON t (nick); ALTER TABLE t RENAME nick TO n;");
    assertThatThrownBy(story::expand)
        .isInstanceOf(MigrationException.class)
        .hasMessageContaining("the index could end up on the old one");
  }

  @OnEveryServer
  void what_would_fail_later_is_refused_before_anything_runs(TestDatabase database) {
    Story unnamed =
        Story.given(
            database,
            "CREATE TABLE p (a int); CREATE PUBLICATION all_of_p FOR TABLE p",
            "ALTER TABLE p RENAME a TO b;");
    assertThatThrownBy(unnamed::expand)
        .isInstanceOf(MigrationException.class)
        .hasMessageContaining("has no replica identity");
    unnamed.endsAsItBegan();
    Story guarded =
        Story.given(
            database,
            "CREATE TABLE q (a varchar(9)); CREATE POLICY mine ON q USING (a = 'x')",
            "ALTER TABLE q ALTER a TYPE text;");
    assertThatThrownBy(guarded::expand)
        .isInstanceOf(MigrationException.class)
        .hasMessageContaining("is used by policy mine");
    guarded.endsAsItBegan();
  }

  @OnEveryServer
  void abort_leaves_nothing_behind(TestDatabase database) {
    Story.given(
            database,
            SCHEMA,
            "ALTER TABLE t RENAME nick TO nickname; ALTER TABLE t ALTER nickname TYPE varchar(9)"
                + " USING left(nickname, 9); ALTER TABLE t ALTER nickname SET DEFAULT 'n';")
        .expand()
        .migrate()
        .abort()
        .endsAsItBegan();
  }

  @OnEveryServer
  void what_postgresql_would_convert_with_the_rows_is_refused(TestDatabase database) {
    Story story =
        Story.given(
            database,
            SCHEMA,
            "ALTER TABLE t ALTER nick SET DEFAULT 'x'; ALTER TABLE t ALTER nick TYPE varchar(9);");
    assertThatThrownBy(story::expand)
        .isInstanceOf(MigrationException.class)
        .hasMessageContaining("its new default would be converted from the old type");
    story.endsAsItBegan();
    Story metadata =
        Story.given(
            database,
            "CREATE TABLE r (a varchar(9))",
            "ALTER TABLE r ALTER a SET DEFAULT 'x'; ALTER TABLE r ALTER a TYPE text;");
    assertThatThrownBy(metadata::expand).hasMessageContaining("would be converted");
  }
}

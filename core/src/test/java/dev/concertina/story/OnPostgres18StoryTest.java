package dev.concertina.story;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.concertina.change.MigrationException;
import dev.concertina.testkit.TestDatabase;
import dev.concertina.testkit.TestServers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What PostgreSQL 18 has and 14 has not. */
class OnPostgres18StoryTest {

  private static final String NOT_NULL =
      """
      CREATE TABLE t (
        id int PRIMARY KEY, a int CONSTRAINT told NOT NULL, b int, c int CONSTRAINT own NOT NULL NO INHERIT);
      COMMENT ON CONSTRAINT told ON t IS 'why';
      INSERT INTO t VALUES (1, 1, 1, 1);
      ALTER TABLE t ADD CONSTRAINT later NOT NULL b NOT VALID;
      """;
  private static final String PERIODS =
      """
      CREATE TABLE rooms (id int4range, v daterange, PRIMARY KEY (id, v WITHOUT OVERLAPS));
      CREATE TABLE stays (id int PRIMARY KEY, room int4range, v daterange,
        CONSTRAINT stay FOREIGN KEY (room, PERIOD v) REFERENCES rooms (id, PERIOD v));
      INSERT INTO rooms VALUES ('[1,2)', '[2026-01-01,2026-02-01)'), ('[1,2)', '[2026-02-01,2027-01-01)');
      INSERT INTO stays VALUES (1, '[1,2)', '[2026-01-20,2026-02-10)');
      """;

  private final TestDatabase database = TestServers.pg(18).database();

  @AfterEach
  void drop() {
    database.close();
  }

  @Test
  void what_a_not_null_constraint_says_goes_with_its_column() {
    Story story =
        Story.given(
                database,
                NOT_NULL,
                "ALTER TABLE t RENAME a TO x; ALTER TABLE t ALTER b TYPE bigint; ALTER TABLE t RENAME c TO z;")
            .expand()
            .migrate();
    story
        .newApplication()
        .fails("INSERT INTO t (id, x, z) VALUES (2, 1, 1)", "null value in column \"b\"");
    story.switchOver().contract().endsAsTheNaiveSqlDoes();
  }

  @Test
  void abort_forbids_null_as_it_was_forbidden() {
    Story.given(
            database,
            "CREATE TABLE old (b int); INSERT INTO old VALUES (NULL);"
                + " ALTER TABLE old ADD CONSTRAINT later NOT NULL b NOT VALID;"
                + NOT_NULL,
            "ALTER TABLE t ALTER a DROP NOT NULL, ALTER c DROP NOT NULL;"
                + " ALTER TABLE old ALTER b DROP NOT NULL;")
        .expand()
        .abort()
        .endsAsItBegan();
  }

  @Test
  void set_not_null_proves_a_constraint_that_was_not_valid() {
    Story.given(database, NOT_NULL, "ALTER TABLE t ALTER b SET NOT NULL;")
        .forward()
        .endsAsTheNaiveSqlDoes();
  }

  @Test
  void a_check_that_is_not_enforced_stays_so() {
    String schema =
        "CREATE TABLE t (id int, a int CONSTRAINT hope CHECK (a > 0) NOT ENFORCED);"
            + " INSERT INTO t VALUES (1, -1);";
    Story story = Story.given(database, schema, "ALTER TABLE t ALTER a TYPE bigint;").forward();
    story.newApplication().writes("INSERT INTO t VALUES (2, -2)");
    story.endsAsTheNaiveSqlDoes();
  }

  @Test
  void a_foreign_key_with_a_period_is_carried_and_comes_back() {
    Story.given(database, PERIODS, "ALTER TABLE stays RENAME v TO nights;")
        .throughout()
        .endsAsTheNaiveSqlDoes();
  }

  @Test
  void abort_brings_a_foreign_key_with_a_period_back() {
    Story.given(database, PERIODS, "ALTER TABLE stays DROP CONSTRAINT stay;")
        .expand()
        .abort()
        .endsAsItBegan();
  }

  @Test
  void a_key_without_overlaps_is_refused_before_anything_runs() {
    assertThatThrownBy(
            () -> Story.given(database, PERIODS, "ALTER TABLE rooms RENAME v TO span;").plan())
        .isInstanceOfSatisfying(
            MigrationException.class,
            e -> assertThat(e.hint()).isEqualTo("Drop the key first, in a migration of its own."))
        .hasMessageContaining("public.rooms.v is part of rooms_pkey, a key WITHOUT OVERLAPS");
  }

  @Test
  void a_whole_row_that_is_not_published_names_no_row() {
    Story story =
        Story.given(
            database,
            """
            CREATE TABLE p (a int, g int GENERATED ALWAYS AS (1) STORED);
            ALTER TABLE p REPLICA IDENTITY FULL;
            CREATE PUBLICATION all_of_p FOR TABLE p;
            """,
            "ALTER TABLE p RENAME a TO b;");
    assertThatThrownBy(story::expand)
        .isInstanceOf(MigrationException.class)
        .hasMessageContaining("has no replica identity that its publication sends");
    story.endsAsItBegan();
  }
}

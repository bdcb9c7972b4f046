package dev.concertina.plan.recipe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.concertina.change.MigrationException;
import dev.concertina.plan.Rehearsal;
import dev.concertina.testkit.TestDatabase;
import dev.concertina.testkit.TestServers;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class ChangesTogetherTest {

  private static TestDatabase database;

  @BeforeAll
  static void create() {
    database = TestServers.pg(18).database();
    database.execute(
        "CREATE TABLE t (id int PRIMARY KEY, a text DEFAULT 'x', b text, c int, d int,"
            + " CHECK (c < d))",
        "CREATE INDEX t_a_b ON t (a) INCLUDE (b)");
  }

  @AfterAll
  static void drop() {
    database.close();
  }

  @Test
  void two_changes_of_type_of_one_column_are_split() {
    refused(
        "ALTER TABLE t ALTER a TYPE varchar(3) USING left(a, 3);"
            + " ALTER TABLE t ALTER a TYPE varchar(2) USING left(a, 2);",
        "its type is changed twice");
  }

  @Test
  void one_column_under_two_names_of_the_table_is_split() {
    refused(
        "ALTER TABLE t ALTER a TYPE varchar(3) USING left(a, 3);"
            + " ALTER TABLE public.t RENAME a TO z;",
        "public.t.a is already changed at V7__test.sql:1");
  }

  @Test
  void a_renamed_table_is_not_changed_as_well() {
    refused("ALTER TABLE t DROP COLUMN c; ALTER TABLE t RENAME TO u;", "public.t");
    refused(
        "ALTER TABLE t RENAME TO u; ALTER TABLE u DROP COLUMN c;", "u is the name that t gets at");
    refused(
        "ALTER TABLE t RENAME TO u; CREATE TABLE v (id int REFERENCES u);",
        "u is the name that t gets at");
  }

  /** Changes of one column are one, in the place of the first. */
  @Test
  void an_index_between_two_changes_of_its_column_is_split() {
    refused(
        "ALTER TABLE t ALTER a TYPE varchar(3) USING left(a, 3); CREATE INDEX t_a ON t (a DESC);"
            + " ALTER TABLE t RENAME a TO z;",
        "the index could end up on the old one");
  }

  @Test
  void what_a_migration_makes_or_moves_it_does_not_reshape() {
    database.execute("CREATE SCHEMA s", "CREATE TABLE log (k int, n int) PARTITION BY LIST (k)");
    refused(
        "ALTER TABLE t SET SCHEMA s; ALTER TABLE s.t RENAME TO u;",
        "s.t is the name that t gets at");
    refused(
        "CREATE TABLE log_1 PARTITION OF log FOR VALUES IN (1) PARTITION BY LIST (n);"
            + " CREATE TABLE log_1_1 PARTITION OF log_1 DEFAULT;",
        "log_1 is a partition that is made at");
  }

  @Test
  void a_partition_that_goes_would_get_what_is_written_behind_it() {
    database.execute(
        "CREATE TABLE days (k int, n int) PARTITION BY LIST (k)",
        "CREATE TABLE days_1 PARTITION OF days DEFAULT");
    refused(
        "ALTER TABLE days DETACH PARTITION days_1; ALTER TABLE days ALTER n SET DEFAULT 1;",
        "days_1 is detached at the end of CONTRACT and would get this too");
  }

  @Test
  void a_partition_that_comes_needs_the_columns_of_its_table() {
    database.execute(
        "CREATE TABLE parts (k int, n int) PARTITION BY LIST (k)",
        "CREATE TABLE part (k int, n int)",
        "CREATE TABLE filled AS SELECT 1 AS k, 2 AS n");
    String attach = "ALTER TABLE parts ATTACH PARTITION part DEFAULT;";
    refused(attach + "ALTER TABLE parts ADD m int;", "part would not have the columns of parts");
    refused("ALTER TABLE parts DROP n;" + attach, "part would not have the columns of parts");
    refused(
        attach.replace("part D", "filled D") + "ALTER TABLE parts ALTER n SET DEFAULT 1;",
        "filled is attached at the end of CONTRACT and would not get this");
  }

  @Test
  void an_index_that_goes_with_its_column_gets_no_other_name() {
    refused(
        "ALTER INDEX t_a_b RENAME TO t_ab; ALTER TABLE t DROP COLUMN b;",
        "t_a_b goes with the column b at V7__test.sql:1");
  }

  /** As Django writes it: the index would go in CONTRACT, and be on both columns until then. */
  @Test
  void an_index_that_cannot_have_the_new_type_goes_in_a_migration_before() {
    database.execute(
        "CREATE TABLE l (a varchar(20))", "CREATE INDEX l_like ON l (a varchar_pattern_ops)");
    assertThatThrownBy(
            () ->
                Rehearsal.plan(
                    database, "DROP INDEX l_like; ALTER TABLE l ALTER a TYPE int USING a::int;"))
        .isInstanceOfSatisfying(
            MigrationException.class, e -> assertThat(e.hint()).startsWith("Drop the index"));
  }

  @Test
  void a_new_shape_and_a_dropped_column_of_one_index_or_check_are_split() {
    refused(
        "ALTER TABLE t RENAME a TO y; ALTER TABLE t DROP COLUMN b;",
        "the index public.t_a_b covers both a and b");
    refused(
        "ALTER TABLE t RENAME c TO y; ALTER TABLE t DROP COLUMN d;",
        "the check t_check covers both c and d");
  }

  @Test
  void a_column_that_another_one_needs_as_its_key_does_not_go() {
    database.execute(
        "CREATE TABLE s (id int PRIMARY KEY, code text UNIQUE)",
        "CREATE TABLE r (id int PRIMARY KEY REFERENCES s, code text UNIQUE)");
    assertThatThrownBy(
            () ->
                Rehearsal.of(
                    database,
                    "V7__test.yaml",
                    """
                    changes:
                      - move_column: {table: s, column: code, to: r, as: other, key: {id: id}}
                      - copy_column: {table: s, column: id, to: r, as: third, key: {code: code}}
                    """))
        .isInstanceOf(MigrationException.class)
        .hasMessageContaining("code goes, and id needs it as a part of its key");
  }

  @Test
  void a_default_that_would_be_converted_is_split() {
    refused(
        "ALTER TABLE t ALTER a SET DEFAULT 'y'; ALTER TABLE t ALTER a TYPE varchar(3);",
        "its new default would be converted from the old type");
  }

  @Test
  void columns_that_share_nothing_go_together() {
    assertThat(
            Rehearsal.plan(database, "ALTER TABLE t RENAME a TO z; ALTER TABLE t RENAME c TO y;")
                .warnings())
        .hasSize(1);
  }

  private static void refused(String sql, String why) {
    assertThatThrownBy(() -> Rehearsal.plan(database, sql))
        .isInstanceOfSatisfying(
            MigrationException.class, e -> assertThat(e.code()).isEqualTo("split-migration"))
        .hasMessageContaining(why);
  }
}

package dev.concertina.plan.recipe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.concertina.change.MigrationException;
import dev.concertina.plan.Rehearsal;
import dev.concertina.sql.Identifier;
import dev.concertina.testkit.TestDatabase;
import dev.concertina.testkit.TestServers;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a migration makes must not stand on what it takes away. */
class NewDependentsTest {

  private static final String RETYPE =
      "-- concertina: down = size::text\nALTER TABLE tasks ALTER size TYPE int USING length(size);\n";
  private static final String RENAME = "ALTER TABLE tasks RENAME size TO extent;\n";

  private static TestDatabase database;

  @BeforeAll
  static void create() {
    database = TestServers.pg(18).database();
    database.execute("CREATE TABLE tasks (id int PRIMARY KEY, size text, old int)");
  }

  @AfterAll
  static void drop() {
    database.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        RETYPE + "CREATE VIEW v AS SELECT size FROM tasks",
        RETYPE + "CREATE MATERIALIZED VIEW v AS SELECT * FROM tasks",
        RETYPE + "CREATE STATISTICS s ON id, size FROM tasks",
        RETYPE + "CREATE FUNCTION f() RETURNS text BEGIN ATOMIC SELECT max(size) FROM tasks; END",
        "CREATE VIEW v AS SELECT \"size\" FROM public.tasks;" + RENAME,
        "CREATE POLICY p ON tasks USING (size = 'a');" + RENAME,
        "ALTER TABLE tasks DROP COLUMN old; CREATE VIEW v AS SELECT * FROM tasks"
      })
  void it_is_refused(String migration) {
    assertThatThrownBy(() -> Rehearsal.plan(database, migration))
        .isInstanceOf(MigrationException.class)
        .hasMessageContaining("would stand on the old shape of");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "CREATE VIEW v AS SELECT id FROM jobs",
        "CREATE MATERIALIZED VIEW v AS SELECT id FROM public.jobs",
        "CREATE FUNCTION f() RETURNS int BEGIN ATOMIC SELECT max(id) FROM jobs; END",
        "CREATE FUNCTION f(jobs) RETURNS text LANGUAGE sql AS 'SELECT $1.size'",
        "CREATE TYPE pair AS (a jobs, b int)",
        "CREATE SEQUENCE numbers OWNED BY jobs.id",
        "CREATE PUBLICATION p FOR TABLE jobs"
      })
  void it_does_not_stand_on_a_view_that_has_a_new_name_for_a_while(String made) {
    assertThatThrownBy(() -> Rehearsal.plan(database, "ALTER TABLE tasks RENAME TO jobs;\n" + made))
        .isInstanceOf(MigrationException.class)
        .hasMessageContaining("would stand on the view that has the name jobs until CONTRACT");
    String late = "-- concertina: phase = contract\n" + made;
    assertThat(Rehearsal.plan(database, "ALTER TABLE tasks RENAME TO jobs;\n" + late).phases())
        .isNotEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        RENAME + "CREATE VIEW v AS SELECT extent FROM tasks",
        "ALTER TABLE tasks RENAME TO jobs;"
            + "CREATE FUNCTION f() RETURNS int LANGUAGE sql AS $$ SELECT max(id) FROM jobs $$",
        RETYPE + "CREATE VIEW v AS SELECT count(*), max(id) FROM tasks",
        RETYPE + "CREATE POLICY p ON tasks USING (size = 7)",
        RETYPE
            + "CREATE FUNCTION f() RETURNS text LANGUAGE sql AS 'SELECT max(size)::text FROM tasks'"
      })
  void what_stands_on_the_new_shape_or_on_none_is_made(String migration) {
    assertThat(Rehearsal.plan(database, migration).phases()).isNotEmpty();
  }

  @Test
  void a_quoted_name_is_found_as_it_is_written() {
    assertThat(new Mention("SELECT \"a\"\"b\" FROM t").of(new Identifier("a\"b"))).isTrue();
    assertThat(new Mention("SELECT ab FROM t").of(new Identifier("a"))).isFalse();
  }
}

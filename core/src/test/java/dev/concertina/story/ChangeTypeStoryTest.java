package dev.concertina.story;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.concertina.change.MigrationException;
import dev.concertina.engine.StepFailedException;
import dev.concertina.plan.Phase;
import dev.concertina.testkit.OnEveryServer;
import dev.concertina.testkit.TestDatabase;

class ChangeTypeStoryTest {

  private static final String ORDERS =
      """
      CREATE TABLE orders (
        id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        total text NOT NULL DEFAULT '0',
        note varchar(200));
      CREATE INDEX orders_by_total ON orders (total, id DESC);
      COMMENT ON COLUMN orders.total IS 'in cents';
      INSERT INTO orders (total, note) SELECT g::text, repeat('x', g % 200)
        FROM generate_series(1, 500) g;
      """;
  private static final String NO_DEFAULT = ORDERS.replace(" DEFAULT '0'", "");
  private static final String MIGRATION =
      "ALTER TABLE orders ALTER COLUMN total TYPE integer USING total::integer;";

  @OnEveryServer
  void each_application_reads_and_writes_its_own_type(TestDatabase database) {
    Story story = Story.given(database, NO_DEFAULT, MIGRATION).expand();
    story.oldApplication().writes("INSERT INTO orders (total) VALUES ('7')");
    story.migrate();
    story
        .newApplication()
        .reads("SELECT sum(total) > 100000 FROM orders", "(t)")
        .writes("INSERT INTO orders (total) VALUES (12), (13)")
        .writes("UPDATE orders SET total = total + 1 WHERE id = 1");
    story
        .oldApplication()
        .reads("SELECT total || '!' FROM orders WHERE id IN (1, 503) ORDER BY id", "(2!)", "(13!)")
        .writes("UPDATE orders SET total = '99' WHERE id = 2");
    story.newApplication().reads("SELECT total + 1 FROM orders WHERE id = 2", "(100)");
    story.switchOver().revert().switchOver().contract();
    story.newApplication().reads("SELECT total + 1 FROM orders WHERE id IN (1, 2)", "(3)", "(100)");
    story.endsAsTheNaiveSqlDoes();
  }

  /** In UTC, PostgreSQL would keep the bytes, and writers from elsewhere would add local time. */
  @OnEveryServer
  void what_each_session_would_convert_by_its_own_time_zone_is_refused(TestDatabase database) {
    String log = "CREATE TABLE log (id int PRIMARY KEY, at timestamptz DEFAULT now());";
    Story story = Story.given(database, log, "ALTER TABLE log ALTER COLUMN at TYPE timestamp;");
    assertThatThrownBy(story::plan)
        .isInstanceOf(MigrationException.class)
        .hasMessageContaining("IMMUTABLE");
  }

  @OnEveryServer
  void an_old_writer_never_fails_because_of_a_value(TestDatabase database) {
    Story story = Story.given(database, NO_DEFAULT, MIGRATION).expand();
    story.oldApplication().writes("INSERT INTO orders (total) VALUES ('twelve')");
    assertThatThrownBy(story::migrate)
        .isInstanceOf(StepFailedException.class)
        .hasMessageContaining("total has a value that the new shape cannot hold");

    story.oldApplication().writes("UPDATE orders SET note = 'unrelated' WHERE total = 'twelve'");
    story.oldApplication().writes("UPDATE orders SET total = '12' WHERE total = 'twelve'");
    story.migrate();
    story.oldApplication().writes("UPDATE orders SET total = 'again' WHERE id = 5");
    assertThat(story.agrees()).isFalse();
    assertThatThrownBy(story::switchOver).isInstanceOf(StepFailedException.class);
    story.newApplication().writes("UPDATE orders SET total = 5 WHERE id = 5");
    story.oldApplication().reads("SELECT total FROM orders WHERE id = 5", "(5)");
    story.switchOver().contract();
  }

  @OnEveryServer
  void a_shorter_column_keeps_the_long_value_for_the_old_application(TestDatabase database) {
    Story story =
        Story.given(
                database,
                ORDERS,
                "ALTER TABLE orders ALTER COLUMN note TYPE varchar(5) USING left(note, 5);")
            .expand()
            .migrate();
    story.oldApplication().writes("UPDATE orders SET note = 'long enough' WHERE id = 1");
    story
        .newApplication()
        .reads("SELECT note FROM orders WHERE id = 1", "(\"long \")")
        .writes("UPDATE orders SET total = '5' WHERE id = 1")
        .fails("UPDATE orders SET note = 'too long' WHERE id = 2", "value too long");
    story.oldApplication().reads("SELECT note FROM orders WHERE id = 1", "(\"long enough\")");
    story.switchOver().revert().switchOver().contract();
    story.endsAsTheNaiveSqlDoes();
  }

  @OnEveryServer
  void a_new_value_that_the_old_column_cannot_hold_fails_for_its_writer_alone(
      TestDatabase database) {
    Story story =
        Story.given(
                database,
                "CREATE TABLE t (id int PRIMARY KEY, n smallint); INSERT INTO t VALUES (1, 1)",
                "ALTER TABLE t ALTER COLUMN n TYPE bigint;")
            .expand()
            .migrate();
    story
        .newApplication()
        .writes("UPDATE t SET n = 30000")
        .fails("UPDATE t SET n = 5000000000", "out of range");
    story.oldApplication().reads("SELECT n FROM t", "(30000)");
  }

  @OnEveryServer
  void a_contract_that_duplicates_stop_can_still_be_reverted(TestDatabase database) {
    Story story =
        Story.given(
                database,
                "CREATE TABLE t (id int PRIMARY KEY, a text NOT NULL UNIQUE);"
                    + " INSERT INTO t VALUES (1, '1'), (2, '01')",
                "ALTER TABLE t ALTER COLUMN a TYPE int USING a::int;")
            .expand()
            .migrate()
            .switchOver();
    assertThatThrownBy(story::contract).isInstanceOf(StepFailedException.class);
    story.revert();
    story.oldApplication().writes("INSERT INTO t VALUES (3, '001')");
    story.oldApplication().writes("DELETE FROM t WHERE id > 1");
    story.switchOver().contract();
    story.endsAsTheNaiveSqlDoes(
        "DELETE FROM t WHERE id > 1", "ALTER TABLE t ALTER COLUMN a TYPE int USING a::int");
  }

  @OnEveryServer
  void a_wider_column_moves_no_row(TestDatabase database) {
    Story story =
        Story.given(database, ORDERS, "ALTER TABLE orders ALTER COLUMN note TYPE varchar(900);");
    assertThat(story.plan().phase(Phase.EXPAND).steps()).hasSize(1);
    assertThat(story.plan().phase(Phase.MIGRATE).steps()).isEmpty();
    assertThat(story.plan().publishes()).isEmpty();
    story.expand().migrate();
    story.endsAsTheNaiveSqlDoes();
  }

  @OnEveryServer
  void abort_gives_back_what_the_other_type_brought_along(TestDatabase database) {
    String own =
        "CREATE TABLE t (id int, a varchar COLLATE \"C\");"
            + " ALTER TABLE t ALTER a SET STORAGE EXTERNAL, ALTER a SET COMPRESSION pglz;";
    Story.given(database, own, "ALTER TABLE t ALTER a TYPE text").expand().abort().endsAsItBegan();
  }

  @OnEveryServer
  void one_version_has_room_for_one_table_of_a_name(TestDatabase database) {
    Story story =
        Story.given(
            database,
            "CREATE TABLE t (a text); CREATE SCHEMA shop; CREATE TABLE shop.t (a text);",
            "ALTER TABLE t ALTER a TYPE varchar(9); ALTER TABLE shop.t ALTER a TYPE varchar(9);");
    assertThatThrownBy(story::plan)
        .isInstanceOf(MigrationException.class)
        .hasMessageContaining("public.t and shop.t would both be v7.t");
  }

  @OnEveryServer
  void a_version_does_not_stand_before_another_table_of_the_name(TestDatabase database) {
    Story story =
        Story.given(
            database,
            "CREATE TABLE t (a text); CREATE SCHEMA shop; CREATE TABLE shop.t (a text);",
            "ALTER TABLE shop.t ALTER a TYPE varchar(9);");
    assertThatThrownBy(story::plan)
        .isInstanceOf(MigrationException.class)
        .hasMessageContaining("t without a schema is public.t, but would be shop.t once");
  }

  @OnEveryServer
  void a_domain_is_refused_before_anything_runs(TestDatabase database) {
    Story story =
        Story.given(
            database,
            "CREATE DOMAIN positive AS int NOT NULL CHECK (VALUE > 0); CREATE TABLE t (a int);",
            "ALTER TABLE t ALTER a TYPE positive;");
    assertThatThrownBy(story::plan)
        .isInstanceOf(MigrationException.class)
        .hasMessageContaining("public.positive is a domain; its checks would be made");
  }

  @OnEveryServer
  void a_check_that_some_rows_violate_is_told_before(TestDatabase database) {
    Story story =
        Story.given(
            database,
            "CREATE TABLE t (a text); INSERT INTO t VALUES (''), ('x');"
                + " ALTER TABLE t ADD CONSTRAINT said CHECK (a <> '') NOT VALID;",
            "ALTER TABLE t ALTER a TYPE varchar(9);");
    assertThat(story.plan().warnings()).anyMatch(w -> w.startsWith("the check said of public.t"));
    story.expand();
    assertThatThrownBy(story::migrate).hasMessageContaining("check constraint \"said\"");
    story.oldApplication().writes("DELETE FROM t WHERE a = ''");
    story.migrate().switchOver().contract().endsAsTheNaiveSqlDoes();
  }
}

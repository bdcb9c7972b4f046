package dev.concertina.story;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.concertina.change.MigrationException;
import dev.concertina.engine.StepFailedException;
import dev.concertina.testkit.OnEveryServer;
import dev.concertina.testkit.TestDatabase;

/** Partitions that come and go. */
class PartitionStoryTest {

  private static final String SCHEMA =
      """
      CREATE TABLE log (id int NOT NULL, at date NOT NULL, line text DEFAULT 'x', PRIMARY KEY (id, at))
        PARTITION BY RANGE (at);
      CREATE TABLE log_1 PARTITION OF log FOR VALUES FROM ('2026-01-01') TO ('2026-02-01');
      CREATE TABLE rest PARTITION OF log DEFAULT;
      INSERT INTO log VALUES (1, '2026-01-05');
      CREATE TABLE log_3 (LIKE log INCLUDING ALL);
      INSERT INTO log_3 VALUES (3, '2026-03-05');
      CREATE TABLE tags (id int, word text) PARTITION BY HASH (id);
      CREATE TABLE tags_0 PARTITION OF tags FOR VALUES WITH (MODULUS 2, REMAINDER 0);
      CREATE TABLE tags_1 (id int, word text);
      INSERT INTO tags_1 SELECT i, 'w' FROM generate_series(1, 9) i
        WHERE satisfies_hash_partition('tags'::regclass, 2, 1, i);
      """;

  private static final String NEW =
      """
      CREATE TABLE log_2 PARTITION OF log FOR VALUES FROM ('2026-02-01') TO ('2026-03-01')
        WITH (fillfactor = 80);
      CREATE TABLE log_4 (id int NOT NULL, at date NOT NULL, line text, PRIMARY KEY (id, at));
      ALTER TABLE log ATTACH PARTITION log_4 FOR VALUES FROM ('2026-04-01') TO ('2026-05-01');
      """;

  private static final String FILLED =
      "ALTER TABLE log ATTACH PARTITION log_3 FOR VALUES FROM ('2026-03-01') TO ('2026-04-01');"
          + " ALTER TABLE tags ATTACH PARTITION tags_1 FOR VALUES WITH (MODULUS 2, REMAINDER 1);";

  @OnEveryServer
  void an_empty_partition_comes_at_once(TestDatabase database) {
    Story story = Story.given(database, SCHEMA, NEW).expand();
    story.oldApplication().writes("INSERT INTO log VALUES (2, '2026-02-05'), (4, '2026-04-05')");
    story.oldApplication().reads("SELECT id FROM log_2", "(2)");
    story.migrate().endsAsTheNaiveSqlDoes();
  }

  @OnEveryServer
  void abort_takes_it_away(TestDatabase database) {
    Story.given(database, SCHEMA, NEW).expand().abort().endsAsItBegan();
  }

  @OnEveryServer
  void abort_loses_no_row_that_an_old_application_wrote_there(TestDatabase database) {
    abortKeeps(Story.given(database, SCHEMA, NEW), "log_2", "(2, '2026-02-05')");
  }

  @OnEveryServer
  void nor_one_that_it_wrote_to_a_table_attached_by_the_migration(TestDatabase database) {
    abortKeeps(Story.given(database, SCHEMA, NEW), "log_4", "(4, '2026-04-05')");
  }

  private static void abortKeeps(Story story, String partition, String row) {
    story.expand().oldApplication().writes("INSERT INTO log VALUES " + row);
    assertThatThrownBy(story::abort)
        .isInstanceOf(StepFailedException.class)
        .hasMessageContaining("rows were written to the new partition public." + partition);
    story.oldApplication().reads("SELECT count(*) FROM log", "(2)");
    story.oldApplication().writes("TRUNCATE " + partition);
    story.abort().endsAsItBegan();
  }

  @OnEveryServer
  void rows_that_are_attached_are_seen_from_contract_on(TestDatabase database) {
    Story story = Story.given(database, SCHEMA, FILLED);
    assertThat(story.plan().warnings())
        .anyMatch(warning -> warning.contains("go to the default partition public.rest"));
    story.expand().migrate();
    story.oldApplication().reads("SELECT count(*) FROM log", "(1)");
    story.switchOver().contract().endsAsTheNaiveSqlDoes();
    story.newApplication().reads("SELECT count(*) FROM log", "(2)");
  }

  @OnEveryServer
  void attached_earlier_they_go_at_abort(TestDatabase database) {
    Story.given(
            database,
            SCHEMA,
            "-- concertina: phase = expand\n"
                + "ALTER TABLE log ATTACH PARTITION log_3 FOR VALUES FROM ('2026-03-01') TO ('2026-04-01')")
        .expand()
        .abort()
        .endsAsItBegan();
  }

  @OnEveryServer
  void abort_takes_back_what_the_parent_has_given(TestDatabase database) {
    Story.given(
            database,
            """
            CREATE TABLE kinds (id int PRIMARY KEY);
            CREATE TABLE marks (id int, kind int REFERENCES kinds, day date, PRIMARY KEY (id, day))
              PARTITION BY RANGE (day);
            CREATE INDEX by_kind ON marks (kind);
            CREATE INDEX by_day ON marks (day);
            CREATE TABLE later (id int NOT NULL, kind int, day date NOT NULL);
            CREATE INDEX later_by_day ON later (day);
            """,
            "ALTER TABLE marks ATTACH PARTITION later FOR VALUES FROM ('2026-03-01') TO ('2026-04-01')")
        .expand()
        .abort()
        .endsAsItBegan();
  }

  @OnEveryServer
  void rows_that_do_not_belong_there_are_named_before_anything_is_locked(TestDatabase database) {
    Story story =
        Story.given(
                database,
                SCHEMA,
                "ALTER TABLE log ATTACH PARTITION log_3 FOR VALUES FROM ('2026-03-06') TO ('2026-04-01')")
            .expand()
            .migrate()
            .switchOver();
    assertThatThrownBy(story::contract)
        .isInstanceOf(StepFailedException.class)
        .hasMessageContaining("id = 3");
  }

  @OnEveryServer
  void a_partition_is_detached_at_contract(TestDatabase database) {
    Story story =
        Story.given(database, SCHEMA, "ALTER TABLE log DETACH PARTITION log_1").expand().migrate();
    story.oldApplication().reads("SELECT count(*) FROM log", "(1)");
    story.switchOver().contract().endsAsTheNaiveSqlDoes();
  }

  @OnEveryServer
  void a_bound_that_overlaps_is_told_before_anything_runs(TestDatabase database) {
    Story story =
        Story.given(database, SCHEMA, "CREATE TABLE l PARTITION OF log FOR VALUES FROM (3) TO (1)");
    assertThatThrownBy(story::plan)
        .isInstanceOf(MigrationException.class)
        .hasMessageContaining("PostgreSQL refuses this partition");
  }

  @OnEveryServer
  void a_table_that_gets_the_same_new_shape_is_attached_in_it(TestDatabase database) {
    Story story =
        Story.given(
                database,
                "CREATE TABLE log (k int, n int) PARTITION BY LIST (k); CREATE TABLE part (k int, n int);"
                    + " CREATE TABLE part_1 PARTITION OF log FOR VALUES IN (1);",
                "ALTER TABLE log RENAME n TO m; ALTER TABLE part RENAME n TO m;"
                    + " ALTER TABLE log ATTACH PARTITION part FOR VALUES IN (2);")
            .expand()
            .migrate();
    story
        .oldApplication()
        .writes("INSERT INTO log VALUES (1, 1)", "INSERT INTO part VALUES (2, 2)");
    story.switchOver().contract().endsAsTheNaiveSqlDoes();
    story.newApplication().reads("SELECT sum(m) FROM log", "(3)");
  }
}

package dev.concertina.story;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.concertina.testkit.OnEveryServer;
import dev.concertina.testkit.TestDatabase;

/**
 * A unique index of a partitioned table: it comes at CONTRACT, when partitions may have changed.
 */
class PartitionedIndexStoryTest {

  private static final String READINGS =
      """
      CREATE TABLE readings (id int, at date, n int) PARTITION BY RANGE (at);
      CREATE TABLE readings_1 PARTITION OF readings FOR VALUES FROM ('2024-01-01') TO ('2025-01-01');
      CREATE TABLE readings_2 PARTITION OF readings FOR VALUES FROM ('2025-01-01') TO ('2026-01-01')
        PARTITION BY HASH (id);
      CREATE TABLE readings_2a PARTITION OF readings_2 FOR VALUES WITH (MODULUS 2, REMAINDER 0);
      CREATE TABLE readings_2b PARTITION OF readings_2 FOR VALUES WITH (MODULUS 2, REMAINDER 1);
      INSERT INTO readings SELECT g, date '2024-01-01' + g, g % 5 FROM generate_series(0, 700) g;
      """;

  private static final String UNIQUE = "CREATE UNIQUE INDEX readings_once ON readings (n, at, id);";

  @OnEveryServer
  void duplicates_in_one_partition_leave_no_part_in_another(TestDatabase database) {
    Story story = Story.given(database, READINGS, UNIQUE).expand().migrate().switchOver();
    database.execute("INSERT INTO readings VALUES (900, '2025-05-05', 1), (900, '2025-05-05', 1)");
    assertThatThrownBy(story::contract).hasMessageContaining("cannot be unique");
    assertThat(indexes(database)).isEqualTo("0");
    database.execute("DELETE FROM readings WHERE id = 900");
    story.contract().endsAsTheNaiveSqlDoes();
  }

  @OnEveryServer
  void a_partition_that_comes_before_the_build_gets_its_part(TestDatabase database) {
    String late =
        "CREATE TABLE readings_3 PARTITION OF readings FOR VALUES FROM ('2026-01-01') TO ('2027-01-01')";
    Story story = Story.given(database, READINGS, UNIQUE).expand().migrate().switchOver();
    database.execute(
        late, "INSERT INTO readings VALUES (901, '2026-05-05', 1)", "DROP TABLE readings_1");
    story.contract().endsAsTheNaiveSqlDoes(late, "DROP TABLE readings_1", UNIQUE);
  }

  @OnEveryServer
  void an_index_goes_beside_another_change_of_its_table(TestDatabase database) {
    Story.given(
            database,
            READINGS + "CREATE INDEX readings_by_n ON readings (n);",
            "ALTER TABLE readings ALTER n SET DEFAULT 4; DROP INDEX readings_by_n;")
        .throughout()
        .endsAsTheNaiveSqlDoes();
  }

  private static String indexes(TestDatabase database) {
    return database
        .query(
            "SELECT count(*) FROM pg_class WHERE relkind IN ('i', 'I') AND relname LIKE 'readings%'")
        .get(0);
  }
}

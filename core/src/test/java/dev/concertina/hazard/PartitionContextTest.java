package dev.concertina.hazard;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** What is known of partitions decides what their statements lock. */
class PartitionContextTest {

  private final Alarms alarms = new Alarms();

  @Test
  void a_partition_stops_its_parent_when_it_is_dropped_but_not_when_it_was_detached_before() {
    String parent =
        "CREATE TABLE p (a integer) PARTITION BY LIST (a);"
            + " CREATE TABLE p1 PARTITION OF p FOR VALUES IN (1)";
    String drop = "DROP TABLE p1";

    assertThat(alarms.of(2, parent, drop)).contains("partition-detach-blocking", "drop-table");
    assertThat(alarms.of(3, parent, "ALTER TABLE p DETACH PARTITION p1 CONCURRENTLY", drop))
        .isEmpty();
  }

  @Test
  void a_default_partition_is_searched_for_the_rows_of_a_new_one_unless_a_check_excludes_them() {
    String parent = "CREATE TABLE p (a integer) PARTITION BY LIST (a)";
    String rest = parent + "; CREATE TABLE rest PARTITION OF p DEFAULT";
    String create = "CREATE TABLE p1 PARTITION OF p FOR VALUES IN (1)";
    String attach =
        "CREATE TABLE p1 (a integer); ALTER TABLE p ATTACH PARTITION p1 FOR VALUES IN (1)";
    String check = "ALTER TABLE rest ADD CONSTRAINT c CHECK (a <> 1) NOT VALID";
    String validate = "ALTER TABLE rest VALIDATE CONSTRAINT c";

    assertThat(alarms.of(2, parent, create)).containsExactly("partition-create-of");
    assertThat(alarms.of(2, rest, create)).contains("default-partition-scan");
    assertThat(alarms.of(2, rest, attach)).containsExactly("default-partition-scan");
    assertThat(alarms.of(1, rest, attach)).isEmpty();
    assertThat(alarms.of(4, rest, check, attach)).contains("default-partition-scan");
    assertThat(alarms.of(4, rest, check, validate, attach))
        .doesNotContain("default-partition-scan");
  }

  @Test
  void a_partition_with_partitions_of_its_own_is_one_nevertheless() {
    String sub = "CREATE TABLE p1 PARTITION OF p FOR VALUES IN (1) PARTITION BY LIST (a)";

    assertThat(alarms.of(2, "CREATE TABLE p (a integer) PARTITION BY LIST (a)", sub))
        .containsExactly("partition-create-of");
  }
}

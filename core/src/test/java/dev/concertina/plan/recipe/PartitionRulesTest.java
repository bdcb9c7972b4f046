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

class PartitionRulesTest {

  private static TestDatabase database;

  @BeforeAll
  static void create() {
    database = TestServers.pg(14).database();
    database.execute(
        "CREATE TABLE e (id int, region text, a text, b text, c text, d int,"
            + " UNIQUE (c, id, region)) PARTITION BY RANGE (id)",
        "CREATE TABLE e1 PARTITION OF e FOR VALUES FROM (0) TO (9) PARTITION BY LIST (region)",
        "CREATE TABLE e1a PARTITION OF e1 DEFAULT",
        "CREATE TABLE e2 PARTITION OF e DEFAULT",
        "CREATE INDEX of_one ON e1a (a)",
        "CREATE INDEX of_all ON e (d)",
        "ALTER TABLE e2 ALTER b SET DEFAULT 'x'",
        "CREATE TABLE parent (i int)",
        "CREATE TABLE child () INHERITS (parent)",
        "CREATE TABLE f (i int, n int) PARTITION BY RANGE (i)",
        "CREATE FOREIGN DATA WRAPPER w",
        "CREATE SERVER s FOREIGN DATA WRAPPER w",
        "CREATE FOREIGN TABLE far PARTITION OF f DEFAULT SERVER s");
  }

  @AfterAll
  static void drop() {
    database.close();
  }

  @Test
  void a_partition_key_of_any_level_has_no_shadow() {
    refused(
        "ALTER TABLE e RENAME id TO x;",
        "partition-key",
        "public.e.id is part of the partition key");
    refused("ALTER TABLE e ALTER region TYPE varchar(3);", "partition-key", "public.e.region");
    refused("ALTER TABLE e DROP COLUMN region;", "partition-key", "public.e.region");
    refused(
        "-- concertina: up = 'eu'\nALTER TABLE e ALTER region SET NOT NULL;",
        "partition-key",
        "public.e.region");
  }

  @Test
  void a_partition_is_not_changed_alone() {
    refused(
        "ALTER TABLE e2 RENAME a TO x;",
        "unsupported-table",
        "e2 is a partition, and has the shape");
    refused("CREATE INDEX i ON e1 (a);", "unsupported-table", "e1 is a partition");
    refused("DROP INDEX e2_d_idx;", "index-of-partition", "is a part of public.of_all");
  }

  @Test
  void what_one_partition_has_alone_is_named() {
    refused("ALTER TABLE e RENAME a TO x;", "partition-differs", "public.e1a has for a what the");
    refused("ALTER TABLE e DROP COLUMN b;", "partition-differs", "a default");
  }

  @Test
  void a_unique_constraint_is_not_carried() {
    refused(
        "ALTER TABLE e RENAME c TO x;", "unsupported-column", "the constraint e_c_id_region_key");
  }

  @Test
  void inheritance_and_foreign_partitions_stay_refused() {
    refused("ALTER TABLE parent RENAME i TO x;", "unsupported-table", "inheritance parent");
    refused("ALTER TABLE child RENAME i TO x;", "unsupported-table", "inheritance child");
    refused("ALTER TABLE f RENAME n TO x;", "unsupported-table", "the foreign table public.far");
  }

  private static void refused(String sql, String code, String message) {
    assertThatThrownBy(() -> Rehearsal.plan(database, sql))
        .isInstanceOfSatisfying(MigrationException.class, e -> assertThat(e.code()).isEqualTo(code))
        .hasMessageContaining(message);
  }
}

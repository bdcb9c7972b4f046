package dev.concertina.story;

import static org.assertj.core.api.Assertions.assertThat;

import dev.concertina.testkit.OnEveryServer;
import dev.concertina.testkit.TestDatabase;
import java.time.Duration;
import java.util.List;

/** Rows that logical replication applies are synced: its sessions skip ordinary triggers. */
class ReplicatedRowsStoryTest {

  private static final String TABLE = "CREATE TABLE t (id int PRIMARY KEY, word text)";

  @OnEveryServer
  void what_a_subscription_writes_reaches_the_new_shape(TestDatabase database) {
    String name = "race_" + database.name();
    try (TestDatabase publisher = database.server().database()) {
      publisher.execute(
          TABLE,
          "INSERT INTO t SELECT g, 'w' || g FROM generate_series(1, 100) g",
          "CREATE PUBLICATION out FOR TABLE t",
          "SELECT pg_create_logical_replication_slot('" + name + "', 'pgoutput')");
      Story story = Story.given(database, TABLE, "ALTER TABLE t RENAME COLUMN word TO term;");
      subscribe(database, publisher, name);
      try {
        publisher.execute(
            "UPDATE t SET word = 'before' WHERE id = 1", "INSERT INTO t VALUES (101)");
        story.expand();
        publisher.execute("INSERT INTO t VALUES (102, 'expanded'), (103, 'expanded')");
        applied(database, "SELECT count(*) FROM t WHERE word = 'expanded'", "2");
        story.migrate();
        publisher.execute(
            "UPDATE t SET word = 'migrated' WHERE id IN (102, 101)",
            "DELETE FROM t WHERE id = 103",
            "INSERT INTO t VALUES (104, 'migrated')");
        applied(database, "SELECT count(*) FROM t WHERE word = 'migrated'", "3");
        story.switchOver();
        publisher.execute("UPDATE t SET word = 'switched' WHERE id >= 101");
        applied(database, "SELECT count(*) FROM t WHERE term = 'switched'", "3");
        assertThat(story.agrees()).isTrue();
        assertThat(database.query("SELECT count(*) FROM t WHERE word IS DISTINCT FROM term"))
            .containsExactly("0");
      } finally {
        unsubscribe(database, publisher, name);
      }
    }
  }

  private static void subscribe(TestDatabase database, TestDatabase publisher, String name) {
    String port = database.query("SELECT setting FROM pg_settings WHERE name = 'port'").get(0);
    database.execute(
        "CREATE SUBSCRIPTION "
            + name
            + " CONNECTION 'host=localhost user=postgres port="
            + port
            + " dbname="
            + publisher.name()
            + "' PUBLICATION out WITH (create_slot = false, copy_data = false)");
  }

  /** A subscription holds its slot, and the slot its database. */
  private static void unsubscribe(TestDatabase database, TestDatabase publisher, String name) {
    database.execute(
        "ALTER SUBSCRIPTION " + name + " DISABLE",
        "ALTER SUBSCRIPTION " + name + " SET (slot_name = NONE)",
        "DROP SUBSCRIPTION " + name);
    applied(
        publisher,
        "SELECT count(*) FROM pg_replication_slots WHERE active AND slot_name = '" + name + "'",
        "0");
    publisher.execute("SELECT pg_drop_replication_slot('" + name + "')");
  }

  private static void applied(TestDatabase database, String query, String wanted) {
    long deadline = System.nanoTime() + Duration.ofSeconds(60).toNanos();
    while (!database.query(query).equals(List.of(wanted))) {
      assertThat(System.nanoTime()).as(query).isLessThan(deadline);
      try {
        Thread.sleep(20);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new AssertionError("interrupted", e);
      }
    }
  }
}

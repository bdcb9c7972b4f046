package dev.concertina.story;

import static org.assertj.core.api.Assertions.assertThat;

import dev.concertina.testkit.OnEveryServer;
import dev.concertina.testkit.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;

/** A session that keeps an old snapshot open costs room, and nothing else. */
class LongSnapshotStoryTest {

  private static final String TABLE =
      "CREATE TABLE t (id int PRIMARY KEY, word text, pad text)"
          + " WITH (autovacuum_enabled = false);"
          + " INSERT INTO t SELECT g, 'w' || g, repeat('p', 100) FROM generate_series(1, 40000) g";
  private static final String RENAME = "ALTER TABLE t RENAME COLUMN word TO term;";

  @OnEveryServer
  void the_backfill_ends_exactly_and_the_table_grows_by_at_most_a_copy(TestDatabase database)
      throws SQLException {
    double alone = growth(database, false);
    database.execute("DROP TABLE t", "DROP SCHEMA concertina CASCADE");
    double withSnapshot = growth(database, true);
    System.out.printf(
        "%s: heap growth of a backfill %.0f %%, under a long snapshot %.0f %%%n",
        database, alone * 100, withSnapshot * 100);
    assertThat(withSnapshot).isBetween(0.5, 1.4);
    assertThat(alone).isLessThan(0.6).isLessThan(withSnapshot / 1.5);
  }

  private static double growth(TestDatabase database, boolean snapshot) throws SQLException {
    Story story = Story.given(database, TABLE, RENAME);
    database.execute("VACUUM t");
    story.expand();
    long before = pages(database);
    try (Connection reader = database.connection()) {
      if (snapshot) {
        reader.setAutoCommit(false);
        reader.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
        reader.createStatement().executeQuery("SELECT 1").close();
      }
      story.migrate();
      assertThat(story.agrees()).isTrue();
      assertThat(database.query("SELECT count(*) FROM t WHERE word IS DISTINCT FROM term"))
          .containsExactly("0");
    }
    return (double) (pages(database) - before) / before;
  }

  private static long pages(TestDatabase database) {
    return Long.parseLong(database.query("SELECT pg_relation_size('t')").get(0));
  }
}

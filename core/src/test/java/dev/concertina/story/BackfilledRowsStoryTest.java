package dev.concertina.story;

import static org.assertj.core.api.Assertions.assertThat;

import dev.concertina.testkit.OnEveryServer;
import dev.concertina.testkit.TestDatabase;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Tables of every build go through the backfill, and rows that need nothing are left alone. */
class BackfilledRowsStoryTest {

  private static final String RENAME = "ALTER TABLE t RENAME COLUMN word TO term;";
  private static final String WRONG = "SELECT count(*) FROM t WHERE word IS DISTINCT FROM term";
  private static final List<String> NONE = List.of("0");

  @OnEveryServer
  void a_volatile_default_is_evaluated_once_for_each_row(TestDatabase database) {
    Story story =
        Story.given(
                database,
                "CREATE TABLE t (id int PRIMARY KEY, n int);"
                    + " INSERT INTO t SELECT g, 0 FROM generate_series(1, 2000) g",
                "ALTER TABLE t ADD COLUMN token uuid NOT NULL DEFAULT gen_random_uuid();")
            .expand();
    story.oldApplication().writes("UPDATE t SET n = 1 WHERE id % 10 = 0");
    database.execute("CREATE TABLE seen AS SELECT id, token FROM t WHERE token IS NOT NULL");
    assertThat(database.query("SELECT count(*) FROM seen")).containsExactly("200");
    story.migrate();
    database.execute("INSERT INTO seen SELECT id, token FROM t WHERE id % 10 <> 0");
    story.migrate();
    story.oldApplication().writes("UPDATE t SET n = n + 1");
    story.switchOver().contract();
    story.newApplication().writes("UPDATE t SET n = n + 1");
    assertThat(database.query("SELECT count(*) FROM t JOIN seen USING (id, token)"))
        .containsExactly("2000");
    assertThat(database.query("SELECT count(DISTINCT token) FROM t")).containsExactly("2000");
  }

  @OnEveryServer
  void an_old_writer_that_may_not_evaluate_the_default_does_not_fail(TestDatabase database) {
    String role = "mere_writer_of_" + database.name();
    Story story =
        Story.given(
                database,
                "CREATE TABLE t (id int PRIMARY KEY, n int); CREATE SEQUENCE numbers;"
                    + " INSERT INTO t SELECT g, 0 FROM generate_series(1, 10) g",
                "ALTER TABLE t ADD COLUMN number bigint NOT NULL DEFAULT nextval('numbers');")
            .expand();
    database.execute("CREATE ROLE " + role, "GRANT SELECT, UPDATE ON t TO " + role);
    try {
      database.execute("SET ROLE " + role, "UPDATE t SET n = 1");
      story.migrate();
      assertThat(database.query("SELECT count(DISTINCT number) FROM t WHERE n = 1"))
          .containsExactly("10");
    } finally {
      database.execute("DROP OWNED BY " + role, "DROP ROLE " + role);
    }
  }

  @OnEveryServer
  void generated_columns_follow_the_column_that_they_read(TestDatabase database) {
    String virtual =
        database.server().major() >= 18 ? ", v text GENERATED ALWAYS AS (n || 'v')" : "";
    Story story =
        Story.given(
            database,
            "CREATE TABLE t (id int PRIMARY KEY, word text, n int,"
                + " twice int GENERATED ALWAYS AS (n * 2) STORED"
                + virtual
                + "); INSERT INTO t SELECT g, 'w' || g, g FROM generate_series(1, 500) g",
            RENAME);
    story.expand();
    story.oldApplication().writes("UPDATE t SET n = 7, word = 'seven' WHERE id = 7");
    story.migrate();
    story.newApplication().writes("UPDATE t SET n = 8, term = 'eight' WHERE id = 8");
    assertThat(database.query(WRONG)).isEqualTo(NONE);
    assertThat(database.query("SELECT count(*) FROM t WHERE twice <> 2 * n")).isEqualTo(NONE);
    story.switchOver().revert().switchOver().contract();
    story.endsAsTheNaiveSqlDoes();
  }

  @OnEveryServer
  void rows_that_a_policy_hides_are_written_too(TestDatabase database) {
    Story story =
        Story.given(
            database,
            "CREATE TABLE t (id int PRIMARY KEY, word text);"
                + " INSERT INTO t SELECT g, 'w' || g FROM generate_series(1, 300) g;"
                + " ALTER TABLE t ENABLE ROW LEVEL SECURITY; ALTER TABLE t FORCE ROW LEVEL SECURITY;"
                + " CREATE POLICY few ON t USING (id < 10)",
            RENAME);
    story.expand().migrate();
    assertThat(database.query(WRONG)).isEqualTo(NONE);
    assertThat(database.query("SELECT count(term) FROM t")).containsExactly("300");
  }

  @OnEveryServer
  void a_table_without_a_key_with_rows_that_are_all_the_same(TestDatabase database) {
    Story story =
        Story.given(
            database,
            "CREATE TABLE t (word text);"
                + " INSERT INTO t SELECT 'same' FROM generate_series(1, 3000)",
            RENAME);
    story.expand();
    story.oldApplication().writes("INSERT INTO t VALUES ('same')");
    story.migrate();
    assertThat(database.query(WRONG)).isEqualTo(NONE);
    story.switchOver().revert().switchOver().contract().endsAsTheNaiveSqlDoes();
  }

  @OnEveryServer
  void rows_that_are_filled_already_are_not_written(TestDatabase database) {
    Story story =
        Story.given(
                database,
                "CREATE TABLE t (id int PRIMARY KEY, word text);"
                    + " INSERT INTO t SELECT g, 'w' || g FROM generate_series(1, 3000) g",
                RENAME)
            .expand();
    story.oldApplication().writes("UPDATE t SET id = id");
    String versions = "SELECT id || ' ' || ctid || ' ' || xmin FROM t ORDER BY id";
    List<String> before = database.query(versions);
    story.migrate();
    assertThat(database.query(versions)).isEqualTo(before);
    assertThat(database.query("SELECT rows_done FROM concertina.backfill")).isEqualTo(NONE);
  }

  @OnEveryServer
  void an_empty_table(TestDatabase database) {
    Story story = Story.given(database, "CREATE TABLE t (id int PRIMARY KEY, word text)", RENAME);
    story.throughout().endsAsTheNaiveSqlDoes();
  }

  @OnEveryServer
  void a_wide_table(TestDatabase database) {
    String columns =
        IntStream.range(0, 400).mapToObj(i -> "c" + i + " int").collect(Collectors.joining(", "));
    Story story =
        Story.given(
            database,
            "CREATE TABLE t (id int PRIMARY KEY, word text, "
                + columns
                + ");"
                + " INSERT INTO t SELECT g, 'w', "
                + String.join(", ", Collections.nCopies(400, "g"))
                + " FROM generate_series(1, 200) g",
            RENAME);
    story.throughout();
    assertThat(database.query("SELECT count(*) FROM t WHERE term <> 'w' OR c399 <> id"))
        .isEqualTo(NONE);
  }

  @OnEveryServer
  void a_table_with_one_row_on_each_page(TestDatabase database) {
    Story story =
        Story.given(
            database,
            "CREATE TABLE t (id int PRIMARY KEY, word text, pad text);"
                + " ALTER TABLE t ALTER pad SET STORAGE PLAIN;"
                + " INSERT INTO t SELECT g, 'w' || g, repeat('p', 7900)"
                + " FROM generate_series(1, 300) g",
            RENAME);
    story.expand().migrate();
    assertThat(database.query(WRONG)).isEqualTo(NONE);
    assertThat(database.query("SELECT count(term) FROM t")).containsExactly("300");
  }

  @OnEveryServer
  void functions_find_what_they_find_for_an_application(TestDatabase database) {
    String schema =
        """
        CREATE FUNCTION plain(text) RETURNS text LANGUAGE sql IMMUTABLE AS 'SELECT lower($1)';
        CREATE FUNCTION slug(text) RETURNS text LANGUAGE plpgsql IMMUTABLE AS
          $$ BEGIN RETURN plain($1); END $$;
        CREATE TABLE t (
          id int PRIMARY KEY, a text CHECK (slug(a) <> ''), b int,
          g text GENERATED ALWAYS AS (slug(a)) STORED);
        INSERT INTO t SELECT i, 'A' || i, i FROM generate_series(1, 9) i;
        """;
    String migration =
        """
        ALTER TABLE t RENAME b TO c;
        -- concertina: up = slug(a)
        ALTER TABLE t ADD COLUMN s text NOT NULL;
        ALTER TABLE t ADD CONSTRAINT few CHECK (slug(a) <> 'many');
        """;
    Story story = Story.given(database, schema, migration).throughout();
    story.newApplication().reads("SELECT s FROM t WHERE c = 1", "(a1)");
    story.endsAsTheNaiveSqlDoes(
        "ALTER TABLE t RENAME b TO c",
        "ALTER TABLE t ADD COLUMN s text",
        "UPDATE t SET s = slug(a)",
        "ALTER TABLE t ALTER s SET NOT NULL",
        "ALTER TABLE t ADD CONSTRAINT few CHECK (slug(a) <> 'many')");
  }
}

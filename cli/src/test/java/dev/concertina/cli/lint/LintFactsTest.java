package dev.concertina.cli.lint;

import static org.assertj.core.api.Assertions.assertThat;

import com.grack.nanojson.JsonObject;
import dev.concertina.cli.Run;
import dev.concertina.testkit.OnEveryServer;
import dev.concertina.testkit.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;

/** What a real database says of its tables decides what of a migration is a hazard. */
class LintFactsTest {

  private static final String INDEX = "CREATE INDEX ON %s (a)";
  private static final String BLOCKS = "error locks index-create-blocking";

  @TempDir private Path directory;

  @OnEveryServer
  void a_lock_on_a_large_table_is_a_hazard_and_on_a_small_one_is_none(TestDatabase database) {
    tables(database);

    assertThat(lint(database, INDEX.formatted("large"))).contains(BLOCKS);
    assertThat(lint(database, INDEX.formatted("small"))).isEmpty();
    assertThat(lint(database, INDEX.formatted("shop.large"))).contains(BLOCKS);
    assertThat(lint(database, INDEX.formatted("shop.small"))).isEmpty();
  }

  @OnEveryServer
  void a_table_of_which_nothing_is_known_may_be_large(TestDatabase database) {
    database.execute("CREATE TABLE fresh (a int)");

    assertThat(lint(database, INDEX.formatted("fresh"))).contains(BLOCKS);
    assertThat(lint(database, INDEX.formatted("elsewhere"))).contains(BLOCKS);
  }

  @OnEveryServer
  void a_partitioned_table_is_as_large_as_its_partitions_together(TestDatabase database) {
    tables(database);
    String unique = "ALTER TABLE %s ADD CONSTRAINT u UNIQUE (a)";

    assertThat(lint(database, unique.formatted("parts")))
        .contains("error locks unique-constraint-builds-index");
    assertThat(lint(database, unique.formatted("parts_1")))
        .doesNotContain("error locks unique-constraint-builds-index");
  }

  @OnEveryServer
  void running_code_breaks_however_small_the_table_is(TestDatabase database) {
    tables(database);

    assertThat(lint(database, "ALTER TABLE small DROP COLUMN a"))
        .contains("error old_code drop-column")
        .noneMatch(finding -> finding.contains(" locks "));
  }

  @OnEveryServer
  void a_file_of_sizes_says_the_same_and_wins(TestDatabase database) throws IOException {
    tables(database);
    Path sizes = directory.resolve("sizes.json");
    Files.writeString(sizes, "{\"large\": 10, \"shop.small\": 2000000}");

    assertThat(lint(database, INDEX.formatted("large"), "--sizes", sizes.toString())).isEmpty();
    assertThat(lint(database, INDEX.formatted("shop.small"), "--sizes", sizes.toString()))
        .contains(BLOCKS);
  }

  @OnEveryServer
  void names_without_a_schema_are_those_of_the_schema_that_is_migrated(TestDatabase database) {
    database.execute("CREATE TABLE t AS SELECT 1 AS a", "CREATE SCHEMA app");
    database.execute("CREATE TABLE app.t AS SELECT g AS a FROM generate_series(1, 5000) g");
    database.execute("ANALYZE");

    assertThat(lint(database, INDEX.formatted("t"))).isEmpty();
    assertThat(lint(database, INDEX.formatted("t"), "--schema", "app")).contains(BLOCKS);
  }

  @OnEveryServer
  void the_safe_way_is_that_of_its_version(TestDatabase database) {
    String sql = "ALTER TABLE t ALTER COLUMN a SET NOT NULL";
    String check = "CHECK (a IS NOT NULL) NOT VALID";

    String recipes = run(database, sql).out();

    assertThat(recipes.contains(check)).isEqualTo(database.server().major() < 18);
    assertThat(run(database, sql, "--pg", "14").out()).contains(check);
  }

  private static void tables(TestDatabase database) {
    database.execute("CREATE SCHEMA shop");
    for (String schema : List.of("", "shop.")) {
      database.execute(
          "CREATE TABLE " + schema + "large AS SELECT g AS a FROM generate_series(1, 5000) g",
          "CREATE TABLE " + schema + "small AS SELECT g AS a FROM generate_series(1, 10) g");
    }
    database.execute(
        "CREATE TABLE parts (a int) PARTITION BY RANGE (a)",
        "CREATE TABLE parts_1 PARTITION OF parts FOR VALUES FROM (0) TO (800)",
        "CREATE TABLE parts_2 PARTITION OF parts FOR VALUES FROM (800) TO (1600)",
        "INSERT INTO parts SELECT generate_series(0, 1599)",
        "ANALYZE");
  }

  /** Each hazard, mere notices left out: {@code error locks index-create-blocking}. */
  private static List<String> lint(TestDatabase database, String sql, String... options) {
    Run run = run(database, sql, options);
    List<String> findings = new ArrayList<>();
    for (Object each : run.json().getArray("findings")) {
      JsonObject finding = (JsonObject) each;
      if (!"notice".equals(finding.getString("severity"))) {
        findings.add(
            String.join(
                " ",
                finding.getString("severity"),
                finding.getString("axis"),
                finding.getString("rule")));
      }
    }
    return findings;
  }

  private static Run run(TestDatabase database, String sql, String... options) {
    List<String> words = new ArrayList<>(List.of("lint", "-", "--output", "json"));
    words.addAll(List.of("--url", database.url()));
    words.addAll(List.of(options));
    return Run.of(Map.of(), sql, words.toArray(String[]::new));
  }
}

package dev.concertina.lint.convert;

import static org.assertj.core.api.Assertions.assertThat;

import dev.concertina.hazard.Finding;
import dev.concertina.hazard.LintContext;
import dev.concertina.hazard.Linter;
import dev.concertina.hazard.Script;
import dev.concertina.hazard.Severity;
import dev.concertina.hazard.TransactionMode;
import dev.concertina.hazard.rule.Rules;
import dev.concertina.lint.file.SqlFile;
import dev.concertina.source.Sources;
import dev.concertina.testkit.TestDatabase;
import dev.concertina.testkit.TestServers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class DjangoReleasesTest {

  private static final Path SCRIPTS = Path.of("src", "test", "resources", "convert");
  private static final Pattern COMMAND =
      Pattern.compile("makemigrations \\w+(?: --empty)? --name (add|fill)_(\\w+)");
  private static final Pattern RUN_SQL =
      Pattern.compile("(?s)migrations\\.RunSQL\\(\\[?\\s*((?:\"[^\"]*\"\\s*)+),?\\s*]?\\)");

  /** What {@code AlterField(…, db_constraint=False)} does. */
  private static final String WITHOUT_ITS_FOREIGN_KEY =
      "ALTER TABLE accounts_session"
          + " DROP CONSTRAINT accounts_session_user_id_d5aaed01_fk_accounts_user_id;";

  private final DjangoReleases releases = new DjangoReleases(new Converter(Sources.PARSER));

  static Stream<Path> django() throws IOException {
    try (Stream<Path> files = Files.list(SCRIPTS.resolve("django"))) {
      return files.sorted().toList().stream();
    }
  }

  @ParameterizedTest
  @MethodSource("django")
  void the_sql_of_each_release_runs_and_lint_has_nothing_against_it(Path file) throws IOException {
    String schema = Files.readString(SCRIPTS.resolve("schema.sql"));
    String printed = only(Files.readString(file));
    List<Script> scripts = scripts(printed);
    assertThat(scripts).isNotEmpty();

    try (TestDatabase database = TestServers.pg(14).database()) {
      database.execute(schema, WITHOUT_ITS_FOREIGN_KEY);
      scripts.forEach(script -> database.execute(script.text()));
    }
    List<Script> all = new ArrayList<>();
    all.add(
        new Script("schema", schema + WITHOUT_ITS_FOREIGN_KEY, TransactionMode.ASSUMED, 0, false));
    scripts.stream().filter(script -> !script.name().startsWith("python")).forEach(all::add);
    assertThat(new Linter(Sources.PARSER, Rules.all()).lint(all, LintContext.of(14)))
        .filteredOn(finding -> finding.severity().compareTo(Severity.WARNING) >= 0)
        .extracting(Finding::rule)
        // a comment beside it says what to do if old code cannot bear it
        .isSubsetOf("drop-not-null");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Remove field user from session|ALTER TABLE s.x_session DROP COLUMN user_id"
            + "|migrations.AlterField(\"session\", \"user\", models.ForeignKey(…, db_constraint=False))",
        "Remove field fax from orderline|ALTER TABLE my_shop_orderline DROP COLUMN fax"
            + "|makemigrations my_shop --empty --name forget_fax",
        "Delete model OrderLine|DROP TABLE shop_orderline|migrations.DeleteModel(\"OrderLine\")",
        "Rename field user on session to owner|ALTER TABLE a_session RENAME user_id TO owner_id"
            + "|update(owner=F(\"user\"))",
        "Rename field user on session to owner|ALTER TABLE a_session RENAME user_id TO owner_id"
            + "|A ForeignKey gets db_constraint=False and db_index=False here",
        "Rename table for user to people|ALTER TABLE a_user RENAME TO people"
            + "|migrations.AlterModelTable(\"user\", \"people\")",
        "Rename model User to Person|ALTER TABLE a_user RENAME TO a_person"
            + "|migrations.RenameModel(\"User\", \"Person\")",
        "Alter field price on item|ALTER TABLE a_item ALTER price TYPE numeric(10, 2) USING price::numeric(10,2)"
            + "|models.DecimalField(max_digits=10, decimal_places=2)",
        "Alter field price on item|ALTER TABLE a_item ALTER cost TYPE bigint USING cost::bigint"
            + "|ALTER TABLE a_item ALTER COLUMN price_new SET NOT NULL",
        "Alter field code on item|ALTER TABLE a_item ALTER \"Code\" TYPE varchar(9)"
            + "|CHECK (char_length(\\\"Code\\\") <= 9) NOT VALID"
      })
  void what_sqlmigrate_says_names_model_and_field(String title, String sql, String words) {
    String text = only("BEGIN;\n--\n-- " + title + "\n--\n" + sql + ";\nCOMMIT;\n");

    assertThat(text).contains(words).doesNotContain("{");
  }

  @Test
  void without_those_words_they_are_guessed() {
    assertThat(only("ALTER TABLE accounts_user DROP COLUMN fax"))
        .contains(
            "class User(models.Model)",
            "makemigrations accounts --empty --name forget_fax",
            "migrations.RemoveField(\"user\", \"fax\")")
        .doesNotContain("db_constraint");
  }

  @Test
  void a_constant_for_null_is_written_in_python() {
    String sql =
        "UPDATE a_user SET nickname = '' WHERE nickname IS NULL;"
            + " ALTER TABLE a_user ALTER nickname SET NOT NULL";

    assertThat(only(sql)).contains("default=\"\"", "update(nickname=\"\")");
    assertThat(only(sql.replace("''", "7"))).contains("default=7");
    assertThat(only(sql.replace("''", "true"))).contains("default=True");
    assertThat(only(sql.replace("''", "lower(x)"))).contains("default=…");
  }

  @Test
  void the_tables_of_many_to_many_fields_follow_their_model() {
    String text =
        only(
            """
            --
            -- Rename model Team to Crew
            --
            ALTER TABLE a_team RENAME TO a_crew;
            ALTER TABLE a_team_tags RENAME TO a_crew_tags;
            ALTER TABLE a_crew_tags RENAME COLUMN team_id TO crew_id;
            ALTER TABLE a_house_teams RENAME COLUMN team_id TO crew_id;
            """);

    assertThat(text)
        .contains(
            "CREATE VIEW a_team_tags AS SELECT * FROM a_crew_tags",
            "ALTER TABLE a_crew_tags RENAME COLUMN team_id TO crew_id",
            "DROP VIEW a_team_tags",
            "db_table=\"a_house_teams_crew\"",
            "CREATE VIEW a_house_teams AS SELECT * FROM a_house_teams_crew",
            "ALTER TABLE a_house_teams_crew RENAME COLUMN team_id TO crew_id")
        .doesNotContain("ADD CONSTRAINT", "If only the name");
    // the view has the old column only if it is there before the column is renamed
    assertThat(text.indexOf("CREATE VIEW a_team_tags")).isLessThan(text.indexOf("RENAME COLUMN"));
  }

  @Test
  void a_deleted_model_takes_the_tables_of_its_many_to_many_fields_along() {
    String removed = "--\n-- Remove field tags from team\n--\nDROP TABLE a_team_tags CASCADE;\n";
    String deleted = "--\n-- Delete model Team\n--\n";
    String both = "DROP TABLE a_team_tags CASCADE; DROP TABLE a_team CASCADE;\n";

    for (String sql : List.of(removed + deleted + "DROP TABLE a_team CASCADE;\n", deleted + both)) {
      assertThat(only(sql))
          .containsOnlyOnce("migrations.DeleteModel(\"Team\")")
          .contains(
              "\"team\", \"tags\", models.ManyToManyField(…, db_constraint=False)",
              "DROP TABLE a_team_tags",
              "DROP TABLE a_team\"");
    }
    assertThat(only(removed))
        .contains("makemigrations a --empty --name forget_tags", "RemoveField(\"team\", \"tags\")")
        .doesNotContain("DeleteModel");
  }

  @Test
  void only_a_class_can_be_renamed_without_its_table() {
    String to = "ALTER TABLE a_user RENAME TO people;\n";

    assertThat(only("--\n-- Rename model User to People\n--\n" + to)).contains("of the class");
    assertThat(only("--\n-- Rename table for user to people\n--\n" + to))
        .doesNotContain("class matters");
  }

  @Test
  void a_many_to_many_field_gets_another_name_with_its_table() {
    String text =
        only(
            """
            --
            -- Rename field tags on team to labels
            --
            ALTER TABLE a_team_tags RENAME TO a_team_labels;
            """);

    assertThat(text)
        .contains(
            "tags = ManyToManyField(…, db_table=\"a_team_tags\")",
            "migrations.RenameField(\"team\", \"tags\", \"labels\")",
            "makemigrations a --empty --name rename_tags")
        .doesNotContain("AlterModelTable", "managed = False");
  }

  @Test
  void each_operation_has_releases_of_its_own() {
    assertThat(
            releases(
                "ALTER TABLE a_b DROP COLUMN c; ALTER TABLE a_b DROP COLUMN d; DROP TABLE e_f"))
        .hasSize(3);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"ALTER TABLE a ADD COLUMN b int", "SELECT 1", "", "VACUUM FULL a", "ALTER TABEL"})
  void what_is_none_of_the_seven_has_none(String sql) {
    assertThat(releases(sql)).isEmpty();
  }

  private String only(String sql) {
    List<String> all = releases(sql);
    assertThat(all).hasSize(1);
    return all.get(0);
  }

  private List<String> releases(String sql) {
    return releases.of(SqlFile.of("-", Optional.empty(), sql));
  }

  /** The SQL of each migration, in the release in which it is committed. */
  private static List<Script> scripts(String printed) {
    List<Script> scripts = new ArrayList<>();
    int release = 0;
    for (String part : printed.split("(?m)^(?=Release \\d)|(?=  # python manage.py)", -1)) {
      release += part.startsWith("Release ") ? 1 : 0;
      String sql =
          RUN_SQL
              .matcher(part)
              .results()
              .map(DjangoReleasesTest::sql)
              .collect(Collectors.joining());
      if (!sql.isEmpty()) {
        String name = "release " + release + " " + scripts.size();
        scripts.add(Script.of(name, "BEGIN;\n" + sql + "COMMIT;\n", release));
      }
      for (MatchResult command : COMMAND.matcher(part).results().toList()) {
        scripts.add(Script.of("python " + scripts.size(), inPython(command), release));
      }
    }
    return scripts;
  }

  /** What the migrations do for which Django itself writes the SQL. */
  private static String inPython(MatchResult command) {
    String column = command.group(2);
    return command.group(1).equals("add")
        ? "ALTER TABLE accounts_user ADD COLUMN " + column + " text"
        : "UPDATE accounts_user SET " + column + " = 'x' WHERE " + column + " IS NULL";
  }

  /** Python joins strings that stand side by side. */
  private static String sql(MatchResult call) {
    return call.group(1)
            .replaceAll("\"\\s*\"", "")
            .replaceAll("^\"|\"\\s*$", "")
            .replace("\\n", "\n")
        + ";\n";
  }
}

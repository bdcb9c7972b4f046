package dev.concertina.lint.yaml;

import static org.assertj.core.api.Assertions.assertThat;

import dev.concertina.hazard.LintContext;
import dev.concertina.hazard.rule.Rules;
import dev.concertina.lint.Judged;
import dev.concertina.lint.Lint;
import dev.concertina.lint.LintReport;
import dev.concertina.lint.LintRequest;
import dev.concertina.lint.Problem;
import dev.concertina.lint.layout.Migrations;
import dev.concertina.source.Sources;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class YamlMigrationsTest {

  @TempDir private Path directory;

  @Test
  void a_migration_of_concertina_is_judged_on_the_line_of_its_word() throws IOException {
    write(
        "V2__rename.yaml",
        """
        changes:
          - add_column:
              table: users
              column: nick
              type: text
          - rename_column:
              table: users
              from: user_name
              to: full_name
        """);

    assertThat(found("rename-column")).extracting(Judged::line).containsOnly(6);
  }

  @Test
  void a_file_of_pgroll_is_judged_too() throws IOException {
    write(
        "02_drop.json",
        """
        {
          "name": "02_drop",
          "operations": [
            {
              "drop_column": { "table": "users", "column": "fax", "down": "'none'" }
            }
          ]
        }
        """);

    assertThat(found("drop-column")).isNotEmpty();
  }

  /** What concertina could not carry out is judged all the same. */
  @Test
  void values_of_pgroll_do_not_keep_a_file_from_being_judged() throws IOException {
    write(
        "03_not_null.json",
        """
        {
          "operations": [
            { "alter_column": { "table": "users", "column": "fax", "nullable": false,
                "up": "SELECT CASE WHEN fax IS NULL THEN '' ELSE fax END", "down": "fax" } },
            { "create_constraint": { "table": "users", "name": "fax_name", "type": "unique",
                "columns": ["fax"], "up": { "fax": "(SELECT upper(fax))" }, "down": { "fax": "fax" } } }
          ]
        }
        """);

    assertThat(lint().problems()).isEmpty();
    assertThat(found("set-not-null-scan")).isNotEmpty();
    assertThat(found("unique-constraint-builds-index")).isNotEmpty();
  }

  @Test
  void files_of_sql_and_of_yaml_run_in_one_order() throws IOException {
    write("V1__users.sql", "CREATE TABLE users (id bigint PRIMARY KEY, a text, b text);");
    write(
        "V2__split.yaml",
        "changes:\n  - sql:\n      statement: ALTER TABLE users RENAME COLUMN a TO c\n");
    write("V3__again.sql", "ALTER TABLE users RENAME COLUMN c TO d;");

    assertThat(lint().problems()).isEmpty();
    assertThat(found("rename-column"))
        .extracting(judged -> Path.of(judged.file()).getFileName().toString())
        .containsSubsequence("V2__split.yaml", "V3__again.sql");
  }

  @Test
  void other_yaml_in_the_directory_is_passed_over_and_a_broken_migration_is_told()
      throws IOException {
    write("compose.yaml", "services:\n  db:\n    image: postgres\n");
    write("V1__broken.yaml", "changes:\n  - no_such_word: {}\n");

    assertThat(lint().problems())
        .extracting(Problem::message)
        .singleElement()
        .asString()
        .contains("no_such_word");
  }

  private List<Judged> found(String rule) {
    return lint().findings().stream().filter(j -> j.finding().rule().equals(rule)).toList();
  }

  private LintReport lint() {
    Migrations migrations =
        Migrations.read(
            List.of(directory.toString()), InputStream.nullInputStream(), Sources.PARSER);
    return new Lint(Sources.PARSER, Rules.all())
        .judge(migrations, new LintRequest(LintContext.of(14), Optional.empty(), Optional.empty()));
  }

  private void write(String name, String text) throws IOException {
    Files.writeString(directory.resolve(name), text);
  }
}

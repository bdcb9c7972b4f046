package dev.concertina.lint;

import static org.assertj.core.api.Assertions.assertThat;

import dev.concertina.hazard.LintContext;
import dev.concertina.hazard.rule.Rules;
import dev.concertina.lint.ignore.Baseline;
import dev.concertina.lint.ignore.Baseline.Entry;
import dev.concertina.lint.layout.Migrations;
import dev.concertina.source.Sources;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LintTest {

  private static final String DROP = "ALTER TABLE t DROP COLUMN a;";
  private static final Lint LINT =
      new Lint(
          Sources.PARSER,
          Rules.all().stream()
              .filter(rule -> rule.id().matches("drop-column|rename-column|syntax-error"))
              .toList());

  @TempDir private Path directory;

  @Test
  void a_finding_has_its_place_in_the_file() throws IOException {
    write("1.sql", "SELECT 1;\n  ALTER TABLE t\n  DROP COLUMN a;");

    Judged found = judge().findings().get(0);

    assertThat(found.file()).isEqualTo(directory.resolve("1.sql").toString());
    assertThat(List.of(found.line(), found.column(), found.endLine(), found.endColumn()))
        .containsExactly(2, 3, 3, 16);
  }

  @Test
  void a_statement_that_cannot_be_read_does_not_hide_the_others() throws IOException {
    write("1.sql", "ALTER TABLE t DRAP COLUMN a;\n" + DROP + "\nSELECT (;\n" + DROP);

    LintReport report = judge();

    assertThat(report.findings())
        .extracting(judged -> judged.line() + " " + judged.finding().rule())
        .containsExactly("2 drop-column", "4 drop-column");
    assertThat(report.problems())
        .extracting(problem -> problem.origin().orElseThrow().line() + " " + problem.code())
        .containsExactly("1 syntax-error", "3 syntax-error");
  }

  @Test
  void a_name_that_is_not_utf8_is_not_judged_and_a_comment_may_be_what_it_likes()
      throws IOException {
    String text = "-- Stra\u00dfe\n" + DROP + "\nALTER TABLE t DROP COLUMN stra\u00dfe;\n" + DROP;
    Files.write(directory.resolve("1.sql"), text.getBytes(StandardCharsets.ISO_8859_1));

    LintReport report = judge();

    assertThat(report.findings()).extracting(Judged::line).containsExactly(2, 4);
    assertThat(report.problems())
        .extracting(problem -> problem.origin().orElseThrow().line() + " " + problem.code())
        .containsExactly("3 not-utf8");
  }

  @Test
  void a_file_of_another_database_is_told_in_a_few_lines() throws IOException {
    write("1.sql", "ALTER TABLE `t` ENGINE = InnoDB;\n".repeat(2_100) + DROP);

    LintReport report = judge();

    assertThat(report.findings()).hasSize(1);
    assertThat(report.problems()).hasSize(6);
    assertThat(report.problems().get(5).message()).contains("2095 more statements");
  }

  @Test
  void a_statement_of_megabytes_is_passed_over() throws IOException {
    write("1.sql", "INSERT INTO t VALUES ('" + "x".repeat(2_000_000) + "');\n" + DROP);

    LintReport report = judge();

    assertThat(report.findings()).extracting(Judged::line).containsExactly(2);
    assertThat(report.problems()).extracting(Problem::code).containsExactly("too-large");
  }

  @Test
  void what_cannot_be_nested_so_deeply_is_a_problem() throws IOException {
    write("1.sql", "SELECT " + "(".repeat(50_000) + "1" + ")".repeat(50_000) + ";\n" + DROP);

    LintReport report = judge();

    assertThat(report.findings()).extracting(Judged::line).containsExactly(2);
    assertThat(report.problems()).extracting(Problem::code).containsExactly("syntax-error");
  }

  @Test
  void a_comment_with_a_reason_accepts_what_the_next_statement_does() throws IOException {
    write(
        "1.sql",
        "-- concertina: allow drop-column because nobody reads it\n-- another\n"
            + DROP
            + "\n"
            + DROP);

    LintReport report = judge();

    assertThat(report.findings()).extracting(Judged::line).containsExactly(4);
    assertThat(report.silenced())
        .singleElement()
        .satisfies(accepted -> assertThat(accepted.reason()).isEqualTo("nobody reads it"));
    assertThat(report.problems()).isEmpty();
  }

  @Test
  void a_comment_may_name_several_rules_and_each_has_to_be_needed() throws IOException {
    write(
        "1.sql",
        """
        -- concertina: allow drop-column, rename-column ,syntax-error because nobody reads it
        ALTER TABLE t DROP COLUMN a; ALTER TABLE t RENAME COLUMN b TO c;
        """);

    LintReport report = judge();

    assertThat(report.findings()).isEmpty();
    assertThat(report.silenced())
        .extracting(accepted -> accepted.judged().finding().rule() + " " + accepted.reason())
        .contains("drop-column nobody reads it", "rename-column nobody reads it");
    assertThat(report.problems())
        .singleElement()
        .satisfies(told -> assertThat(told.message()).contains("syntax-error"));
  }

  @Test
  void an_ignore_at_the_end_of_a_line_is_for_the_statement_before_it() throws IOException {
    write(
        "1.sql",
        DROP
            + " -- concertina: allow drop-column because nobody reads it\n"
            + DROP
            + "\n/* concertina: allow drop-column because nobody reads it */ "
            + DROP);

    LintReport report = judge();

    assertThat(report.findings()).extracting(Judged::line).containsExactly(2);
    assertThat(report.silenced()).extracting(s -> s.judged().line()).containsExactly(1, 3);
    assertThat(report.problems()).isEmpty();
  }

  @Test
  void an_ignore_that_has_no_effect_is_told() throws IOException {
    write(
        "1.sql",
        """
        -- concertina: allow drop-column
        ALTER TABLE t DROP COLUMN a;
        /* concertina: allow drop-colum because x */
        ALTER TABLE t DROP COLUMN b;
        -- concertina: allow rename-column because x
        ALTER TABLE t DROP COLUMN c;
        -- concertina: allow drop-column because nothing follows
        """);

    LintReport report = judge();

    assertThat(report.findings()).hasSize(3);
    assertThat(report.problems())
        .extracting(Problem::code)
        .containsExactly(
            "ignore-without-reason", "ignore-unknown-rule", "ignore-unused", "ignore-unused");
  }

  @Test
  void a_baseline_accepts_findings_wherever_they_have_moved() throws IOException {
    write("1.sql", DROP + "\n" + DROP);
    List<Judged> found = judge().findings();
    Baseline baseline =
        new Baseline(
            directory.resolve("baseline.json"),
            List.of(entry(found.get(0)), entry(found.get(1)), stale()));
    baseline.write();
    write("1.sql", "SELECT 1;\n\n" + DROP.replace(" ", "\n ") + DROP + "ALTER TABLE t DROP b;");

    LintReport report = judge(Optional.of(Baseline.read(baseline.file())));

    assertThat(found).extracting(Judged::fingerprint).doesNotHaveDuplicates();
    assertThat(report.silenced()).hasSize(2);
    assertThat(report.findings()).hasSize(1);
    assertThat(report.problems())
        .singleElement()
        .satisfies(
            problem -> {
              assertThat(problem.code()).isEqualTo("ignore-unused");
              assertThat(problem.origin().orElseThrow().line()).isEqualTo(6);
            });
  }

  private static Entry entry(Judged judged) {
    return new Entry(
        judged.fingerprint(), judged.finding().rule(), "old_code", judged.file(), DROP, "old", 1);
  }

  private Entry stale() {
    String file = directory.resolve("gone.sql").toString();
    return new Entry("0123", "drop-column", "old_code", file, DROP, "old", 1);
  }

  private LintReport judge() {
    return judge(Optional.empty());
  }

  private LintReport judge(Optional<Baseline> baseline) {
    Migrations migrations =
        Migrations.read(
            List.of(directory.toString()), InputStream.nullInputStream(), Sources.PARSER);
    return LINT.judge(migrations, new LintRequest(LintContext.of(14), Optional.empty(), baseline));
  }

  private void write(String name, String text) throws IOException {
    Files.writeString(directory.resolve(name), text);
  }
}

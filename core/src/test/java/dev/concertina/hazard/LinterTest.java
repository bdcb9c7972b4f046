package dev.concertina.hazard;

import static org.assertj.core.api.Assertions.assertThat;

import dev.concertina.hazard.rule.Rules;
import dev.concertina.source.Sources;
import java.util.List;
import org.junit.jupiter.api.Test;

class LinterTest {

  private final Linter linter = new Linter(Sources.PARSER, Rules.all());

  @Test
  void a_finding_says_where_it_is() {
    String text = "SELECT 1;\nALTER TABLE users ADD a int, DROP COLUMN phone;\n";

    List<Finding> findings = linter.lint(List.of(Script.of("V1.sql", text, 1)), LintContext.of(18));

    assertThat(findings)
        .filteredOn(finding -> finding.rule().equals("drop-column"))
        .singleElement()
        .satisfies(
            finding -> {
              assertThat(finding.origin()).hasToString("V1.sql:2");
              assertThat(finding.axis()).isEqualTo(Axis.OLD_CODE);
              assertThat(text.substring(finding.statement().start(), finding.statement().end()))
                  .isEqualTo("ALTER TABLE users ADD a int, DROP COLUMN phone");
            });
  }

  @Test
  void a_column_that_goes_is_relaxed_first_unless_it_is_known_to_allow_null() {
    List<Finding> findings =
        linter.lint(
            List.of(
                Script.of(
                    "V0.sql",
                    "CREATE TABLE users (id int PRIMARY KEY, phone text, name text NOT NULL)",
                    0),
                Script.of(
                    "V1.sql",
                    "ALTER TABLE users DROP phone; ALTER TABLE users DROP name;"
                        + " ALTER TABLE orders DROP note",
                    1)),
            LintContext.of(18));

    assertThat(findings)
        .filteredOn(finding -> finding.rule().equals("drop-column"))
        .filteredOn(finding -> finding.axis() == Axis.OLD_CODE)
        .extracting(finding -> finding.recipe().text().contains("DROP NOT NULL"))
        .containsExactly(false, true, true);
  }

  @Test
  void of_a_type_that_nobody_knows_both_cases_are_said() {
    assertThat(of("ALTER TABLE posts ALTER title TYPE varchar(50)"))
        .anySatisfy(
            finding -> {
              assertThat(finding.severity()).isEqualTo(Severity.WARNING);
              assertThat(finding.message())
                  .contains("posts.title is varchar of at most 50", "anything else");
            })
        .anySatisfy(
            finding ->
                assertThat(finding.message())
                    .contains("was longer so far", "value too long for type", "was shorter"));
  }

  @Test
  void a_type_into_which_nothing_changes_without_a_rewrite_is_an_error_whatever_it_was() {
    assertThat(of("ALTER TABLE posts ALTER n TYPE integer USING n::integer"))
        .filteredOn(finding -> finding.rule().equals("column-type-rewrite"))
        .extracting(Finding::severity)
        .containsExactly(Severity.ERROR);
    assertThat(of("ALTER TABLE posts ALTER made TYPE date USING made::date"))
        .filteredOn(finding -> finding.axis() != Axis.NEW_CODE)
        .filteredOn(finding -> finding.rule().startsWith("column-type"))
        .extracting(Finding::severity)
        .containsOnly(Severity.ERROR);
  }

  /** As Django 5 writes AlterField(null=False, default=''). */
  private static final String REQUIRED =
      "BEGIN; ALTER TABLE author ALTER nick SET DEFAULT '';"
          + " UPDATE author SET nick = '' WHERE nick IS NULL; SET CONSTRAINTS ALL IMMEDIATE;"
          + " ALTER TABLE author ALTER nick SET NOT NULL;"
          + " ALTER TABLE author ALTER nick DROP DEFAULT; COMMIT;";

  @Test
  void what_passes_within_a_transaction_is_no_finding_of_its_own() {
    assertThat(of(REQUIRED))
        .extracting(Finding::rule)
        .containsExactly(
            "missing-lock-timeout",
            "statement-while-holding-access-exclusive",
            "set-not-null-scan",
            "missing-statement-timeout",
            "set-not-null-compat");
  }

  @Test
  void a_default_that_was_there_is_lost_with_the_passing_one() {
    Script table = Script.of("V0.sql", "CREATE TABLE author (id int, nick text DEFAULT 'x')", 0);
    List<Finding> findings =
        linter.lint(List.of(table, Script.of("V1.sql", REQUIRED, 1)), LintContext.of(14));

    assertThat(findings)
        .filteredOn(finding -> finding.rule().equals("default-changed"))
        .singleElement()
        .extracting(Finding::message)
        .asString()
        .contains("leaves author.nick out, it gets NULL");
  }

  @Test
  void a_default_that_others_see_for_a_while_is_told_twice() {
    String apart = REQUIRED.replace("SET NOT NULL;", "SET NOT NULL; COMMIT; BEGIN;");

    assertThat(of(apart))
        .filteredOn(finding -> finding.rule().equals("default-changed"))
        .hasSize(2);
  }

  private List<Finding> of(String script) {
    return linter.lint(List.of(Script.of("V1.sql", script, 1)), LintContext.of(14));
  }
}

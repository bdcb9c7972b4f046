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
}

package dev.concertina.hazard;

import static org.assertj.core.api.Assertions.assertThat;

import dev.concertina.hazard.rule.Rules;
import dev.concertina.source.Sources;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The destructive changes of every framework's guide, as people and as Django write them. */
class SevenChangesTest {

  private final Linter linter = new Linter(Sources.PARSER, Rules.all());

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          drop-column         | ALTER TABLE users DROP COLUMN phone_number
          drop-column         | ALTER TABLE "users" DROP COLUMN "phone_number" CASCADE
          drop-table          | DROP TABLE users
          drop-table          | DROP TABLE "users" CASCADE
          rename-column       | ALTER TABLE users RENAME COLUMN user_name TO full_name
          rename-column       | ALTER TABLE "users" RENAME COLUMN "user_name" TO "full_name"
          rename-table        | ALTER TABLE users RENAME TO accounts
          rename-table        | ALTER TABLE "users" RENAME TO "accounts"
          set-not-null-compat | ALTER TABLE users ALTER COLUMN phone_number SET NOT NULL
          set-not-null-compat | ALTER TABLE "users" ALTER COLUMN "phone_number" SET NOT NULL
          column-type-compat  | ALTER TABLE users ALTER COLUMN user_name TYPE varchar(20)
          column-type-compat  | ALTER TABLE "users" ALTER COLUMN "user_name" TYPE varchar(20)
          column-type-compat  | ALTER TABLE users ALTER COLUMN visits TYPE text
          column-type-compat  | ALTER TABLE "users" ALTER COLUMN "visits" TYPE text USING "visits"::text
          """)
  void tells_the_running_version_s_trouble_and_both_safe_ways(String rule, String change) {
    List<Finding> findings = lint(change);

    assertThat(findings)
        .filteredOn(finding -> finding.rule().equals(rule) && finding.axis() == Axis.OLD_CODE)
        .singleElement()
        .satisfies(
            finding -> {
              assertThat(finding.severity()).isGreaterThanOrEqualTo(Severity.WARNING);
              assertThat(finding.message()).contains("version that runs now");
              assertThat(finding.recipe().steps()).isNotEmpty();
              assertThat(finding.recipe().concertina()).isPresent();
            });
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          CHECK   | ALTER TABLE users ALTER COLUMN user_name TYPE varchar(20)
          CHECK   | ALTER TABLE elsewhere ALTER COLUMN user_name TYPE varchar(20)
          visits_new | ALTER TABLE users ALTER COLUMN visits TYPE varchar(20)
          visits_new | ALTER TABLE elsewhere ALTER COLUMN visits TYPE varchar(20) USING visits::varchar(20)
          """)
  void only_what_was_text_is_held_short_by_a_check(String words, String change) {
    assertThat(lint(change))
        .filteredOn(finding -> finding.rule().startsWith("column-type"))
        .isNotEmpty()
        .allSatisfy(finding -> assertThat(finding.recipe().text()).contains(words));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          bigint        | visits              | TYPE bigint
          text          | "visits"::text      | TYPE text USING "visits"::text
          shop.mood     | f(visits, 'a  USING b')::shop.mood | SET DATA TYPE shop.mood USING f(visits,  /* why */ 'a  USING b')::shop.mood, ADD COLUMN x int
          numeric(9, 2) | (visits / 100.0)    | TYPE numeric(9, 2) USING (visits / 100.0)
          text          | visits COLLATE "C"  | TYPE text COLLATE "C" USING visits COLLATE "C"
          """)
  void another_type_is_filled_by_what_using_says(String type, String value, String change) {
    String whole = "ALTER TABLE users ALTER COLUMN visits " + change;

    assertThat(lint(whole))
        .filteredOn(finding -> finding.rule().equals("column-type-compat"))
        .isNotEmpty()
        .allSatisfy(
            finding ->
                assertThat(finding.recipe().text())
                    .contains(
                        "ADD COLUMN visits_new " + type + ";",
                        "SET visits_new = " + value + " WHERE"));
  }

  private List<Finding> lint(String change) {
    String before =
        "CREATE TABLE users (id bigint PRIMARY KEY, user_name varchar(100) NOT NULL,"
            + " phone_number text, visits integer)";
    return linter.lint(
        List.of(
            new Script("V1.sql", before, TransactionMode.ASSUMED, 1, false),
            Script.of("V2.sql", "BEGIN;\n" + change + ";\nCOMMIT;\n", 2)),
        LintContext.of(LintContext.NEWEST));
  }
}

package dev.concertina.lint.convert;

import static org.assertj.core.api.Assertions.assertThat;

import dev.concertina.change.Change;
import dev.concertina.hazard.TransactionMode;
import dev.concertina.lint.file.ScriptFile;
import dev.concertina.parser.PostgresParser;
import dev.concertina.source.SqlMigrationReader;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConverterTest {

  private static final PostgresParser PARSER = new PostgresParser();

  private final Converter converter = new Converter(PARSER);

  @Test
  void what_steers_the_runner_is_left_out() {
    Converted converted =
        convert(
            "0007_rename.sql",
            """
            BEGIN;
            SET LOCAL lock_timeout = '2s';
            --
            -- Rename field user_name on user to full_name
            --
            ALTER TABLE "users" RENAME COLUMN "user_name" TO "full_name";
            COMMIT;
            """);

    assertThat(converted.name()).isEqualTo("V7__rename.sql");
    assertThat(converted.text())
        .isEqualTo("ALTER TABLE \"users\" RENAME COLUMN \"user_name\" TO \"full_name\";\n");
    assertThat(converted.left()).isZero();
  }

  @Test
  void what_is_refused_gets_a_phase_or_stays_in_a_comment() {
    Converted converted =
        convert(
            "1.sql",
            "ALTER TABLE a DROP COLUMN b;\nGRANT SELECT ON a TO c;\nTRUNCATE a;\nVACUUM FULL a;\n");

    assertThat(converted.text()).contains("ALTER TABLE a DROP COLUMN b;\n");
    assertThat(new SqlMigrationReader(PARSER).read("1.sql", converted.text()))
        .hasSameSizeAs(converted.changes());
    assertThat(converted.text().lines().filter(line -> line.startsWith("-- not converted: ")))
        .hasSize(converted.left());
  }

  @ParameterizedTest
  @CsvSource({
    "migrations/20240102030405_add-index/migration.sql, V20240102030405__add_index.sql",
    "m/0007_x.up.sql, V7__x.sql",
    "V1.2__as_it_is.sql, V1.2__as_it_is.sql",
    "schema.sql, V1__schema.sql",
    "-, V1__converted.sql",
    "000.sql, V0__converted.sql"
  })
  void names_become_versions(String name, String converted) {
    assertThat(convert(name, "DROP TABLE a;").name()).isEqualTo(converted);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "ALTER TABLE accounts_user DROP COLUMN fax|migrations.RemoveField(model_name=\"user\", name=\"fax\")",
        "DROP TABLE accounts_user|migrations.DeleteModel(name=\"User\")",
        "ALTER TABLE accounts_user RENAME COLUMN a TO b|update(b=F(\"a\"))",
        "ALTER TABLE accounts_user RENAME TO accounts_person|CREATE VIEW accounts_user AS SELECT * FROM accounts_person",
        "ALTER TABLE accounts_user ALTER COLUMN a SET NOT NULL|CHECK (a IS NOT NULL) NOT VALID",
        "ALTER TABLE accounts_user ALTER COLUMN a TYPE varchar(5)|models.…(db_column=\"a_new\")"
      })
  void each_destructive_change_has_its_releases_in_django(String sql, String words) {
    Change change = convert("1.sql", sql).changes().get(0);

    String releases = DjangoReleases.of(change).orElseThrow();

    assertThat(releases).contains("Release 1", "Release 2", words).doesNotContain("{");
  }

  @Test
  void what_breaks_nobody_has_no_releases() {
    List<Change> changes = convert("1.sql", "ALTER TABLE a ADD COLUMN b int").changes();

    assertThat(changes).hasSize(1).allMatch(change -> DjangoReleases.of(change).isEmpty());
  }

  private Converted convert(String name, String text) {
    return converter.convert(new ScriptFile(name, Optional.empty(), text, TransactionMode.ASSUMED));
  }
}

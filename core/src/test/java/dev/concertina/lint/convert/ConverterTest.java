package dev.concertina.lint.convert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.concertina.hazard.TransactionMode;
import dev.concertina.lint.file.ScriptFile;
import dev.concertina.source.Sources;
import dev.concertina.source.SqlMigrationReader;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConverterTest {

  private final Converter converter = new Converter(Sources.PARSER);

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
  void what_alembic_notes_of_itself_is_left_out() {
    Converted converted =
        convert(
            "0007_rename.sql",
            """
            BEGIN;
            -- Running upgrade a1 -> a2
            ALTER TABLE users RENAME user_name TO full_name;
            UPDATE alembic_version SET version_num='a2' WHERE alembic_version.version_num = 'a1';
            COMMIT;
            """);

    assertThat(converted.left()).isZero();
    assertThat(converted.text())
        .startsWith("ALTER TABLE users RENAME user_name TO full_name;\n-- left out")
        .endsWith("alembic stamp a2\n")
        .doesNotContain("UPDATE");
    assertThat(new SqlMigrationReader(Sources.PARSER).read("V7.sql", converted.text())).hasSize(1);
  }

  @Test
  void what_django_could_not_write_is_not_left_out_in_silence() {
    Converted converted =
        convert(
            "0008_age.sql",
            """
            --
            -- Raw Python operation
            --
            -- THIS OPERATION CANNOT BE WRITTEN AS SQL
            --
            ALTER TABLE "users" ADD COLUMN "age" integer NULL;
            """);

    assertThat(converted.left()).isEqualTo(1);
    assertThat(converted.text())
        .contains("ADD COLUMN \"age\"", "-- not converted: Django could not write");
    assertThatThrownBy(
            () -> new SqlMigrationReader(Sources.PARSER).read("V8.sql", converted.text()))
        .hasMessageContaining("would be left out");
  }

  @Test
  void a_script_of_nothing_but_code_does_something() {
    assertThat(Converter.doesSomething(script("-- THIS OPERATION CANNOT BE WRITTEN AS SQL")))
        .isTrue();
    assertThat(Converter.doesSomething(script("BEGIN;\n-- nothing\nCOMMIT;"))).isFalse();
  }

  @Test
  void what_is_refused_gets_a_phase_or_stays_in_a_comment() {
    Converted converted =
        convert(
            "1.sql",
            "ALTER TABLE a DROP COLUMN b;\nGRANT SELECT ON a TO c;\nTRUNCATE a;\nVACUUM FULL a;\n");

    assertThat(converted.text()).contains("ALTER TABLE a DROP COLUMN b;\n");
    assertThat(new SqlMigrationReader(Sources.PARSER).read("1.sql", converted.text()))
        .hasSameSizeAs(converted.changes());
    assertThat(converted.text().lines().filter(line -> line.startsWith("-- not converted: ")))
        .hasSize(converted.left());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "UPDATE a SET b = 1|the rows of a live table",
        "TRUNCATE a|TRUNCATE",
        "VACUUM FULL a|VACUUM",
        "DO $$ BEGIN DROP TABLE a; END $$|DO",
        "ALTER TABLE a SET UNLOGGED|SET UNLOGGED",
        "SELECT f()|SELECT",
        "ALTER TABLE a ADD COLUMN b int GENERATED ALWAYS AS (c) STORED|rewriting the table under a lock",
        "ALTER TABEL a|syntax error"
      })
  void what_is_not_converted_says_why(String sql, String words) {
    Converted converted = convert("1.sql", sql);

    assertThat(converted.left()).isEqualTo(1);
    assertThat(converted.changes()).isEmpty();
    assertThat(converted.text()).startsWith("-- not converted: ").contains(words, "\n-- " + sql);
  }

  @Test
  void directives_stay_with_their_statements() {
    String sql =
        """
        ALTER TABLE c DROP COLUMN d;
        -- a note
        -- concertina: up = lower(b)
        ALTER TABLE a ALTER COLUMN b TYPE text;
        """;

    assertThat(convert("1.sql", sql).text()).isEqualTo(sql.replace("-- a note\n", ""));
  }

  @Test
  void the_way_back_of_a_type_is_written_where_it_is_known() {
    ScriptFile script =
        new ScriptFile(
            "1.sql",
            Optional.empty(),
            "ALTER TABLE a ALTER b TYPE text; ALTER TABLE a ALTER c TYPE int, ALTER d TYPE text;",
            TransactionMode.ASSUMED);
    Converter knowing = new Converter(Sources.PARSER, change -> Optional.of("\"b\"::integer"));

    assertThat(knowing.convert(script).text())
        .isEqualTo(
            """
            -- concertina: down = "b"::integer
            ALTER TABLE a ALTER b TYPE text;
            ALTER TABLE a ALTER c TYPE int, ALTER d TYPE text;
            """);
  }

  @Test
  void no_two_have_one_version() {
    assertThat(names("a/1_x.sql", "b/1_x.sql", "1.1_y.sql", "V2__z.sql"))
        .containsExactly("V1__x.sql", "V1.1__x.sql", "V1.2__1_y.sql", "V2__z.sql");
  }

  @Test
  void what_nothing_numbers_stays_where_it_runs() {
    assertThat(names("V1__x.sql", "V2__y.sql", "R__view.sql", "R__other.sql"))
        .containsExactly("V1__x.sql", "V2__y.sql", "V2.1__R_view.sql", "V2.2__R_other.sql");
  }

  private Stream<String> names(String... scripts) {
    return converter
        .convert(
            Stream.of(scripts)
                .map(
                    name ->
                        new ScriptFile(
                            name, Optional.empty(), "DROP TABLE a", TransactionMode.ASSUMED))
                .toList())
        .stream()
        .map(Converted::name);
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

  private Converted convert(String name, String text) {
    return converter.convert(new ScriptFile(name, Optional.empty(), text, TransactionMode.ASSUMED));
  }

  private static ScriptFile script(String text) {
    return new ScriptFile("1.sql", Optional.empty(), text, TransactionMode.ASSUMED);
  }
}

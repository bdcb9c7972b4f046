package dev.concertina.lint.file;

import static dev.concertina.hazard.TransactionMode.ASSUMED;
import static dev.concertina.hazard.TransactionMode.EACH_STATEMENT;
import static dev.concertina.hazard.TransactionMode.WHOLE_SCRIPT;
import static org.assertj.core.api.Assertions.assertThat;

import dev.concertina.hazard.TransactionMode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class SqlFileTest {

  @TempDir private Path directory;

  static Stream<Arguments> marked() {
    return Stream.of(
        Arguments.of("-- migrate:up", "-- migrate:down", WHOLE_SCRIPT),
        Arguments.of("-- migrate:up transaction:false", "-- migrate:down", EACH_STATEMENT),
        Arguments.of("-- +goose Up", "-- +goose Down", WHOLE_SCRIPT),
        Arguments.of("-- +goose NO TRANSACTION\n-- +goose Up", "-- +goose Down", EACH_STATEMENT),
        Arguments.of("-- +migrate Up", "-- +migrate Down", WHOLE_SCRIPT),
        Arguments.of("-- +migrate Up notransaction", "-- +migrate Down", EACH_STATEMENT),
        Arguments.of("-- Up Migration", "-- Down Migration", WHOLE_SCRIPT),
        Arguments.of("# --- !Ups", "# --- !Downs", WHOLE_SCRIPT),
        Arguments.of("-- rambler up", "-- rambler down", WHOLE_SCRIPT),
        Arguments.of("", "---- create above / drop below ----", WHOLE_SCRIPT),
        Arguments.of("", "-- //@UNDO", WHOLE_SCRIPT));
  }

  @ParameterizedTest
  @MethodSource("marked")
  void only_the_forward_part_is_read(String up, String down, TransactionMode transaction) {
    String text = up + "\nSELECT 1;\nSELECT 2;\n" + down + "\nSELECT 3;\n";

    ScriptFile script = SqlFile.of("1.sql", Optional.empty(), text);

    assertThat(script.transaction()).isEqualTo(transaction);
    assertThat(script.text()).contains("SELECT 1;\nSELECT 2;").doesNotContain("SELECT 3", "#");
    assertThat(script.text().indexOf("SELECT 1;")).isPositive();
    assertThat(lineOf(script.text(), "SELECT 2")).isEqualTo(lineOf(text, "SELECT 2"));
  }

  @ParameterizedTest
  @MethodSource("unmarked")
  void transactions_are_those_of_the_tool(String name, String text, TransactionMode transaction) {
    assertThat(SqlFile.of(name, Optional.of(directory.resolve(name)), text).transaction())
        .isEqualTo(transaction);
  }

  static Stream<Arguments> unmarked() {
    return Stream.of(
        Arguments.of("1.sql", "SELECT 1; SELECT 2;", ASSUMED),
        Arguments.of("1.sql", "-- no-transaction\nSELECT 1;", EACH_STATEMENT),
        Arguments.of("1.sql", "-- atlas:txmode none\nSELECT 1;", EACH_STATEMENT),
        Arguments.of("1.sql", "--\n-- Add field a to b\n--\nSELECT 1;", EACH_STATEMENT),
        Arguments.of("1.sql", "BEGIN;\n--\n-- Add field\n--\nSELECT 1;", EACH_STATEMENT),
        Arguments.of("1.sql", "BEGIN;\n\n-- Running upgrade  -> 1a\n\n", EACH_STATEMENT),
        Arguments.of("structure.sql", "--\n-- PostgreSQL database dump\n--\n", EACH_STATEMENT),
        Arguments.of("1_a.up.sql", "SELECT 1;", EACH_STATEMENT),
        Arguments.of("1_a.up.sql", "SELECT 1; SELECT 2;", WHOLE_SCRIPT),
        Arguments.of("migration.sql", "SELECT 1; SELECT 2;", WHOLE_SCRIPT));
  }

  @Test
  void settings_beside_the_file_count() throws IOException {
    Files.writeString(directory.resolve("V1__a.sql.conf"), "executeInTransaction=false\n");
    Path diesel = Files.createDirectory(directory.resolve("2024_a"));
    Files.writeString(diesel.resolve("metadata.toml"), "run_in_transaction = false\n");

    assertThat(transaction(directory.resolve("V1__a.sql"))).isEqualTo(EACH_STATEMENT);
    assertThat(transaction(diesel.resolve("up.sql"))).isEqualTo(EACH_STATEMENT);
    assertThat(transaction(directory.resolve("V2__a.sql"))).isEqualTo(ASSUMED);
  }

  private static TransactionMode transaction(Path path) {
    return SqlFile.of(path.toString(), Optional.of(path), "SELECT 1; SELECT 2").transaction();
  }

  private static long lineOf(String text, String words) {
    return text.substring(0, text.indexOf(words)).lines().count();
  }
}

package dev.concertina.source;

import static org.assertj.core.api.Assertions.assertThat;

import dev.concertina.change.AddColumn;
import dev.concertina.change.AsWritten;
import dev.concertina.change.Change;
import dev.concertina.change.ChangeType;
import dev.concertina.change.CreateTable;
import dev.concertina.change.DropColumn;
import dev.concertina.change.RunPhase;
import dev.concertina.change.SetNotNull;
import dev.concertina.change.TableRef;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What sqlmigrate of Django 5.2 prints for PostgreSQL, to the letter. */
class DjangoTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "remove_field|DropColumn",
        "delete_model|DropTable",
        "rename_field|RenameColumn",
        "alter_table_name|RenameTable",
        "not_null_with_default|SetNotNull DropDefault",
        "not_null_keep_default|SetNotNull DropDefault",
        "not_null_db_default|SetDefault SetNotNull",
        "not_null_no_default|SetNotNull",
        "shorter|ChangeType",
        "shorter_indexed|ChangeType",
        "shorter_and_not_null|ChangeType SetNotNull DropDefault",
        "int_to_char|ChangeType",
        "int_to_bigint|ChangeType",
        "char_to_text|ChangeType",
        "char_to_int|ChangeType",
        "add_field_default|AddColumn DropDefault",
        "add_field_default_now|AddColumn DropDefault",
        "add_field_null|AddColumn",
        "add_field_comment|AddColumn SetComment",
        "add_field_db_default|AddColumn",
        "add_field_indexed|AddColumn CreateIndex CreateIndex",
        "add_field_fk|AddColumn AddForeignKey CreateIndex",
        "add_field_unique|AddColumn AddUnique CreateIndex",
        "add_check|AddCheck",
        "add_unique|AddUnique",
        "add_index|CreateIndex",
        "add_index_concurrently|CreateIndex",
        "remove_index|DropIndex",
        "drop_not_null|DropNotNull",
        "remove_field_fk|DropConstraint DropColumn",
        "rename_model|RenameTable DropConstraint AddForeignKey",
        "create_model_fk|CreateTable AsWritten AsWritten AsWritten AsWritten AsWritten AsWritten"
            + " AsWritten",
        "add_m2m|CreateTable AsWritten AsWritten AsWritten AsWritten AsWritten"
      })
  void operationIsUnderstood(String operation, String kinds) {
    assertThat(changes(operation).stream().map(change -> change.getClass().getSimpleName()))
        .containsExactly(kinds.split(" ", -1));
  }

  @Test
  void removedFieldKeepsCascade() {
    DropColumn drop = (DropColumn) changes("remove_field").get(0);

    assertThat(drop.table()).isEqualTo(TableRef.of("accounts_user"));
    assertThat(drop.column().value()).isEqualTo("phone_number");
    assertThat(drop.cascade()).isTrue();
  }

  @Test
  void defaultForExistingRowsIsTheWayUp() {
    SetNotNull set = (SetNotNull) changes("not_null_with_default").get(0);

    assertThat(set.column().value()).isEqualTo("nick");
    assertThat(set.up()).contains("''");
  }

  @Test
  void newTypeKeepsItsTextAndItsCast() {
    ChangeType change = (ChangeType) changes("int_to_char").get(0);

    assertThat(change.type()).isEqualTo("varchar(10)");
    assertThat(change.up()).contains("\"age\"::varchar(10)");
  }

  @Test
  void addedFieldKeepsItsDefault() {
    AddColumn add = (AddColumn) changes("add_field_default_now").get(0);

    assertThat(add.type()).isEqualTo("timestamp with time zone");
    assertThat(add.notNull()).isTrue();
    assertThat(add.defaultValue()).contains("'2025-01-02 03:04:05+00:00'::timestamptz");
  }

  @Test
  void newModelIsMadeAsWrittenAndNamesTheTablesThatItsForeignKeysLock() {
    List<Change> changes = changes("create_model_fk");

    assertThat(((CreateTable) changes.get(0)).table()).isEqualTo(TableRef.of("accounts_address"));
    AsWritten foreignKey = (AsWritten) changes.get(2);
    assertThat(foreignKey.phase()).isEqualTo(RunPhase.EXPAND);
    assertThat(foreignKey.table()).contains(TableRef.of("accounts_address"));
    assertThat(foreignKey.references()).containsExactly(TableRef.of("accounts_user"));
  }

  private static List<Change> changes(String operation) {
    return Sources.read(sql(operation));
  }

  private static String sql(String operation) {
    try (InputStream in = DjangoTest.class.getResourceAsStream("django/" + operation + ".sql")) {
      return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

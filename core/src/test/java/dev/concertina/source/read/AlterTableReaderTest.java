package dev.concertina.source.read;

import static dev.concertina.source.Sources.assertChange;
import static dev.concertina.source.Sources.read;
import static dev.concertina.source.Sources.refusal;
import static org.assertj.core.api.Assertions.assertThat;

import dev.concertina.change.AddColumn;
import dev.concertina.change.Change;
import dev.concertina.change.ChangeType;
import dev.concertina.change.DropColumn;
import dev.concertina.change.MigrationException;
import dev.concertina.change.SetNotNull;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class AlterTableReaderTest {

  @Test
  void everyActionIsAChangeInItsOrder() {
    List<Change> changes =
        read(
            "ALTER TABLE t ADD a numeric(3, 1) DEFAULT round(1, 2), DROP COLUMN IF EXISTS b"
                + " CASCADE, ALTER c TYPE int USING greatest(c, 1), ALTER d SET NOT NULL,"
                + " ALTER e SET DEFAULT 1, ALTER f DROP DEFAULT");

    assertThat(changes)
        .extracting(change -> change.getClass().getSimpleName())
        .containsExactly(
            "AddColumn", "DropColumn", "ChangeType", "SetNotNull", "SetDefault", "DropDefault");
    assertThat(((AddColumn) changes.get(0)).defaultValue()).contains("round(1, 2)");
    assertThat(((ChangeType) changes.get(2)).up()).contains("greatest(c, 1)");
  }

  @Test
  void whatIsSaidTwiceOfOneColumnComesInTheServersOrder() {
    assertThat(
            read(
                "ALTER TABLE t ALTER c SET DEFAULT 1, ALTER c DROP NOT NULL, ALTER c TYPE bigint,"
                    + " ALTER c DROP DEFAULT"))
        .extracting(change -> change.getClass().getSimpleName())
        .containsExactly("DropNotNull", "DropDefault", "ChangeType", "SetDefault");
  }

  @Test
  void dropColumnKeepsItsFlagsAndDown() {
    assertChange(
            DropColumn.class,
            "-- concertina: down = first || last\nALTER TABLE t DROP COLUMN IF EXISTS c CASCADE")
        .returns(true, DropColumn::ifExists)
        .returns(true, DropColumn::cascade)
        .returns(Optional.of("first || last"), DropColumn::down);
    assertChange(DropColumn.class, "ALTER TABLE t DROP c")
        .returns(false, DropColumn::ifExists)
        .returns(false, DropColumn::cascade);
  }

  @Test
  void setNotNullTakesUp() {
    assertChange(SetNotNull.class, "-- concertina: up = 'none'\nALTER TABLE t ALTER c SET NOT NULL")
        .returns(Optional.of("'none'"), SetNotNull::up);
  }

  @Test
  void eachDirectiveGoesToTheOneActionThatCanTakeIt() {
    List<Change> changes =
        read("-- concertina: up = a\n-- concertina: down = b\nALTER TABLE t ADD c int, DROP d");

    assertThat(((AddColumn) changes.get(0)).up()).contains("a");
    assertThat(((DropColumn) changes.get(1)).down()).contains("b");
  }

  @Test
  void directiveThatTwoActionsCouldTakeIsRefused() {
    MigrationException refusal =
        refusal("-- concertina: up = a\nALTER TABLE t ADD c int, ALTER d SET NOT NULL");

    assertThat(refusal.code()).isEqualTo("unusable-directive");
    assertThat(refusal.hint()).contains("Split the statement");
  }

  @Test
  void actionThatIsNotUnderstoodMustStandAloneForAPhase() {
    MigrationException refusal =
        refusal("-- concertina: phase = expand\nALTER TABLE t ADD c int, SET TABLESPACE d");

    assertThat(refusal.code()).isEqualTo("not-understood");
    assertThat(refusal.hint()).contains("a statement of its own");
  }
}

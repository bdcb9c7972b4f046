package dev.concertina.hazard.rule;

import static dev.concertina.hazard.Axis.NEW_CODE;
import static dev.concertina.hazard.Names.words;
import static dev.concertina.hazard.Severity.ERROR;

import dev.concertina.hazard.About;
import dev.concertina.hazard.Situation;
import dev.concertina.hazard.Verdicts;
import dev.concertina.hazard.action.ColumnAction;
import dev.concertina.hazard.model.Casts;
import dev.concertina.hazard.model.Column;
import dev.concertina.hazard.model.Dependent;
import dev.concertina.hazard.model.Schema;
import java.util.Optional;

/** A column cannot get the type while something reads it, or because there is no cast. */
final class ColumnTypeRefusedRule extends ActionRule<ColumnAction.ChangeType> {

  ColumnTypeRefusedRule() {
    super(
        ColumnAction.ChangeType.class,
        About.of(
            "column-type-refused",
            "a column cannot get the type: something reads it, or there is no cast",
            ERROR,
            NEW_CODE));
  }

  @Override
  void judge(ColumnAction.ChangeType change, Situation at, Verdicts verdicts) {
    String column = words(change.table()) + "." + change.column();
    Optional<Dependent> reader =
        at.schema().dependents(change.table(), change.column()).stream().findFirst();
    if (reader.isPresent()) {
      Refusal.tell(read(column, reader.get()), instead(reader.get()), verdicts);
    } else if (hasNoCast(change, at.schema())) {
      judgeCast(column, change, at, verdicts);
    }
  }

  private static void judgeCast(
      String column, ColumnAction.ChangeType change, Situation at, Verdicts verdicts) {
    String types =
        "%s to %s".formatted(change.from(at.schema()).orElseThrow().words(), change.type().words());
    if (change.using().isEmpty()) {
      Refusal.tell(
          "values of %s are not cast from %s by themselves".formatted(column, types),
          "USING with an expression; or a second column",
          verdicts);
    } else if (hasDefault(change, at)) {
      Refusal.tell(
          "the default of %s is not cast from %s, whatever USING says".formatted(column, types),
          "in the same ALTER TABLE: DROP DEFAULT, TYPE … USING …, SET DEFAULT",
          verdicts);
    }
  }

  private static String read(String column, Dependent reader) {
    return "%s is read by %s".formatted(column, reader.words());
  }

  private static String instead(Dependent reader) {
    return switch (reader.kind()) {
      case VIEW ->
          "a second column; or in one transaction DROP VIEW, this, CREATE VIEW and its GRANTs";
      case PARTITION_KEY -> "a second table that is partitioned by the other type";
      case GENERATED_COLUMN, POLICY, TRIGGER ->
          "a second column; or in one transaction: drop %s, this, make it again"
              .formatted(reader.words());
    };
  }

  private static boolean hasNoCast(ColumnAction.ChangeType change, Schema schema) {
    return change
        .from(schema)
        .filter(from -> Casts.areMissing(from, change.type(), schema))
        .isPresent();
  }

  private static boolean hasDefault(ColumnAction.ChangeType change, Situation at) {
    boolean dropped =
        at.statement().actions(ColumnAction.DropDefault.class).stream()
            .anyMatch(drop -> drop.column().equals(change.column()));
    return !dropped
        && at.schema()
            .column(change.table(), change.column())
            .filter(Column::hasDefault)
            .isPresent();
  }
}

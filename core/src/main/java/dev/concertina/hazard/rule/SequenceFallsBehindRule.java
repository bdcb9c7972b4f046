package dev.concertina.hazard.rule;

import static dev.concertina.hazard.Axis.NEW_CODE;
import static dev.concertina.hazard.Names.sql;
import static dev.concertina.hazard.Names.words;
import static dev.concertina.hazard.Severity.NOTICE;
import static dev.concertina.hazard.Severity.WARNING;

import dev.concertina.hazard.About;
import dev.concertina.hazard.Recipe;
import dev.concertina.hazard.Situation;
import dev.concertina.hazard.Topic;
import dev.concertina.hazard.Topics;
import dev.concertina.hazard.Verdicts;
import dev.concertina.hazard.action.ColumnAction;
import dev.concertina.hazard.action.DataAction;
import dev.concertina.hazard.action.DataAction.Insert.Overriding;
import dev.concertina.hazard.action.ObjectAction;
import dev.concertina.hazard.model.Column;
import dev.concertina.hazard.model.Schema;
import dev.concertina.hazard.model.Value;
import dev.concertina.sql.QualifiedName;
import dev.concertina.sql.Sql;
import java.util.regex.Pattern;

/** Rows get numbers of their own, and the sequence does not hear of it. */
final class SequenceFallsBehindRule extends ActionRule<DataAction.Insert> {

  private static final Topic<ObjectAction.AdvanceSequence> ADVANCED =
      Topic.of(ObjectAction.AdvanceSequence.class, ObjectAction.AdvanceSequence::name);

  private static final Topic<ObjectAction.AlterSequence> RESTARTED =
      Topic.of(ObjectAction.AlterSequence.class, ObjectAction.AlterSequence::name);

  private static final Topic<ColumnAction.ChangeIdentity> IDENTITY_CHANGED =
      Topic.of(ColumnAction.ChangeIdentity.class, it -> Topics.inTable(it.table(), it.column()));

  private static final Pattern NUMBER = Pattern.compile("-?\\d{1,18}");

  SequenceFallsBehindRule() {
    super(
        DataAction.Insert.class,
        About.of(
            "sequence-falls-behind",
            "rows get numbers of their own, and the sequence does not hear of it",
            WARNING,
            NEW_CODE));
  }

  @Override
  void judge(DataAction.Insert insert, Situation at, Verdicts verdicts) {
    if (insert.overriding() == Overriding.USER_VALUE) {
      return;
    }
    insert
        .given(at.schema())
        .forEach(
            (column, values) -> {
              if (isNumbered(insert.table(), column, insert, at)
                  && values.stream().anyMatch(value -> isMet(value, insert.table(), column, at))
                  && !isAdvanced(insert.table(), column, at)) {
                tell(insert, column, at, verdicts);
              }
            });
  }

  /** Of a row that may be there already, the sequence of a table that is in use may know. */
  private static void tell(
      DataAction.Insert insert, String column, Situation at, Verdicts verdicts) {
    QualifiedName table = insert.table();
    verdicts.add(
        NEW_CODE,
        insert.onConflict() && !at.isNew(table) ? NOTICE : WARNING,
        "The sequence of %s.%s does not know these numbers: when it comes to one of them, an INSERT of the new version fails as a duplicate."
            .formatted(words(table), column),
        Recipe.empty()
            .say("leave the column out; or behind it:")
            .run(
                Sql.of(
                    "SELECT setval(pg_get_serial_sequence({}, {}), (SELECT max({}) FROM {}))",
                    Sql.literal(words(table)),
                    Sql.literal(column),
                    sql(column),
                    sql(table))));
  }

  /** An identity that is always generated refuses values, which has a rule of its own. */
  private static boolean isNumbered(
      QualifiedName table, String column, DataAction.Insert insert, Situation at) {
    return at.schema()
        .column(table, column)
        .filter(Column::isNumbered)
        .filter(
            known ->
                !known.filling().refusesValues() || insert.overriding() == Overriding.SYSTEM_VALUE)
        .isPresent();
  }

  /** Whether the sequence may come to a value: it begins at 1, unless the scripts say otherwise. */
  private static boolean isMet(Value value, QualifiedName table, String column, Situation at) {
    long least = at.schema().leastNumber(Schema.sequenceOf(table, column)).orElse(1L);
    return value.kind() != Value.Kind.NEXT_NUMBER
        && !value.isNull()
        && value.literal().filter(number -> isBelow(number, least)).isEmpty();
  }

  private static boolean isBelow(String number, long least) {
    return NUMBER.matcher(number).matches() && Long.parseLong(number) < least;
  }

  private static boolean isAdvanced(QualifiedName table, String column, Situation at) {
    QualifiedName sequence = Schema.sequenceOf(table, column);
    return at.anywhere(ADVANCED, sequence).findAny().isPresent()
        || at.anywhere(RESTARTED, sequence).anyMatch(alter -> alter.options().contains("restart"))
        || at.anywhere(IDENTITY_CHANGED, Topics.inTable(table, column)).findAny().isPresent();
  }
}

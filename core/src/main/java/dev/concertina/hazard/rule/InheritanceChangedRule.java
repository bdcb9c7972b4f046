package dev.concertina.hazard.rule;

import static dev.concertina.hazard.Axis.OLD_CODE;
import static dev.concertina.hazard.Names.words;
import static dev.concertina.hazard.Severity.WARNING;

import dev.concertina.hazard.About;
import dev.concertina.hazard.Situation;
import dev.concertina.hazard.Topics;
import dev.concertina.hazard.Verdicts;
import dev.concertina.hazard.action.PartitionAction;
import dev.concertina.sql.QualifiedName;

/** Rows appear in a table that code asks, or vanish from it. */
final class InheritanceChangedRule extends ActionRule<PartitionAction> {

  InheritanceChangedRule() {
    super(
        PartitionAction.class,
        About.of(
            "inheritance-changed",
            "rows appear in a table that code asks, or vanish from it",
            WARNING,
            OLD_CODE));
  }

  @Override
  void judge(PartitionAction action, Situation at, Verdicts verdicts) {
    if (action instanceof PartitionAction.Inherit join
        && !at.isNew(join.parent())
        && (!at.isNew(join.child()) || isFilled(join.child(), at))) {
      verdicts.add(
          OLD_CODE,
          WARNING,
          "Code that asks %s finds the rows of %s as well from here on, and its UPDATE and DELETE reach them; a unique key of the parent does not."
              .formatted(words(join.parent()), words(join.child())),
          Recipes.codeFirst("asks ONLY " + words(join.parent()) + ", or expects those rows"));
    }
    if (action instanceof PartitionAction.Disinherit leave
        && !at.isNew(leave.parent())
        && !at.isNew(leave.child())) {
      verdicts.add(
          OLD_CODE,
          WARNING,
          "Code that asks %s no longer finds the rows of %s."
              .formatted(words(leave.parent()), words(leave.child())),
          Recipes.codeFirst("does not ask " + words(leave.parent()) + " for those rows"));
    }
  }

  /** Whether a table that the script has made holds rows. */
  private static boolean isFilled(QualifiedName table, Situation at) {
    return at.earlier(Topics.TABLE_MADE_OF_QUERY, table).findAny().isPresent()
        || at.earlier(Topics.INSERT, table).findAny().isPresent();
  }
}

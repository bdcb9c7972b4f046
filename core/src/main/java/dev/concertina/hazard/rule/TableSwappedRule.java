package dev.concertina.hazard.rule;

import static dev.concertina.hazard.Axis.OLD_CODE;
import static dev.concertina.hazard.Names.words;
import static dev.concertina.hazard.Severity.ERROR;

import dev.concertina.hazard.About;
import dev.concertina.hazard.Recipe;
import dev.concertina.hazard.Situation;
import dev.concertina.hazard.Verdicts;
import dev.concertina.hazard.action.RenameAction;

/** Another table takes the place of one that code uses. */
final class TableSwappedRule extends ActionRule<RenameAction.OfTable> {

  TableSwappedRule() {
    super(
        RenameAction.OfTable.class,
        About.of(
            "table-swapped",
            "another table takes the place of one that code uses",
            ERROR,
            OLD_CODE));
  }

  @Override
  void judge(RenameAction.OfTable rename, Situation at, Verdicts verdicts) {
    if (at.takesFreedName(rename)) {
      verdicts.add(
          OLD_CODE,
          ERROR,
          "%s now is another table: what was written to the old one since the copy is lost, its foreign keys, views and prepared statements follow the old one, its grants are gone."
              .formatted(words(rename.newName())),
          Recipe.empty()
              .say(
                  "keep both in step by triggers until the swap, repeat grants, keys and views in the same transaction")
              .orConcertina(
                  "Or write the change itself in a Concertina migration: it needs no second table."));
    }
  }
}

package dev.concertina.hazard.rule;

import static dev.concertina.hazard.Axis.OLD_CODE;
import static dev.concertina.hazard.Names.words;
import static dev.concertina.hazard.Severity.WARNING;

import dev.concertina.hazard.About;
import dev.concertina.hazard.Situation;
import dev.concertina.hazard.Verdicts;
import dev.concertina.hazard.action.RenameAction;

/** A partitioned table takes the place of a plain one. */
final class PartitionedConversionRule extends ActionRule<RenameAction.OfTable> {

  PartitionedConversionRule() {
    super(
        RenameAction.OfTable.class,
        About.of(
            "partitioned-conversion",
            "a partitioned table takes the place of a plain one",
            WARNING,
            OLD_CODE));
  }

  @Override
  void judge(RenameAction.OfTable rename, Situation at, Verdicts verdicts) {
    boolean partitioned = at.isPartitioned(rename.table());
    if (partitioned && at.takesFreedName(rename)) {
      verdicts.add(
          OLD_CODE,
          WARNING,
          "A unique key of the partitioned %s has to hold the partition's column: ON CONFLICT on the old key fails in the version that runs now."
              .formatted(words(rename.newName())),
          Recipes.codeFirst("names the longer key in ON CONFLICT"));
    }
  }
}

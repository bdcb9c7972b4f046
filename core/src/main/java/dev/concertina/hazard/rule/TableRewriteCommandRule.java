package dev.concertina.hazard.rule;

import static dev.concertina.hazard.Axis.LOCKS;
import static dev.concertina.hazard.Names.words;
import static dev.concertina.hazard.Severity.ERROR;

import dev.concertina.hazard.About;
import dev.concertina.hazard.Recipe;
import dev.concertina.hazard.Situation;
import dev.concertina.hazard.Verdicts;
import dev.concertina.hazard.action.TableAction;

/** A command writes the whole table anew. */
final class TableRewriteCommandRule extends ActionRule<TableAction> {

  TableRewriteCommandRule() {
    super(
        TableAction.class,
        About.of("table-rewrite-command", "a command writes the whole table anew", ERROR, LOCKS));
  }

  @Override
  void judge(TableAction action, Situation at, Verdicts verdicts) {
    if (action instanceof TableAction.WriteAnew command
        && !at.isQuick(command.table())
        && !at.isNewIndex(command.table())) {
      add(
          "%s writes all of %s anew; nobody can read or write it until that is done."
              .formatted(command.command(), words(command.table())),
          verdicts);
    }
    if (action instanceof TableAction.WriteAllAnew command) {
      add(
          "%s without a table writes one after the other anew; nobody can read or write the one that it is at."
              .formatted(command.command()),
          verdicts);
    }
  }

  private static void add(String message, Verdicts verdicts) {
    verdicts.add(
        LOCKS,
        ERROR,
        message,
        Recipe.empty()
            .say("pg_repack, or pg_squeeze, does the same beside the running application"));
  }
}

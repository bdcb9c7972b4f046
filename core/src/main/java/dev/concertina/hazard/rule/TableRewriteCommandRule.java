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
final class TableRewriteCommandRule extends ActionRule<TableAction.WriteAnew> {

  TableRewriteCommandRule() {
    super(
        TableAction.WriteAnew.class,
        About.of("table-rewrite-command", "a command writes the whole table anew", ERROR, LOCKS));
  }

  @Override
  void judge(TableAction.WriteAnew command, Situation at, Verdicts verdicts) {
    if (!at.isQuick(command.table())) {
      verdicts.add(
          LOCKS,
          ERROR,
          "%s writes all of %s anew; nobody can read or write it until that is done."
              .formatted(command.command(), words(command.table())),
          Recipe.empty()
              .say("pg_repack, or pg_squeeze, does the same beside the running application"));
    }
  }
}

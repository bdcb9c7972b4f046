package dev.concertina.plan.recipe;

import dev.concertina.catalog.Table;
import dev.concertina.plan.RowCheck;
import dev.concertina.sql.Sql;
import java.util.Optional;

/** Counts and names the rows that a constraint forbids, before anything is locked for it. */
final class Violations {

  private Violations() {}

  /**
   * A step that stops if there is such a row.
   *
   * @param what the constraint in words
   * @param condition true for a row that it forbids
   */
  static Draft look(Table table, String what, Sql condition) {
    RowCheck check =
        new RowCheck(
            condition.sql(),
            what + " forbids it",
            Optional.empty(),
            "correct or remove these rows, then run the same command again");
    return Drafts.look(table, "look for rows that " + what + " forbids", check);
  }
}

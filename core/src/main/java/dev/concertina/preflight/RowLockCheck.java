package dev.concertina.preflight;

import dev.concertina.plan.Step;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * FOR UPDATE NOWAIT fails at once on a row that a batch is writing ("The Locking Clause" of SELECT
 * in PostgreSQL's documentation). SKIP LOCKED passes it over, which queues bear.
 */
final class RowLockCheck implements Check {

  @Override
  public List<Finding> find(Subject subject) throws SQLException {
    Statements statements = new Statements(subject.connection());
    List<Finding> found = new ArrayList<>();
    for (Step.Backfill backfill : subject.backfills()) {
      String table = backfill.table().name().value();
      List<String> texts =
          statements.matching(
              "\\m" + Pattern.compile("[^\\w]").matcher(table).replaceAll(".") + "\\M.*nowait\\M");
      if (!texts.isEmpty()) {
        found.add(
            Finding.asks(
                "nowait",
                "Statements lock rows of "
                    + backfill.table()
                    + " with NOWAIT, and fail on those that the backfill is writing: "
                    + String.join("; ", texts)
                    + ".",
                "Let the application repeat them."));
      }
    }
    return found;
  }
}

package dev.concertina.backfill;

import dev.concertina.plan.Step;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/** What keeps a backfill from writing its first row, because writing would do harm. */
final class Refusals {

  private Refusals() {}

  static Optional<BackfillOutcome> find(Connection connection, Step.Backfill step)
      throws SQLException {
    if (!TableFacts.exists(connection, step.table())) {
      return refused(
          "table-missing",
          "Table " + step.table() + " is not there any more.",
          "Somebody dropped or renamed it: bring it back, or abort the migration.");
    }
    if (TableFacts.hasHeirs(connection, step.table())) {
      return refused(
          "table-with-parts",
          "The rows of " + step.table() + " are also in its child tables.",
          "A backfill walks a table or its partitions; give each child table a migration of its"
              + " own.");
    }
    List<String> foreign = TableFacts.foreignParts(connection, step.table());
    if (!foreign.isEmpty()) {
      return refused(
          "foreign-partition",
          "Partitions of "
              + step.table()
              + " are foreign tables: "
              + String.join(", ", foreign)
              + ".",
          "Their rows cannot be walked here: detach them, and change them on their own server.");
    }
    return Optional.empty();
  }

  private static Optional<BackfillOutcome> refused(String code, String message, String hint) {
    return Optional.of(new BackfillOutcome.Refused(code, message, hint));
  }

  static BackfillOutcome triggers(Step.Backfill step, TriggerCheck.Finding triggers) {
    String names = String.join(", ", triggers.firing());
    String why =
        triggers.silent()
            ? "are enabled ALWAYS or for replicas, so nothing keeps them from firing"
            : "would fire, because session_replication_role = replica cannot be used here";
    return new BackfillOutcome.Refused(
        "user-triggers",
        "The backfill of "
            + step.table()
            + " updates old rows, and its triggers "
            + names
            + " "
            + why
            + ".",
        triggers.silent()
            ? "If they may fire for every row, give --allow-user-triggers; else disable them"
                + " meanwhile."
            : "Let the role set it (PostgreSQL 15 or later: GRANT SET ON PARAMETER"
                + " session_replication_role TO the role; a foreign key on a written column"
                + " rules it out), or give --allow-user-triggers if they may fire for every"
                + " row.");
  }
}

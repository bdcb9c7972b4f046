package dev.concertina.backfill;

import dev.concertina.plan.Step;
import dev.concertina.sql.QualifiedName;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/** What keeps a walk from its first row, because it would do harm or miss rows. */
public final class Refusals {

  private Refusals() {}

  static Optional<BackfillOutcome.Refused> find(Connection connection, Step.Backfill step)
      throws SQLException {
    Optional<BackfillOutcome.Refused> missing = missing(connection, step.table());
    if (missing.isPresent()) {
      return missing;
    }
    Optional<BackfillOutcome.Refused> heirs = heirs(connection, step.table());
    if (heirs.isPresent()) {
      return heirs;
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

  /** Without a table there is no row to walk, and none that is wrong. */
  public static Optional<BackfillOutcome.Refused> missing(
      Connection connection, QualifiedName table) throws SQLException {
    return TableFacts.exists(connection, table)
        ? Optional.empty()
        : refused(
            "table-missing",
            "Table " + table + " is not there any more.",
            "Somebody dropped or renamed it: bring it back. If it is gone for good, abort the"
                + " migration.");
  }

  /** A walk over partitions would pass over the rows of child tables by inheritance. */
  public static Optional<BackfillOutcome.Refused> heirs(Connection connection, QualifiedName table)
      throws SQLException {
    return TableFacts.hasHeirs(connection, table)
        ? refused(
            "table-with-parts",
            "The rows of " + table + " are also in its child tables.",
            "Rows are walked in a table or in its partitions; give each child table a migration of"
                + " its own.")
        : Optional.empty();
  }

  private static Optional<BackfillOutcome.Refused> refused(
      String code, String message, String hint) {
    return Optional.of(new BackfillOutcome.Refused(code, message, hint));
  }

  static BackfillOutcome.Refused triggers(Step.Backfill step, TriggerCheck.Finding triggers) {
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

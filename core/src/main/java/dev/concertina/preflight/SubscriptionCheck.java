package dev.concertina.preflight;

import dev.concertina.plan.Phase;
import dev.concertina.plan.Step;
import dev.concertina.plan.Step.GateKind;
import dev.concertina.session.Subscriptions;
import dev.concertina.sql.QualifiedName;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * What fills a table from another server keeps the gate of CONTRACT shut: said before it begins.
 */
final class SubscriptionCheck implements Check {

  @Override
  public List<Finding> find(Subject subject) throws SQLException {
    List<Finding> found = new ArrayList<>();
    if (takesSomethingAway(subject)) {
      for (QualifiedName table : subject.plan().tables()) {
        List<String> names = Subscriptions.filling(subject.connection(), table);
        if (!names.isEmpty()) {
          found.add(finding(table, names));
        }
      }
    }
    return found;
  }

  private static boolean takesSomethingAway(Subject subject) {
    return subject.plan().phase(Phase.CONTRACT).steps().stream()
        .anyMatch(
            step -> step instanceof Step.Gate gate && gate.kind() == GateKind.OLD_SHAPE_UNUSED);
  }

  private static Finding finding(QualifiedName table, List<String> names) {
    return Finding.tells(
        "subscribed",
        table
            + " is filled by "
            + (names.size() == 1 ? "subscription " : "subscriptions ")
            + String.join(", ", names)
            + ": `finish` will wait, because replication stops at the first row with a column that"
            + " is gone.",
        "Change the publisher before `finish`.");
  }
}

package dev.concertina.gate;

import dev.concertina.evidence.DoomedObject;
import dev.concertina.evidence.DoomedObjects;
import dev.concertina.parser.PostgresParser;
import dev.concertina.plan.Step.GateKind;
import dev.concertina.session.Subscriptions;
import dev.concertina.sql.QualifiedName;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Subscriptions that fill a table which loses a column or its name. No statement and no client
 * session tells of them, and the apply worker stops at the first row with a column that the table
 * lacks ("Restrictions" and "Conflicts" of logical replication in the documentation). What the
 * publisher sends cannot be seen from here.
 */
final class SubscriptionWitness implements Witness {

  private static final String ABOUT = "subscriptions";

  private final PostgresParser parser;

  SubscriptionWitness(PostgresParser parser) {
    this.parser = parser;
  }

  @Override
  public Testimony testify(Question question) throws SQLException {
    if (question.kind() != GateKind.OLD_SHAPE_UNUSED) {
      return Testimony.open(ABOUT, "not asked: they fill the old shape");
    }
    Connection connection = question.connection();
    List<Reason> reasons = new ArrayList<>();
    for (Map.Entry<QualifiedName, List<String>> going : going(question).entrySet()) {
      List<String> names = Subscriptions.filling(connection, going.getKey());
      if (!names.isEmpty()) {
        reasons.add(reason(going.getKey(), names, going.getValue()));
      }
    }
    return new Testimony(
        ABOUT,
        reasons.isEmpty()
            ? "none fills what goes"
            : reasons.size() + (reasons.size() == 1 ? " table is" : " tables are") + " filled",
        reasons);
  }

  /** In words, by the relation that it goes with. */
  private Map<QualifiedName, List<String>> going(Question question) throws SQLException {
    Map<QualifiedName, List<String>> going = new LinkedHashMap<>();
    for (DoomedObject object :
        DoomedObjects.in(question.connection(), parser).of(question.plan()).doomed()) {
      if (object instanceof DoomedObject.Column || object instanceof DoomedObject.Relation) {
        going.computeIfAbsent(object.relation(), name -> new ArrayList<>()).add(object.words());
      }
    }
    return going;
  }

  private static Reason reason(QualifiedName table, List<String> names, List<String> going) {
    return new Reason(
        (names.size() == 1 ? "Subscription " : "Subscriptions ")
            + String.join(", ", names)
            + (names.size() == 1 ? " fills " : " fill ")
            + table
            + " and may write "
            + String.join(", ", going)
            + ": without it, replication stops at the next row that the publisher sends with it."
            + " Change the publisher first; when it does not send it any more, say so with"
            + " --override.",
        "");
  }
}

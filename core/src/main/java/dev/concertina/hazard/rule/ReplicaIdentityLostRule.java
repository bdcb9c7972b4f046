package dev.concertina.hazard.rule;

import static dev.concertina.hazard.Axis.OLD_CODE;
import static dev.concertina.hazard.Names.sql;
import static dev.concertina.hazard.Names.words;
import static dev.concertina.hazard.Severity.WARNING;

import dev.concertina.hazard.About;
import dev.concertina.hazard.Recipe;
import dev.concertina.hazard.Situation;
import dev.concertina.hazard.Verdicts;
import dev.concertina.hazard.action.Action;
import dev.concertina.hazard.action.ConstraintAction;
import dev.concertina.hazard.action.TableAction;
import dev.concertina.hazard.model.ConstraintSpec.Kind;
import dev.concertina.sql.QualifiedName;
import dev.concertina.sql.Sql;

/** A published table loses what tells its rows apart. */
final class ReplicaIdentityLostRule extends ActionRule<Action> {

  ReplicaIdentityLostRule() {
    super(
        Action.class,
        About.of(
            "replica-identity-lost",
            "a published table loses what tells its rows apart",
            WARNING,
            OLD_CODE));
  }

  @Override
  void judge(Action action, Situation at, Verdicts verdicts) {
    if (action instanceof TableAction.ReplicaIdentity identity
        && identity.none()
        && !at.isNew(identity.table())) {
      add(identity.table(), "REPLICA IDENTITY NOTHING", verdicts);
    }
    if (action instanceof ConstraintAction.Drop drop
        && drop.kind(at.schema()).filter(Kind.PRIMARY_KEY::equals).isPresent()
        && !at.isNew(drop.table())
        && !at.isReplaced(drop)) {
      add(drop.table(), "no primary key", verdicts);
    }
  }

  private static void add(QualifiedName table, String why, Verdicts verdicts) {
    verdicts.add(
        OLD_CODE,
        WARNING,
        "If %s is published, its UPDATE and DELETE fail from here on: with %s nothing tells its rows apart."
            .formatted(words(table), why),
        Recipe.empty()
            .run(Sql.of("ALTER TABLE {} REPLICA IDENTITY USING INDEX …", sql(table)))
            .say("or FULL, first"));
  }
}

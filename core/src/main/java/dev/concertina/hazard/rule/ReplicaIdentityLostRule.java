package dev.concertina.hazard.rule;

import static dev.concertina.hazard.Axis.OLD_CODE;
import static dev.concertina.hazard.Names.sql;
import static dev.concertina.hazard.Names.words;
import static dev.concertina.hazard.Severity.WARNING;

import dev.concertina.hazard.About;
import dev.concertina.hazard.Recipe;
import dev.concertina.hazard.Situation;
import dev.concertina.hazard.Verdicts;
import dev.concertina.hazard.action.ConstraintAction;
import dev.concertina.hazard.model.ConstraintSpec.Kind;
import dev.concertina.sql.Sql;

/** A published table loses what tells its rows apart. */
final class ReplicaIdentityLostRule extends ActionRule<ConstraintAction.Drop> {

  ReplicaIdentityLostRule() {
    super(
        ConstraintAction.Drop.class,
        About.of(
            "replica-identity-lost",
            "a published table loses what tells its rows apart",
            WARNING,
            OLD_CODE));
  }

  @Override
  void judge(ConstraintAction.Drop drop, Situation at, Verdicts verdicts) {
    boolean key = drop.kind(at.schema()).filter(Kind.PRIMARY_KEY::equals).isPresent();
    if (key && !at.isNew(drop.table()) && !at.isReplaced(drop)) {
      verdicts.add(
          OLD_CODE,
          WARNING,
          "If %s is published, its UPDATE and DELETE fail from here on: it has no replica identity without its primary key."
              .formatted(words(drop.table())),
          Recipe.empty()
              .run(Sql.of("ALTER TABLE {} REPLICA IDENTITY USING INDEX …", sql(drop.table())))
              .say("or FULL, first"));
    }
  }
}

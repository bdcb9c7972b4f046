package dev.concertina.hazard.rule;

import static dev.concertina.hazard.Axis.OLD_CODE;
import static dev.concertina.hazard.Names.words;
import static dev.concertina.hazard.Severity.WARNING;

import dev.concertina.hazard.About;
import dev.concertina.hazard.Recipe;
import dev.concertina.hazard.Situation;
import dev.concertina.hazard.Topic;
import dev.concertina.hazard.Verdicts;
import dev.concertina.hazard.action.ObjectAction;
import dev.concertina.hazard.action.TableAction;
import dev.concertina.hazard.model.ConstraintSpec.Kind;
import dev.concertina.sql.QualifiedName;

/** Subscribers miss rows, or writers of a published table fail. */
final class PublicationChangedRule extends ActionRule<ObjectAction.ChangePublication> {

  private static final Topic<TableAction.ReplicaIdentity> IDENTIFIED =
      Topic.of(TableAction.ReplicaIdentity.class, TableAction.ReplicaIdentity::table);

  PublicationChangedRule() {
    super(
        ObjectAction.ChangePublication.class,
        About.of(
            "publication-changed",
            "subscribers miss rows, or writers of a published table fail",
            WARNING,
            OLD_CODE));
  }

  @Override
  void judge(ObjectAction.ChangePublication change, Situation at, Verdicts verdicts) {
    if (change.publishesLess() && !at.isNewObject(change.name())) {
      verdicts.add(
          OLD_CODE,
          WARNING,
          "What %s publishes no longer, its subscribers do not get, without an error; when it comes back, what was written meanwhile is missing there."
              .formatted(words(change.name())),
          Recipe.empty().say("when no subscriber uses it any more"));
    }
    change.tables().stream()
        .filter(table -> change.adds() && !at.isNew(table) && isWithoutKey(table, at))
        .forEach(
            table ->
                verdicts.add(
                    OLD_CODE,
                    WARNING,
                    "%s has no primary key, so from here on every UPDATE and DELETE of the version that runs now on it fails: it `does not have a replica identity`."
                        .formatted(words(table)),
                    Recipe.empty()
                        .say(
                            "a primary key first, or REPLICA IDENTITY of a unique index or FULL")));
  }

  private static boolean isWithoutKey(QualifiedName table, Situation at) {
    boolean identified = at.earlier(IDENTIFIED, table).findAny().isPresent();
    return !identified
        && at.schema()
            .relation(table)
            .filter(known -> known.createdIn().isPresent())
            .filter(
                known ->
                    known.constraints().values().stream().noneMatch(c -> c.is(Kind.PRIMARY_KEY)))
            .isPresent();
  }
}

package dev.concertina.hazard.rule;

import static dev.concertina.hazard.Axis.NEW_CODE;
import static dev.concertina.hazard.Axis.OLD_CODE;
import static dev.concertina.hazard.Names.sql;
import static dev.concertina.hazard.Names.words;
import static dev.concertina.hazard.Severity.ERROR;
import static dev.concertina.hazard.Severity.NOTICE;
import static dev.concertina.hazard.Severity.WARNING;

import dev.concertina.hazard.About;
import dev.concertina.hazard.Names;
import dev.concertina.hazard.Recipe;
import dev.concertina.hazard.Severity;
import dev.concertina.hazard.Situation;
import dev.concertina.hazard.Topic;
import dev.concertina.hazard.Verdicts;
import dev.concertina.hazard.action.Action;
import dev.concertina.hazard.action.SessionAction;
import dev.concertina.hazard.action.TableAction;
import dev.concertina.sql.QualifiedName;
import dev.concertina.sql.Sql;
import java.util.List;
import java.util.Set;

/** A role loses a right, or a new table has none. */
final class PrivilegeRemovedRule extends ActionRule<Action> {

  private static final String ALL_TABLES = "all tables";

  private static final Topic<SessionAction.Grant> GRANTED =
      Topic.ofMany(
          SessionAction.Grant.class,
          grant -> grant.tables().isEmpty() ? List.of(ALL_TABLES) : Set.copyOf(grant.tables()));

  PrivilegeRemovedRule() {
    super(
        Action.class,
        About.of(
            "privilege-removed",
            "a role loses a right, or a new table has none",
            ERROR,
            OLD_CODE,
            NEW_CODE));
  }

  @Override
  void judge(Action action, Situation at, Verdicts verdicts) {
    if (action instanceof SessionAction.Revoke revoke
        && !revoke.tables().isEmpty()
        && !revoke.tables().stream().allMatch(at::isNew)) {
      revoked(ERROR, list(revoke.tables()), verdicts);
    }
    if (action instanceof SessionAction.RevokeOnObjects revoke
        && !revoke.objects().stream().allMatch(at::isNewObject)) {
      String what = revoke.all().map(all -> "the " + all + " of ").orElse("");
      revoked(WARNING, what + list(revoke.objects()), verdicts);
    }
    if (action instanceof SessionAction.LoseAccess loss
        && loss.table().filter(at::isNew).isEmpty()) {
      verdicts.add(
          OLD_CODE,
          WARNING,
          "%s: if the version that runs now connects as it, its statements fail with `permission denied`."
              .formatted(loss.what()),
          Recipes.codeFirst("connects as another role"));
    }
    if (action instanceof SessionAction.LoseConnection loss) {
      verdicts.add(
          OLD_CODE,
          WARNING,
          "%s: connections that the version that runs now opens from here on fail."
              .formatted(loss.what()),
          Recipe.empty()
              .say("a second one beside it for the new version")
              .say("when no old process is left, drop the first"));
    }
    if (action instanceof TableAction.Create create
        && at.schema().usesGrants()
        && !isGranted(create, at)) {
      verdicts.add(
          NEW_CODE,
          NOTICE,
          "Other tables here get grants, %s gets none: the application's role may not be able to use it."
              .formatted(words(create.table())),
          Recipe.empty().run(Sql.of("GRANT … ON {} TO …", sql(create.table()))));
    }
  }

  private static void revoked(Severity severity, String on, Verdicts verdicts) {
    verdicts.add(
        OLD_CODE,
        severity,
        "Where the version that runs now uses this right on %s, it fails with `permission denied`."
            .formatted(on),
        Recipes.codeFirst("does not need the right"));
  }

  private static String list(List<QualifiedName> names) {
    return String.join(", ", names.stream().map(Names::words).toList());
  }

  private static boolean isGranted(TableAction.Create create, Situation at) {
    return at.later(GRANTED, ALL_TABLES).findAny().isPresent()
        || at.later(GRANTED, create.table()).findAny().isPresent();
  }
}

package dev.concertina.hazard.rule;

import static dev.concertina.hazard.Axis.OLD_CODE;
import static dev.concertina.hazard.Names.sql;
import static dev.concertina.hazard.Names.words;
import static dev.concertina.hazard.Severity.ERROR;
import static dev.concertina.hazard.Severity.WARNING;

import dev.concertina.hazard.About;
import dev.concertina.hazard.Recipe;
import dev.concertina.hazard.Situation;
import dev.concertina.hazard.Topic;
import dev.concertina.hazard.Verdicts;
import dev.concertina.hazard.action.Action;
import dev.concertina.hazard.action.TableAction;
import dev.concertina.hazard.action.TriggerAction;
import dev.concertina.sql.Sql;

/** Row security hides rows from running code. */
final class RowSecurityEnabledRule extends ActionRule<Action> {

  private static final Topic<TriggerAction.OfPolicy> POLICY =
      Topic.of(TriggerAction.OfPolicy.class, TriggerAction.OfPolicy::table);

  RowSecurityEnabledRule() {
    super(
        Action.class,
        About.of(
            "row-security-enabled",
            "row security hides rows from running code, or no longer does",
            ERROR,
            OLD_CODE));
  }

  @Override
  void judge(Action action, Situation at, Verdicts verdicts) {
    if (action instanceof TableAction.RowSecurity security
        && security.enables()
        && !at.isNew(security.table())) {
      boolean policy = at.anywhere(POLICY, security.table()).findAny().isPresent();
      verdicts.add(
          OLD_CODE,
          policy ? WARNING : ERROR,
          policy
              ? "Rows of %s that no policy admits are gone for the version that runs now, without an error."
                  .formatted(words(security.table()))
              : "Without a policy the version that runs now reads no row of %s, without an error, and its writes fail; only the owner is spared."
                  .formatted(words(security.table())),
          Recipe.empty()
              .run(
                  Sql.of(
                      "CREATE POLICY everybody ON {} USING (true) WITH CHECK (true)",
                      sql(security.table())))
              .say("then ENABLE, then narrower policies release by release"));
    }
    if (action instanceof TableAction.RowSecurity security
        && !security.enables()
        && !at.isNew(security.table())) {
      verdicts.add(
          OLD_CODE,
          WARNING,
          "From here on the version that runs now reads and writes rows of %s that policies kept from it, such as those of other tenants."
              .formatted(words(security.table())),
          Recipes.codeFirst("asks for its own rows only"));
    }
    if (action instanceof TriggerAction.OfPolicy policy
        && !at.isNew(policy.table())
        && (policy.restrictive() || policy.kind() != TriggerAction.OfPolicy.Change.CREATE)) {
      verdicts.add(
          OLD_CODE,
          WARNING,
          policy.kind() == TriggerAction.OfPolicy.Change.ALTER
              ? "The version that runs now may find other rows of %s, without an error."
                  .formatted(words(policy.table()))
              : "The version that runs now finds fewer rows of %s, without an error."
                  .formatted(words(policy.table())),
          Recipes.codeFirst("does not need the rows that this hides"));
    }
  }
}

package dev.concertina.hazard.rule;

import static dev.concertina.hazard.Axis.OLD_CODE;
import static dev.concertina.hazard.Severity.WARNING;

import dev.concertina.hazard.About;
import dev.concertina.hazard.Recipe;
import dev.concertina.hazard.Situation;
import dev.concertina.hazard.Verdicts;
import dev.concertina.hazard.action.SessionAction;
import java.util.Set;

/** New sessions of running code begin with another setting. */
final class SessionSettingChangedRule extends ActionRule<SessionAction.SetForSessions> {

  /** Those on which the meaning of statements hangs ("Client Connection Defaults"). */
  private static final Set<String> MEANING =
      Set.of(
          "all",
          "bytea_output",
          "datestyle",
          "default_transaction_isolation",
          "default_transaction_read_only",
          "intervalstyle",
          "role",
          "row_security",
          "search_path",
          "session_replication_role",
          "standard_conforming_strings",
          "timezone");

  SessionSettingChangedRule() {
    super(
        SessionAction.SetForSessions.class,
        About.of(
            "session-setting-changed",
            "new sessions of running code begin with another setting",
            WARNING,
            OLD_CODE));
  }

  @Override
  void judge(SessionAction.SetForSessions set, Situation at, Verdicts verdicts) {
    if (MEANING.contains(set.parameter())) {
      verdicts.add(
          OLD_CODE,
          WARNING,
          "Connections that the version that runs now opens from here on have another %s: the same statements may mean something else."
              .formatted(set.parameter()),
          Recipe.empty().say("let the new version set it itself, in its connection settings"));
    }
  }
}

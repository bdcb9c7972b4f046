package dev.concertina.hazard.rule;

import static dev.concertina.hazard.Axis.LOCKS;
import static dev.concertina.hazard.Axis.OLD_CODE;
import static dev.concertina.hazard.Names.words;
import static dev.concertina.hazard.Severity.NOTICE;
import static dev.concertina.hazard.Severity.WARNING;

import dev.concertina.hazard.About;
import dev.concertina.hazard.Recipe;
import dev.concertina.hazard.Situation;
import dev.concertina.hazard.Verdicts;
import dev.concertina.hazard.action.ObjectAction;

/** A constraint of a domain locks every table that uses it. */
final class DomainConstraintRule extends ActionRule<ObjectAction> {

  DomainConstraintRule() {
    super(
        ObjectAction.class,
        About.of(
            "domain-constraint",
            "a constraint of a domain locks every table that uses it",
            WARNING,
            LOCKS,
            OLD_CODE));
  }

  @Override
  void judge(ObjectAction action, Situation at, Verdicts verdicts) {
    if (action instanceof ObjectAction.CreateDomain domain && domain.constrained()) {
      verdicts.add(
          LOCKS,
          NOTICE,
          "Whoever adds a column of %s later rewrites its table, and a change of its constraint locks all tables that use it."
              .formatted(words(domain.name())),
          recipe());
    }
    if (!(action instanceof ObjectAction.ConstrainDomain domain) || at.isNewObject(domain.name())) {
      return;
    }
    String name = words(domain.name());
    if (!domain.notValid()) {
      verdicts.add(
          LOCKS,
          WARNING,
          "Writers of every table with a column of %s wait while all of their rows are checked."
              .formatted(name),
          recipe());
    }
    verdicts.add(
        OLD_CODE,
        WARNING,
        "Code that runs now fails where it writes a value into any column of %s that the constraint refuses."
            .formatted(name),
        recipe());
  }

  private static Recipe recipe() {
    return Recipe.empty()
        .say("use the base type, and on each table a CHECK … NOT VALID, then VALIDATE");
  }
}

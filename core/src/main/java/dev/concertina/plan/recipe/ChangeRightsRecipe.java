package dev.concertina.plan.recipe;

import dev.concertina.catalog.Answer;
import dev.concertina.catalog.Trial.Former;
import dev.concertina.catalog.Trial.FormerRights;
import dev.concertina.change.ChangeRights;
import dev.concertina.change.CreateObject;
import dev.concertina.change.CreateTable;
import dev.concertina.change.MigrationException;
import dev.concertina.plan.Phase;
import dev.concertina.plan.Statement;
import java.util.List;

/** Rights are given at once, and taken when the old application, which may need them, is gone. */
final class ChangeRightsRecipe {

  private final PlanContext context;

  ChangeRightsRecipe(PlanContext context) {
    this.context = context;
  }

  static FormerRights former(ChangeRights change) {
    return new FormerRights(change.statement());
  }

  Contribution contribute(ChangeRights change) {
    refuseBesideShadows(change);
    Phase phase =
        change
            .phase()
            .map(named -> Phase.valueOf(named.name()))
            .orElse(change.gives() ? Phase.EXPAND : Phase.CONTRACT);
    Contribution.Builder parts = Contribution.standalone();
    String what = (change.gives() ? "give" : "take") + " the rights of line " + line(change);
    parts.own(phase, Drafts.ddl(what, Statement.unlocked(change.statement())));
    if (phase != Phase.CONTRACT) {
      takeBack(change, what, parts);
    }
    if (!change.gives()) {
      parts.sees(phase, "may lack a right that it had", "may lack a right that it had");
    }
    return parts.build();
  }

  /** A shadow and a view of a version get the rights that are there when the plan is made. */
  private void refuseBesideShadows(ChangeRights change) {
    boolean lost =
        context.standIns().all().stream()
            .anyMatch(shadow -> change.ofColumns() || !shadow.logical().equals(shadow.physical()));
    if (lost) {
      throw context.refusal(
          change.origin(),
          "split-migration",
          "columns of this migration are made anew, with the rights that they have before it.",
          "Give and take rights in a migration of its own.");
    }
  }

  /** Of objects that the migration makes, nothing is known yet; their rights go with them. */
  private void takeBack(ChangeRights change, String what, Contribution.Builder parts) {
    Answer<Former> former = context.catalog().answer(former(change));
    if (!former.isAccepted() && makesSomething()) {
      parts.warn("rights on other objects than new ones stay after `abort`: line " + line(change));
      return;
    }
    List<Statement> back =
        former.orThrow(reason -> refusal(change, reason)).statements().stream()
            .map(Statement::unlocked)
            .toList();
    if (!back.isEmpty()) {
      parts.own(Phase.ABORT, Drafts.ddl("do not " + what, List.of(), back));
    }
  }

  private boolean makesSomething() {
    return context.changes().stream()
        .anyMatch(c -> c instanceof CreateObject || c instanceof CreateTable);
  }

  private MigrationException refusal(ChangeRights change, String reason) {
    return context.refusal(
        change.origin(),
        "rights-refused",
        "PostgreSQL refuses this: " + reason + ".",
        "Correct the names; a role has to be there before it can be given rights.");
  }

  private static int line(ChangeRights change) {
    return change.origin().line();
  }
}

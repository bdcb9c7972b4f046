package dev.concertina.plan.recipe;

import dev.concertina.catalog.Answer;
import dev.concertina.catalog.Trial.Former;
import dev.concertina.catalog.Trial.FormerRights;
import dev.concertina.change.ChangeRights;
import dev.concertina.change.CreateObject;
import dev.concertina.change.CreatePartition;
import dev.concertina.change.CreateTable;
import dev.concertina.change.MigrationException;
import dev.concertina.change.ObjectName;
import dev.concertina.change.TableRef;
import dev.concertina.plan.Phase;
import dev.concertina.plan.Statement;
import java.util.List;
import java.util.stream.Stream;

/**
 * Rights are given at once, and taken when the old application, which may need them, is gone. What
 * is taken then and stands before what is given takes nothing of that: it is given once more.
 */
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
    Phase phase = phase(change);
    Contribution.Builder parts = Contribution.standalone();
    String what = (change.gives() ? "give" : "take") + " the rights of line " + line(change);
    parts.own(phase, Drafts.ddl(what, List.of(), statements(change, phase)));
    if (phase != Phase.CONTRACT) {
      takeBack(change, what, parts);
    }
    if (!change.gives()) {
      parts.sees(phase, "may lack a right that it had", "may lack a right that it had");
    }
    return parts.build();
  }

  /** Nobody has used what is new; it is never there with more rights than it should have. */
  private Phase phase(ChangeRights change) {
    boolean early = change.gives() ? !waits(change) : isOfNew(change);
    return change.phase().map(Phase::of).orElse(early ? Phase.EXPAND : Phase.CONTRACT);
  }

  /** Who keeps a right has it at every moment: what is taken and given again is one transaction. */
  private List<Statement> statements(ChangeRights change, Phase phase) {
    Stream<ChangeRights> again =
        change.gives() || phase != Phase.CONTRACT ? Stream.empty() : givenBehind(change);
    return Stream.concat(Stream.of(change), again)
        .map(one -> Statement.unlocked(one.statement()))
        .toList();
  }

  private Stream<ChangeRights> givenBehind(ChangeRights taken) {
    return context
        .all(ChangeRights.class)
        .dropWhile(earlier -> !earlier.equals(taken))
        .filter(later -> later.gives() && phase(later) != Phase.CONTRACT);
  }

  /** Whether it is about nothing but what EXPAND makes. */
  private boolean isOfNew(ChangeRights change) {
    return !change.objects().isEmpty() && change.objects().stream().allMatch(this::isNew);
  }

  private boolean isNew(ObjectName object) {
    return newTables().anyMatch(table -> table.equals(object.relation()))
        || context.all(CreateObject.class).anyMatch(create -> isNew(create, object));
  }

  private Stream<TableRef> newTables() {
    return Stream.concat(
            context.all(CreateTable.class).map(CreateTable::table),
            context.all(CreatePartition.class).map(CreatePartition::table))
        .filter(table -> context.catalog().relation(table).isEmpty());
  }

  private boolean isNew(CreateObject create, ObjectName object) {
    return create.object().names().equals(object.names())
        && create.object().arguments().equals(object.arguments())
        && CreateObjectRecipe.phase(context, create) == Phase.EXPAND
        && !context.catalog().answer(CreateObjectRecipe.lookup(create)).isAccepted();
  }

  /** What comes in CONTRACT has no rights before. */
  private boolean waits(ChangeRights change) {
    Mention mention = new Mention(change.statement().sql());
    return context
        .all(CreateObject.class)
        .filter(create -> CreateObjectRecipe.phase(context, create) == Phase.CONTRACT)
        .anyMatch(create -> mention.of(create.object().last()));
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
    if (isOfNew(change)) {
      return;
    }
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
        .anyMatch(
            c ->
                c instanceof CreateObject
                    || c instanceof CreateTable
                    || c instanceof CreatePartition);
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

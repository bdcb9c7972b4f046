package dev.concertina.plan.recipe;

import dev.concertina.catalog.Answer;
import dev.concertina.catalog.Trial.ObjectFacts;
import dev.concertina.catalog.Trial.ObjectLookup;
import dev.concertina.catalog.Trial.ObjectUser;
import dev.concertina.change.AlterObject;
import dev.concertina.change.DropObject;
import dev.concertina.change.ObjectKind;
import dev.concertina.change.ObjectName;
import dev.concertina.change.TableRef;
import dev.concertina.plan.LockMode;
import dev.concertina.plan.Phase;
import dev.concertina.plan.Statement;
import dev.concertina.plan.TableLock;
import dev.concertina.plan.Work;
import dev.concertina.sql.Sql;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Objects go when the old application no longer uses them; nothing that uses them goes along. */
final class DropObjectRecipe {

  private final PlanContext context;
  private final ObjectUsers users;

  DropObjectRecipe(PlanContext context) {
    this.context = context;
    this.users = new ObjectUsers(context);
  }

  static List<ObjectLookup> lookups(DropObject change) {
    return change.objects().stream().map(ObjectLookup::new).toList();
  }

  Contribution contribute(DropObject change) {
    Contribution.Builder parts = Contribution.standalone();
    List<ObjectName> there = new ArrayList<>();
    for (ObjectName object : change.objects()) {
      Answer<ObjectFacts> answer = context.catalog().answer(new ObjectLookup(object));
      if (answer.isAccepted() || !change.ifExists()) {
        refuseUsers(change, object, facts(change, object, answer));
        there.add(object);
      } else {
        parts.warn("there is no " + object);
      }
    }
    if (there.isEmpty()) {
      return parts.build();
    }
    String names = there.stream().map(ObjectName::toString).collect(Collectors.joining(", "));
    List<TableLock> locks = there.stream().flatMap(object -> lock(object).stream()).toList();
    locks.forEach(lock -> parts.touches(lock.table()));
    Statement drop = new Statement(drop(there).sql(), locks.stream().findFirst(), Work.METADATA);
    if (there.get(0).kind() == ObjectKind.TRIGGER) {
      parts.renew("drop " + names, drop);
    } else {
      Phase phase = users.keep(there) ? Phase.PURGE : Phase.CONTRACT;
      parts.own(phase, Drafts.ddl("drop " + names, locks, drop));
      if (phase == Phase.PURGE) {
        refuseHeirs(change, there);
        return parts
            .warn(names + " is dropped by `purge`: what is kept until then needs it")
            .build();
      }
    }
    return parts
        .sees(Phase.CONTRACT, names + " is gone: it must not run any more", names + " is gone")
        .build();
  }

  /** Until `purge` nothing else can have the name. */
  private void refuseHeirs(DropObject change, List<ObjectName> objects) {
    for (ObjectName object : objects) {
      context
          .all(AlterObject.class)
          .filter(heir -> heir.what() == AlterObject.Alteration.NAME)
          .filter(heir -> heir.object().kind() == object.kind())
          .filter(heir -> heir.to().equals(Optional.of(object.last())))
          .findFirst()
          .ifPresent(
              heir -> {
                throw context.refusal(
                    change.origin(),
                    "split-migration",
                    "%s keeps its name until `purge`, because what CONTRACT retires needs it, and %s gets the name at %s."
                        .formatted(object, heir.object(), heir.origin()),
                    "Put what is dropped for good into a migration of its own, and this one behind its `purge`.");
              });
    }
  }

  private static Sql drop(List<ObjectName> objects) {
    return Sql.of("DROP {} {}", Sql.verbatim(objects.get(0).kind().sql()), Sql.join(", ", objects));
  }

  private ObjectFacts facts(DropObject change, ObjectName object, Answer<ObjectFacts> answer) {
    return answer.orThrow(
        reason ->
            context.refusal(
                change.origin(),
                "no-such-object",
                "there is no " + object + ": " + reason + ".",
                "Check the name and the search_path of the connection."));
  }

  private void refuseUsers(DropObject change, ObjectName object, ObjectFacts facts) {
    List<String> left =
        facts.dependents().stream()
            .filter(user -> !users.goToo(user))
            .map(ObjectUser::words)
            .toList();
    if (!left.isEmpty()) {
      throw context.refusal(
          change.origin(),
          "has-dependents",
          object + " is used by " + String.join(", ", left) + ".",
          "Drop or change these first; CASCADE would take them away unseen.");
    }
  }

  /** What acts on a table is dropped under a lock of it; a view is locked itself. */
  private Optional<TableLock> lock(ObjectName object) {
    Optional<TableRef> locked =
        object.kind() == ObjectKind.VIEW
            ? Optional.of(object.relation())
            : object.kind().actsOnItsTable() ? object.table() : Optional.empty();
    return locked
        .flatMap(context.catalog()::relation)
        .map(relation -> new TableLock(relation.name(), LockMode.ACCESS_EXCLUSIVE));
  }

  /** The relations that it may have to lock. */
  static List<TableRef> relations(DropObject change) {
    return change.objects().stream()
        .flatMap(
            object ->
                object.kind() == ObjectKind.VIEW
                    ? Stream.of(object.relation())
                    : object.table().stream())
        .toList();
  }
}

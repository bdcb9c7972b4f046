package dev.concertina.plan.recipe;

import dev.concertina.catalog.Answer;
import dev.concertina.catalog.Trial.ObjectFacts;
import dev.concertina.catalog.Trial.ObjectLookup;
import dev.concertina.catalog.Trial.ObjectUser;
import dev.concertina.change.AlterColumn;
import dev.concertina.change.Change;
import dev.concertina.change.ChangeType;
import dev.concertina.change.DropColumn;
import dev.concertina.change.DropObject;
import dev.concertina.change.DropTable;
import dev.concertina.change.ObjectKind;
import dev.concertina.change.ObjectName;
import dev.concertina.change.TableRef;
import dev.concertina.plan.LockMode;
import dev.concertina.plan.Phase;
import dev.concertina.plan.Statement;
import dev.concertina.plan.TableLock;
import dev.concertina.plan.Work;
import dev.concertina.sql.Identifier;
import dev.concertina.sql.Sql;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Objects go when the old application no longer uses them; nothing that uses them goes along. */
final class DropObjectRecipe {

  private final PlanContext context;

  DropObjectRecipe(PlanContext context) {
    this.context = context;
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
      parts.own(Phase.CONTRACT, Drafts.ddl("drop " + names, locks, drop));
    }
    return parts
        .sees(Phase.CONTRACT, names + " is gone: it must not run any more", names + " is gone")
        .build();
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
    List<String> users =
        facts.dependents().stream().filter(user -> !goesToo(user)).map(ObjectUser::words).toList();
    if (!users.isEmpty()) {
      throw context.refusal(
          change.origin(),
          "has-dependents",
          object + " is used by " + String.join(", ", users) + ".",
          "Drop or change these first; CASCADE would take them away unseen.");
    }
  }

  private boolean goesToo(ObjectUser user) {
    return context.changes().stream().anyMatch(change -> takes(change, user));
  }

  /** A dependent is known by its full name, what is dropped perhaps by less. */
  private static boolean takes(Change change, ObjectUser user) {
    if (change instanceof DropObject drop) {
      return drop.objects().stream().anyMatch(o -> endsWith(user.names(), o.names()));
    }
    if (change instanceof DropTable drop) {
      return isOf(drop.table(), user.names().subList(0, Math.min(2, user.names().size())));
    }
    if (change instanceof DropColumn drop) {
      return isOf(drop.table(), drop.column(), user);
    }
    if (change instanceof ChangeType to) {
      return isOf(to.table(), to.column(), user);
    }
    return change instanceof AlterColumn alter
        && alter.type().isPresent()
        && isOf(alter.table(), alter.column(), user);
  }

  /** A default has the address of its column. */
  private static boolean isOf(TableRef table, Identifier column, ObjectUser user) {
    return user.names().size() == 3
        && isOf(table, user.names().subList(0, 2))
        && user.names().get(2).equals(column.value());
  }

  private static boolean isOf(TableRef table, List<String> names) {
    List<String> wanted =
        Stream.concat(table.schema().stream(), Stream.of(table.name()))
            .map(Identifier::value)
            .toList();
    return endsWith(names, wanted);
  }

  private static boolean endsWith(List<String> names, List<String> end) {
    int from = names.size() - end.size();
    return from >= 0 && names.subList(from, names.size()).equals(end);
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

package dev.concertina.plan.recipe;

import dev.concertina.catalog.Answer;
import dev.concertina.catalog.Catalog.Relation;
import dev.concertina.catalog.Index;
import dev.concertina.catalog.Partitioning.Partition;
import dev.concertina.catalog.Table;
import dev.concertina.catalog.Trial.ObjectFacts;
import dev.concertina.catalog.Trial.ObjectLookup;
import dev.concertina.catalog.Trial.ObjectUser;
import dev.concertina.change.AddIdentity;
import dev.concertina.change.AlterColumn;
import dev.concertina.change.Change;
import dev.concertina.change.ChangeType;
import dev.concertina.change.DropColumn;
import dev.concertina.change.DropDefault;
import dev.concertina.change.DropIndex;
import dev.concertina.change.DropObject;
import dev.concertina.change.DropTable;
import dev.concertina.change.ObjectName;
import dev.concertina.change.TableRef;
import dev.concertina.sql.Identifier;
import dev.concertina.sql.QualifiedName;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Which users of an object that is dropped go with the same migration, and which of them late. */
record ObjectUsers(PlanContext context) {

  boolean goToo(ObjectUser user) {
    return context.changes().stream().anyMatch(change -> takes(change, user));
  }

  /** Whether anything that CONTRACT only retires cannot be without one of the objects. */
  boolean keep(Collection<ObjectName> objects) {
    return keep(objects, new HashSet<>());
  }

  private boolean keep(Collection<ObjectName> objects, Set<ObjectName> seen) {
    return objects.stream()
        .filter(seen::add)
        .map(object -> context.catalog().answer(new ObjectLookup(object)))
        .filter(Answer::isAccepted)
        .flatMap(answer -> answer.accepted().map(ObjectFacts::dependents).stream())
        .flatMap(List::stream)
        .anyMatch(
            user ->
                context.changes().stream()
                    .anyMatch(change -> takes(change, user) && stays(change, seen)));
  }

  private boolean stays(Change change, Set<ObjectName> seen) {
    if (change instanceof DropObject drop) {
      return keep(drop.objects(), seen);
    }
    return change instanceof DropTable
        || (change instanceof DropColumn drop
            && context
                .catalog()
                .relation(drop.table())
                .map(Relation::name)
                .filter(table -> !context.standIns().byVersion(table))
                .isPresent());
  }

  /** A dependent is known by its full name, what is dropped perhaps by less. */
  private boolean takes(Change change, ObjectUser user) {
    if (change instanceof DropObject drop) {
      return drop.objects().stream().anyMatch(o -> endsWith(user.names(), o.names()));
    }
    if (change instanceof DropTable drop) {
      return isPartOf(drop.table(), user.names());
    }
    if (change instanceof DropIndex drop) {
      return isOf(drop.index(), user.names());
    }
    if (change instanceof DropColumn drop) {
      return isOf(drop.table(), drop.column(), user)
          || table(drop.table())
              .flatMap(table -> table.indexesOn(drop.column()).stream())
              .anyMatch(index -> is(index.name(), user.names()));
    }
    if (change instanceof DropDefault drop) {
      return user.isDefault() && isOfAll(drop.table(), drop.column(), user);
    }
    if (change instanceof AddIdentity add && add.replacesDefault()) {
      return user.isDefault() && isOfAll(add.table(), add.column(), user);
    }
    if (change instanceof ChangeType to) {
      return isOf(to.table(), to.column(), user);
    }
    return change instanceof AlterColumn alter
        && alter.type().isPresent()
        && isOf(alter.table(), alter.column(), user);
  }

  /** The table itself and its partitions, with their columns, indexes and sequences. */
  private boolean isPartOf(TableRef dropped, List<String> names) {
    return isOf(dropped, names.subList(0, Math.min(2, names.size())))
        || table(dropped)
            .flatMap(
                table ->
                    Stream.concat(
                        Stream.of(table),
                        table.partitioning().members().stream().map(Partition::table)))
            .anyMatch(table -> isPartOf(table, names));
  }

  private static boolean isPartOf(Table table, List<String> names) {
    Stream<QualifiedName> parts =
        Stream.concat(
            table.indexes().stream().map(Index::name),
            table.columns().stream()
                .flatMap(column -> column.sequences().stream())
                .map(sequence -> sequence.name()));
    return is(table.name(), names.subList(0, Math.min(2, names.size())))
        || parts.anyMatch(part -> is(part, names));
  }

  private Stream<Table> table(TableRef ref) {
    return context.catalog().relation(ref).flatMap(Relation::table).stream();
  }

  private static boolean is(QualifiedName name, List<String> names) {
    return names.equals(List.of(name.schema().value(), name.name().value()));
  }

  /** A default has the address of its column. */
  private static boolean isOf(TableRef table, Identifier column, ObjectUser user) {
    return user.names().size() == 3
        && isOf(table, user.names().subList(0, 2))
        && user.names().get(2).equals(column.value());
  }

  /** In the partitions, too. */
  private boolean isOfAll(TableRef table, Identifier column, ObjectUser user) {
    return isOf(table, column, user)
        || table(table)
            .flatMap(whole -> whole.partitioning().members().stream())
            .map(partition -> TableRef.of(partition.table().name()))
            .anyMatch(partition -> isOf(partition, column, user));
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
}

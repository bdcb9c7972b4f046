package dev.concertina.plan.recipe;

import dev.concertina.change.AlterObject;
import dev.concertina.change.AsWritten;
import dev.concertina.change.Change;
import dev.concertina.change.CreateObject;
import dev.concertina.change.CreateTable;
import dev.concertina.change.DropObject;
import dev.concertina.change.ObjectKind;
import dev.concertina.change.RunPhase;
import dev.concertina.change.TableRef;
import dev.concertina.sql.Identifier;
import dev.concertina.sql.Sql;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Types, functions and the like that a migration makes, and that columns of the same migration may
 * be of, or take their defaults from. All that concerns one table is one step of EXPAND, in the
 * place of the table's first change, so they have to be there before the first change of any table.
 */
public final class MadeFirst {

  private static final Set<ObjectKind> KINDS =
      Set.of(
          ObjectKind.COLLATION,
          ObjectKind.DOMAIN,
          ObjectKind.FUNCTION,
          ObjectKind.SCHEMA,
          ObjectKind.SEQUENCE,
          ObjectKind.TYPE);

  private MadeFirst() {}

  /** The changes with such objects before the first table that may need them. */
  public static List<Change> order(List<Change> changes) {
    List<Change> ordered = new ArrayList<>();
    int place = -1;
    for (Change change : changes) {
      if (place >= 0 && isMade(change) && !needs(change, ordered.subList(place, ordered.size()))) {
        ordered.add(place, change);
        place++;
        continue;
      }
      if (place < 0 && concernsTable(change)) {
        place = ordered.size();
      }
      ordered.add(change);
    }
    return List.copyOf(ordered);
  }

  /** What a trial of another change may make, too: it locks nothing, and needs nothing else. */
  static List<Sql> alone(List<Change> changes) {
    List<Sql> statements = new ArrayList<>();
    List<Change> others = new ArrayList<>();
    for (Change change : changes) {
      if (isMade(change) && !needs(change, others)) {
        statements.add(((CreateObject) change).statement());
      } else {
        others.add(change);
      }
    }
    return List.copyOf(statements);
  }

  /** Whether it comes in EXPAND and locks nothing. */
  private static boolean isMade(Change change) {
    return change instanceof CreateObject create
        && KINDS.contains(create.object().kind())
        && create.table().isEmpty()
        && !mention(create).ofOwner()
        && create.phase().orElse(RunPhase.EXPAND) == RunPhase.EXPAND;
  }

  private static boolean concernsTable(Change change) {
    return !(change instanceof CreateObject
        || change instanceof CreateTable
        || change instanceof AlterObject
        || change instanceof DropObject
        || change instanceof AsWritten);
  }

  /** Whether it names what the others make, which stays where it is: the row type of a table. */
  private static boolean needs(Change change, List<Change> earlier) {
    CreateObject create = (CreateObject) change;
    boolean mayNeedMore = create.object().kind() == ObjectKind.FUNCTION;
    return earlier.stream()
        .anyMatch(
            other ->
                made(other).anyMatch(mention(create)::of)
                    || (mayNeedMore && serves(other, mention(create))));
  }

  /** A function may read a table as it is by then, and call what has no name in the migration. */
  private static boolean serves(Change earlier, Mention function) {
    return CatalogNeeds.relations(earlier).map(TableRef::name).anyMatch(function::of)
        || earlier instanceof AsWritten
        || (earlier instanceof CreateObject create
            && create.object().kind() == ObjectKind.EXTENSION);
  }

  private static Mention mention(CreateObject create) {
    return new Mention(create.statement().sql());
  }

  private static Stream<Identifier> made(Change change) {
    if (change instanceof CreateTable create) {
      return Stream.of(create.table().name());
    }
    if (change instanceof CreateObject create) {
      return Stream.of(create.object().last());
    }
    if (change instanceof AlterObject alter) {
      return Stream.concat(Stream.of(alter.object().last()), alter.to().stream());
    }
    return change instanceof AsWritten written
        ? written.table().map(TableRef::name).stream()
        : Stream.empty();
  }
}

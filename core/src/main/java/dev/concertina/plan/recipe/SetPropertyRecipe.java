package dev.concertina.plan.recipe;

import dev.concertina.catalog.Table;
import dev.concertina.catalog.Trial.Former;
import dev.concertina.catalog.Trial.FormerProperty;
import dev.concertina.change.AlterColumn;
import dev.concertina.change.SetDefault;
import dev.concertina.change.SetProperty;
import dev.concertina.change.TableProperty;
import dev.concertina.change.TableRef;
import dev.concertina.plan.LockMode;
import dev.concertina.plan.Phase;
import dev.concertina.plan.Statement;
import dev.concertina.plan.TableLock;
import dev.concertina.sql.Identifier;
import dev.concertina.sql.Sql;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What no application feels is told at once, and taken back at ABORT. What decides which rows and
 * rights an application has waits for CONTRACT: the old one was written without it.
 */
final class SetPropertyRecipe {

  private final PlanContext context;

  SetPropertyRecipe(PlanContext context) {
    this.context = context;
  }

  static FormerProperty former(SetProperty change) {
    return new FormerProperty(change.table(), change.property(), change.name(), change.options());
  }

  /** The relations that it may have to lock. */
  static Stream<TableRef> relations(SetProperty change) {
    return Stream.concat(
        Stream.of(change.table()),
        change.property().isOfTwoTables() ? change.name().stream() : Stream.empty());
  }

  Contribution contribute(SetProperty change) {
    Table table = context.anyTable(change.table(), change.origin());
    refuse(change, table);
    Phase phase = phase(change, table);
    String what = change.property().words() + " of " + table.name();
    boolean first = phase == Phase.CONTRACT && makesRoomForDefault(change);
    Contribution.Builder parts = first ? Contribution.to(table) : Contribution.standalone();
    List<TableLock> locks = locks(change, table, TableProperty.PARENT);
    List<TableLock> backLocks = locks(change, table, TableProperty.FORMER_PARENT);
    locks.forEach(lock -> parts.touches(lock.table()));
    Sql statement = Sql.of("ALTER TABLE {} {}", table.name(), change.action());
    if (first) {
      parts.contract(Statement.metadata(statement, locks.get(0)));
    } else {
      parts.own(phase, step("set " + what, statement, locks));
    }
    if (phase != Phase.CONTRACT) {
      context.catalog().answer(former(change)).accepted().map(Former::statements).stream()
          .flatMap(List::stream)
          .map(back -> step("give back " + what, back, backLocks))
          .forEach(back -> parts.own(Phase.ABORT, back));
    }
    if (change.property().isFelt()) {
      parts.sees(
          phase,
          change.action()
              + " acts on what it does"
              + (phase == Phase.CONTRACT ? ": it must not run any more" : ""),
          phase == Phase.EXPAND ? "not yet" : change.action() + " holds");
    }
    return parts.build();
  }

  /** A shadow is numbered from CONTRACT on, as its column was when the migration was planned. */
  private Phase phase(SetProperty change, Table table) {
    boolean ofShadow =
        change.property() == TableProperty.GENERATION
            && change.column().filter(column -> isReshaped(table, column)).isPresent();
    return change
        .phase()
        .filter(named -> !ofShadow)
        .map(Phase::of)
        .orElseGet(() -> waits(change, table) ? Phase.CONTRACT : Phase.EXPAND);
  }

  private boolean isReshaped(Table table, Identifier column) {
    return context.standIns().makes(table.name(), column)
        || context.standIns().touch(table.name(), List.of(column));
  }

  /** A column whose values PostgreSQL generates can have no default before it does so no longer. */
  private boolean makesRoomForDefault(SetProperty change) {
    return change.property() == TableProperty.GENERATION
        && context
            .all(SetDefault.class)
            .filter(set -> set.table().equals(change.table()))
            .anyMatch(set -> change.name().filter(n -> n.name().equals(set.column())).isPresent());
  }

  /** A shadow has its default from the moment in which it takes the old column's place. */
  private void refuseDefaultOfShadow(SetProperty change, Table table) {
    if (change.property() != TableProperty.GENERATION) {
      return;
    }
    context
        .all(AlterColumn.class)
        .filter(reshape -> reshape.table().equals(change.table()))
        .filter(
            reshape ->
                change.name().map(TableRef::name).stream()
                    .anyMatch(List.of(reshape.column(), reshape.to())::contains))
        .filter(reshape -> reshape.parts().stream().anyMatch(SetDefault.class::isInstance))
        .findFirst()
        .ifPresent(
            reshape -> {
              throw context.refusal(
                  change.origin(),
                  "split-migration",
                  "%s.%s gets another name or type and a default in the same migration (%s)."
                      .formatted(table.name(), reshape.to(), reshape.origin()),
                  "Put this statement and SET DEFAULT into a migration of their own.");
            });
  }

  private static Draft step(String title, Sql statement, List<TableLock> locks) {
    return Drafts.ddl(title, locks, Statement.metadata(statement, locks.get(0)));
  }

  /** Of what is made or made anew at CONTRACT, too, nothing can be told before. */
  private boolean waits(SetProperty change, Table table) {
    boolean ofIndex =
        change.property() == TableProperty.CLUSTER_MARK
            || change.property() == TableProperty.REPLICA_IDENTITY;
    boolean reshaped =
        context
            .standIns()
            .touch(table.name(), change.column().map(List::of).orElseGet(() -> names(table)));
    Optional<Identifier> index = change.name().filter(name -> ofIndex).map(TableRef::name);
    boolean later =
        change.column().filter(c -> context.standIns().makes(table.name(), c)).isPresent()
            || index
                .filter(
                    name -> table.indexes().stream().noneMatch(i -> i.name().name().equals(name)))
                .isPresent();
    return change.property().isFelt()
        || later
        || mayStopUpdates(change, table)
        || (reshaped && (ofIndex || change.column().isPresent()));
  }

  /** A published table whose rows the publication cannot name refuses each UPDATE and DELETE. */
  private static boolean mayStopUpdates(SetProperty change, Table table) {
    return change.property() == TableProperty.REPLICA_IDENTITY
        && table.published()
        && table.updatable();
  }

  private static List<Identifier> names(Table table) {
    return table.columns().stream().map(column -> column.name()).toList();
  }

  private void refuse(SetProperty change, Table table) {
    refuseDefaultOfShadow(change, table);
    Optional<Identifier> column = change.column();
    if (column.isEmpty()
        || context.standIns().makes(table.name(), column.get())
        || context.added(change.table(), column.get()).isPresent()) {
      return;
    }
    context.column(table, column.get(), change.origin());
    if (context.standIns().touch(table.name(), List.of(column.get()))) {
      throw context.refusal(
          change.origin(),
          "split-migration",
          table.name() + "." + column.get() + " gets another name in the same migration.",
          "Put this statement behind the one that renames the column, and use its new name.");
    }
  }

  /** INHERIT locks the parent as well, NO INHERIT does not. */
  private List<TableLock> locks(SetProperty change, Table table, TableProperty inherits) {
    Stream<TableLock> parent =
        change.name().filter(name -> change.property() == inherits).stream()
            .flatMap(name -> context.catalog().relation(name).stream())
            .map(found -> new TableLock(found.name(), LockMode.SHARE_UPDATE_EXCLUSIVE));
    return Stream.concat(Stream.of(new TableLock(table.name(), lock(change))), parent).toList();
  }

  /** As the page on ALTER TABLE says of each action. */
  private static LockMode lock(SetProperty change) {
    return switch (change.property()) {
      case CLUSTER_MARK, COLUMN_OPTIONS, STATISTICS -> LockMode.SHARE_UPDATE_EXCLUSIVE;
      case OPTIONS ->
          change.options().contains("user_catalog_table")
              ? LockMode.ACCESS_EXCLUSIVE
              : LockMode.SHARE_UPDATE_EXCLUSIVE;
      case TRIGGERS -> LockMode.SHARE_ROW_EXCLUSIVE;
      default -> LockMode.ACCESS_EXCLUSIVE;
    };
  }
}

package dev.concertina.plan.recipe;

import dev.concertina.catalog.Catalog;
import dev.concertina.catalog.Column;
import dev.concertina.catalog.Table;
import dev.concertina.change.AlterColumn;
import dev.concertina.change.Change;
import dev.concertina.change.ChangeType;
import dev.concertina.change.RenameColumn;
import dev.concertina.change.TableRef;
import dev.concertina.sql.Identifier;
import dev.concertina.sql.QualifiedName;
import dev.concertina.sql.TypeName;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The columns of a migration that get a shadow, in the order of its changes, and the names of their
 * shadows. What hangs on several of them, in one table or across a foreign key, is made anew once,
 * over the shadows of all.
 */
record StandIns(List<StandIn> all) {

  /**
   * A column and its shadow.
   *
   * @param logical the shadow's name in the end
   * @param physical the shadow's name until CONTRACT
   * @param type of the shadow, where it is another one
   */
  record StandIn(
      QualifiedName table,
      Identifier column,
      Identifier logical,
      Identifier physical,
      Optional<TypeName> type) {}

  static StandIns of(PlanContext context) {
    return new StandIns(
        context.changes().stream().flatMap(change -> standIn(context, change).stream()).toList());
  }

  private static Optional<StandIn> standIn(PlanContext context, Change change) {
    if (change instanceof RenameColumn rename) {
      return name(context, rename.table())
          .map(
              table ->
                  new StandIn(table, rename.from(), rename.to(), rename.to(), Optional.empty()));
    }
    if (change instanceof ChangeType retype) {
      Identifier column = retype.column();
      Optional<TypeName> type = ChangeTypeRecipe.typeByVersion(context, retype);
      return name(context, retype.table())
          .filter(table -> type.isPresent())
          .map(table -> new StandIn(table, column, column, column.derived(context.suffix()), type));
    }
    if (change instanceof AlterColumn reshape) {
      return name(context, reshape.table())
          .map(
              table ->
                  new StandIn(
                      table,
                      reshape.column(),
                      reshape.to(),
                      AlterColumnRecipe.physical(context, reshape),
                      new AlterColumnRecipe(context).newType(reshape)));
    }
    return Optional.empty();
  }

  private static Optional<QualifiedName> name(PlanContext context, TableRef table) {
    return context.catalog().relation(table).map(Catalog.Relation::name);
  }

  /** The name that stands for a column of the table while both shapes exist. */
  Identifier physical(QualifiedName table, Identifier column) {
    return of(table, column).map(StandIn::physical).orElse(column);
  }

  /** The type that a column of the table has in the new shape. */
  TypeName type(Table table, Column column) {
    return of(table.name(), column.name()).flatMap(StandIn::type).orElse(column.type());
  }

  /** Whether a shadow of the table is called so in the end. */
  boolean makes(QualifiedName table, Identifier column) {
    return of(table).anyMatch(standIn -> standIn.logical().equals(column));
  }

  /** Whether a version shows the table in its new shape. */
  boolean byVersion(QualifiedName table) {
    return of(table).anyMatch(standIn -> standIn.logical().equals(standIn.column()));
  }

  /** Whether any column of the table has a shadow. */
  boolean reshape(QualifiedName table) {
    return of(table).findAny().isPresent();
  }

  /** Whether any of the columns has a shadow. */
  boolean touch(QualifiedName table, Collection<Identifier> columns) {
    return first(table, columns).isPresent();
  }

  /** Whether the shadow of any of the columns is of another type. */
  boolean retype(QualifiedName table, Collection<Identifier> columns) {
    return of(table)
        .anyMatch(standIn -> columns.contains(standIn.column()) && standIn.type().isPresent());
  }

  /** The one of the columns whose shadow makes anew what hangs on all of them. */
  Optional<Identifier> first(QualifiedName table, Collection<Identifier> columns) {
    return of(table).map(StandIn::column).filter(columns::contains).findFirst();
  }

  private Optional<StandIn> of(QualifiedName table, Identifier column) {
    return of(table).filter(standIn -> standIn.column().equals(column)).findFirst();
  }

  private Stream<StandIn> of(QualifiedName table) {
    return all.stream().filter(standIn -> standIn.table().equals(table));
  }
}

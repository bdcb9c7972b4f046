package dev.concertina.plan.recipe;

import dev.concertina.catalog.Trial;
import dev.concertina.change.AlterColumn;
import dev.concertina.change.Change;
import dev.concertina.change.ChangeType;
import dev.concertina.change.DropDefault;
import dev.concertina.change.SetDefault;
import dev.concertina.change.SetNotNull;
import dev.concertina.sql.Identifier;
import dev.concertina.sql.Sql;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What PostgreSQL has to be asked about several alterations of one column. Each text is asked with
 * the name that the column has by then.
 */
final class ReshapeTrials {

  private ReshapeTrials() {}

  /** What PostgreSQL has to be asked. */
  static List<Trial<?>> all(AlterColumn change) {
    List<Trial<?>> trials = new ArrayList<>();
    change.type().ifPresent(type -> trials.add(type(change, type)));
    change.type().ifPresent(type -> trials.add(up(change, type)));
    change.type().ifPresent(type -> trials.add(down(change, type)));
    change.notNull().flatMap(set -> standIn(change, set)).ifPresent(trials::add);
    newDefault(change).flatMap(set -> defaultOf(change, set)).ifPresent(trials::add);
    return trials;
  }

  static Trial.TypeChange type(AlterColumn change, ChangeType type) {
    boolean withoutDefault =
        change.lastDefault().isPresent()
            && change.parts().stream().anyMatch(p -> isDefault(p) && change.isBefore(p, type));
    return new Trial.TypeChange(
        change.table(), change.column(), type.column(), withoutDefault, type.type(), type.up());
  }

  /** The expression from the old row, or the cast whose immutability stands for assignment. */
  static Trial.Expression up(AlterColumn change, ChangeType type) {
    return new Trial.Expression(
        change.table(),
        names(change, type.column()),
        Map.of(),
        type.up().orElseGet(() -> cast(type.column(), type.type())));
  }

  /** The expression from the new row. */
  static Trial.Expression down(AlterColumn change, ChangeType type) {
    return new Trial.Expression(
        change.table(),
        names(change, change.to()),
        Map.of(change.to(), type.type()),
        type.down().orElseGet(() -> Sql.of("{}", change.to()).sql()));
  }

  /** What stands in for a NULL. */
  static Optional<Trial.Expression> standIn(AlterColumn change, SetNotNull set) {
    return set.up()
        .map(
            value ->
                new Trial.Expression(change.table(), names(change, set.column()), Map.of(), value));
  }

  /** Whether a column of the new type takes the default. */
  static Optional<Trial.NewColumn> defaultOf(AlterColumn change, SetDefault set) {
    return change
        .type()
        .map(
            type ->
                new Trial.NewColumn(
                    change.table(),
                    change.to().derived("default"),
                    type.type(),
                    Optional.of(set.expression())));
  }

  private static Map<Identifier, Identifier> names(AlterColumn change, Identifier now) {
    return now.equals(change.column()) ? Map.of() : Map.of(change.column(), now);
  }

  private static boolean isDefault(Change part) {
    return part instanceof SetDefault || part instanceof DropDefault;
  }

  /** The default that it ends with, if the migration gives it one. */
  static Optional<SetDefault> newDefault(AlterColumn change) {
    return change.lastDefault().filter(SetDefault.class::isInstance).map(SetDefault.class::cast);
  }

  static String cast(Identifier column, String type) {
    return Sql.of("{}::{}", column, Sql.verbatim(type)).sql();
  }
}

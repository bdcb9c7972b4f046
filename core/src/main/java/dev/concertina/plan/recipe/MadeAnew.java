package dev.concertina.plan.recipe;

import dev.concertina.catalog.Catalog.Relation;
import dev.concertina.catalog.ForeignKey;
import dev.concertina.catalog.Table;
import dev.concertina.change.ObjectName;
import dev.concertina.change.TableRef;
import dev.concertina.sql.Identifier;
import dev.concertina.sql.QualifiedName;
import java.util.stream.Stream;

/**
 * Which indexes and constraints are made anew over a shadow: with the name and the comment that
 * they had when the migration was planned.
 */
record MadeAnew(PlanContext context) {

  boolean index(TableRef index) {
    return context
        .catalog()
        .relation(index)
        .filter(
            found -> found.indexedTable().filter(table -> covers(table, found.name())).isPresent())
        .isPresent();
  }

  /** Of a part of a partitioned index the whole is known only by its name. */
  private boolean covers(QualifiedName table, QualifiedName name) {
    StandIns standIns = context.standIns();
    return context
        .index(table, name)
        .filter(
            index ->
                standIns.touch(table, index.columns())
                    || (index.parent().isPresent() && !standIns.all().isEmpty()))
        .isPresent();
  }

  /** A constraint with its table. */
  boolean constraint(ObjectName object) {
    return object.table().flatMap(context.catalog()::relation).flatMap(Relation::table).stream()
        .anyMatch(table -> constraint(table, object.last()));
  }

  private boolean constraint(Table table, Identifier name) {
    Stream<Boolean> checks =
        table.checks().stream()
            .filter(check -> check.name().equals(name))
            .map(check -> context.standIns().touch(table.name(), check.expression().columns()));
    Stream<Boolean> keys =
        table.indexes().stream()
            .filter(i -> i.constraint().filter(c -> c.name().equals(name)).isPresent())
            .map(i -> context.standIns().touch(table.name(), i.columns()));
    Stream<Boolean> references =
        table.foreignKeys().stream().filter(key -> key.name().equals(name)).map(this::reference);
    return Stream.of(checks, keys, references).flatMap(found -> found).anyMatch(found -> found);
  }

  private boolean reference(ForeignKey key) {
    return context.standIns().touch(key.table(), key.columns())
        || context.standIns().touch(key.referenced(), key.referencedColumns());
  }
}

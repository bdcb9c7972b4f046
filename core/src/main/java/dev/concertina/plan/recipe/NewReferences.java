package dev.concertina.plan.recipe;

import dev.concertina.catalog.Index;
import dev.concertina.catalog.Table;
import dev.concertina.change.AddUnique;
import dev.concertina.change.AdoptIndex;
import dev.concertina.change.MigrationException;
import dev.concertina.change.Origin;
import dev.concertina.change.RunPhase;
import dev.concertina.change.TableRef;
import dev.concertina.sql.Identifier;
import dev.concertina.sql.Sql;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Refuses a new table whose foreign key would stand on a column that the same migration makes anew,
 * or needs a key that it adds: the table comes in EXPAND, the column and the key are there in
 * CONTRACT.
 */
record NewReferences(PlanContext context) {

  private static final String HINT =
      "Make the table without the foreign key, and add that in a migration of its own, behind this"
          + " one.";

  void refuse(Sql statement, List<TableRef> references, Origin origin) {
    Mention mention = new Mention(statement.sql());
    references.stream()
        .flatMap(ref -> context.catalog().relation(ref).stream())
        .flatMap(relation -> relation.table().stream())
        .forEach(
            table -> {
              refuseOldShape(table, mention, origin);
              refuseNewKey(table, mention, origin);
            });
  }

  /** A foreign key without columns means the primary key. */
  private void refuseOldShape(Table table, Mention mention, Origin origin) {
    context.standIns().all().stream()
        .filter(standIn -> standIn.table().equals(table.name()))
        .filter(
            standIn ->
                isIn(primary(table), standIn.column())
                    || mention.of(standIn.column())
                    || mention.of(standIn.logical()))
        .filter(standIn -> keys(table).anyMatch(key -> key.columns().contains(standIn.column())))
        .findFirst()
        .ifPresent(
            standIn -> {
              throw refusal(
                  "would stand on the old shape of %s.%s, which this migration takes away."
                      .formatted(table.name(), standIn.column()),
                  origin);
            });
  }

  private void refuseNewKey(Table table, Mention mention, Origin origin) {
    boolean served = keys(table).anyMatch(key -> areIn(mention, key.columns()));
    Stream.concat(
            context
                .all(AddUnique.class)
                .filter(add -> add.phase().filter(named -> named != RunPhase.CONTRACT).isEmpty())
                .filter(add -> !served || add.primary())
                .filter(add -> add.primary() || areIn(mention, columnsOf(table, add)))
                .filter(add -> context.means(add.table(), table.name()))
                .map(AddUnique::origin),
            context
                .all(AdoptIndex.class)
                .filter(AdoptIndex::primary)
                .filter(adopt -> context.means(adopt.table(), table.name()))
                .map(AdoptIndex::origin))
        .findFirst()
        .ifPresent(
            key -> {
              throw refusal(
                  "needs the key of %s that is added at %s, in CONTRACT."
                      .formatted(table.name(), key),
                  origin);
            });
  }

  private static Stream<Index> keys(Table table) {
    return table.indexes().stream().filter(Index::unique);
  }

  private static Optional<Index> primary(Table table) {
    return table.indexes().stream().filter(Index::primary).findFirst();
  }

  private static boolean isIn(Optional<Index> index, Identifier column) {
    return index.filter(key -> key.columns().contains(column)).isPresent();
  }

  private static boolean areIn(Mention mention, Collection<Identifier> columns) {
    return columns.stream().allMatch(mention::of);
  }

  private static List<Identifier> columnsOf(Table table, AddUnique add) {
    Mention definition = new Mention(add.definition().sql());
    return table.columns().stream().map(column -> column.name()).filter(definition::of).toList();
  }

  private MigrationException refusal(String why, Origin origin) {
    return context.refusal(origin, "split-migration", "its foreign key " + why, HINT);
  }
}

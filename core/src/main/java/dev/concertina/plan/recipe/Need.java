package dev.concertina.plan.recipe;

import dev.concertina.catalog.CatalogRequest;
import dev.concertina.catalog.Trial;
import dev.concertina.change.TableRef;
import dev.concertina.sql.Identifier;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What one change asks of the catalog. */
record Need(List<TableRef> relations, List<Trial<?>> trials, List<CatalogRequest.Key> keys) {

  static Need of(TableRef... relations) {
    return new Need(List.of(relations), List.of(), List.of());
  }

  Need with(Trial<?>... more) {
    return new Need(relations, List.of(more), keys);
  }

  Need with(Optional<? extends Trial<?>> more) {
    return new Need(
        relations, Stream.<Trial<?>>concat(trials.stream(), more.stream()).toList(), keys);
  }

  /** And the tables whose foreign keys reference the column. */
  Need withReferencing(TableRef table, Identifier column) {
    return new Need(relations, trials, List.of(new CatalogRequest.Key(table, column)));
  }
}

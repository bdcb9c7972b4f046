package dev.concertina.catalog;

import dev.concertina.change.TableRef;
import dev.concertina.sql.Identifier;
import java.util.List;
import java.util.Set;

/**
 * What a plan needs to know of the database.
 *
 * @param relations every name that the migration mentions or would create
 * @param keys columns whose foreign keys are wanted with the tables that have them
 */
public record CatalogRequest(Set<TableRef> relations, List<Trial<?>> trials, Set<Key> keys) {

  /** A column that foreign keys may reference. */
  public record Key(TableRef table, Identifier column) {}

  public CatalogRequest {
    relations = Set.copyOf(relations);
    trials = List.copyOf(trials);
    keys = Set.copyOf(keys);
  }

  /** Without keys. */
  public CatalogRequest(Set<TableRef> relations, List<Trial<?>> trials) {
    this(relations, trials, Set.of());
  }
}

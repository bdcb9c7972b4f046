package dev.concertina.catalog;

import dev.concertina.change.TableRef;
import dev.concertina.sql.Identifier;
import dev.concertina.sql.Sql;
import java.util.List;
import java.util.Set;

/**
 * What a plan needs to know of the database.
 *
 * @param relations every name that the migration mentions or would create
 * @param keys columns whose foreign keys are wanted with the tables that have them
 * @param made statements that make types and the like, which trials about tables may name
 */
public record CatalogRequest(
    Set<TableRef> relations, List<Trial<?>> trials, Set<Key> keys, List<Sql> made) {

  /** A column that foreign keys may reference. */
  public record Key(TableRef table, Identifier column) {}

  public CatalogRequest {
    relations = Set.copyOf(relations);
    trials = List.copyOf(trials);
    keys = Set.copyOf(keys);
    made = List.copyOf(made);
  }

  /** Without keys and new objects. */
  public CatalogRequest(Set<TableRef> relations, List<Trial<?>> trials) {
    this(relations, trials, Set.of(), List.of());
  }
}

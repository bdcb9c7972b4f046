package dev.concertina.catalog;

import dev.concertina.change.TableRef;
import java.util.List;
import java.util.Set;

/**
 * What a plan needs to know of the database.
 *
 * @param relations every name that the migration mentions or would create
 */
public record CatalogRequest(Set<TableRef> relations, List<Trial<?>> trials) {

  public CatalogRequest {
    relations = Set.copyOf(relations);
    trials = List.copyOf(trials);
  }
}

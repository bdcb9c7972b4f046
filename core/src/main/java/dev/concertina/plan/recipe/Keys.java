package dev.concertina.plan.recipe;

import dev.concertina.catalog.Index;
import dev.concertina.catalog.Table;
import dev.concertina.sql.Identifier;
import java.util.ArrayList;
import java.util.List;

/** The columns that name a row of a table in a report. */
public final class Keys {

  private Keys() {}

  /** The primary key's columns; empty where there is none. */
  public static List<Identifier> of(Table table) {
    return table.indexes().stream()
        .filter(Index::primary)
        .findFirst()
        .<List<Identifier>>map(index -> new ArrayList<>(index.columns()))
        .orElse(List.of());
  }
}

package dev.concertina.source.read;

import dev.concertina.change.Change;
import dev.concertina.change.Origin;
import dev.concertina.change.TableRef;
import dev.concertina.sql.Identifier;

/** What one statement, or one action of it, contributes to the list of changes. */
public sealed interface Item {

  /** A change of its own. */
  record Whole(Change change) implements Item {}

  /**
   * {@code UPDATE … SET c = expression WHERE c IS NULL}: says nothing by itself, and what stands in
   * for a NULL where SET NOT NULL follows.
   */
  record NullFill(TableRef table, Identifier column, String expression, Origin origin)
      implements Item {}
}

package dev.concertina.evidence.body;

import java.util.Set;

/**
 * What may be the name of a column.
 *
 * @param of the relations that its statement offers for it; empty if it may be of any that the body
 *     knows: a field of a record
 */
record ColumnName(String name, Set<Name> of) {

  ColumnName {
    of = Set.copyOf(of);
  }
}

package dev.concertina.evidence;

import dev.concertina.sql.Identifier;
import dev.concertina.sql.QualifiedName;
import java.util.List;

/**
 * That a statement uses a relation, and which columns of it.
 *
 * @param oid of the relation
 * @param columns that are read or written, in the order of the table; every one for a row as a
 *     whole
 * @param via through what, for people: {@code view public.v}; empty if the statement itself does
 */
public record RelationUse(long oid, QualifiedName relation, List<Identifier> columns, String via) {

  public RelationUse {
    columns = List.copyOf(columns);
  }
}

package dev.concertina.evidence.closure;

import dev.concertina.sql.Identifier;
import dev.concertina.sql.QualifiedName;
import java.util.Map;
import java.util.Set;

/**
 * A relation of the catalog.
 *
 * @param kind as {@code pg_class.relkind} says
 * @param rowTypes its row type and the array of it
 * @param columns by their number, without dropped ones
 */
public record RelationInfo(
    long oid, QualifiedName name, char kind, Set<Long> rowTypes, Map<Integer, Identifier> columns) {

  /** For people: {@code view public.v}. */
  public String words() {
    String what =
        switch (kind) {
          case 'v' -> "view ";
          case 'm' -> "materialized view ";
          default -> "table ";
        };
    return what + name;
  }
}

package dev.concertina.catalog;

import dev.concertina.sql.Identifier;
import dev.concertina.sql.QualifiedName;
import java.util.List;

/**
 * A user's trigger on a table.
 *
 * @param before whether it is a BEFORE trigger
 * @param eachRow whether it fires FOR EACH ROW
 * @param enabled as pg_trigger has it: O origin, D disabled, R replica, A always
 * @param updateOf the columns of UPDATE OF, empty for all
 */
public record Trigger(
    Identifier name,
    boolean before,
    boolean eachRow,
    char enabled,
    List<Identifier> updateOf,
    QualifiedName function) {

  public Trigger {
    updateOf = List.copyOf(updateOf);
  }
}

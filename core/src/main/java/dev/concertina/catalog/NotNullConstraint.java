package dev.concertina.catalog;

import dev.concertina.sql.Identifier;
import dev.concertina.sql.Sql;
import java.util.Optional;

/**
 * The NOT NULL constraint of a column, which PostgreSQL 18 keeps as one of its table.
 *
 * @param validated whether no row from before it has NULL
 * @param noInherit whether child tables do not have it
 */
public record NotNullConstraint(
    Identifier name, boolean validated, boolean noInherit, Optional<String> comment) {

  /** What follows ADD CONSTRAINT and its name. */
  public Sql definition(Identifier column) {
    return Sql.of("NOT NULL {}{}", column, noInherit ? Sql.of(" NO INHERIT") : Sql.of(""));
  }

  NotNullConstraint proven() {
    return new NotNullConstraint(name, true, noInherit, comment);
  }
}

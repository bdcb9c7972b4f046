package dev.concertina.catalog;

import dev.concertina.sql.Identifier;
import dev.concertina.sql.RowExpression;
import dev.concertina.sql.Sql;
import java.util.Optional;

/**
 * A CHECK constraint of a table.
 *
 * @param enforced false for NOT ENFORCED (PostgreSQL 18)
 * @param inherited whether a partition has it from its parent
 */
public record Check(
    Identifier name,
    RowExpression expression,
    boolean validated,
    boolean noInherit,
    boolean enforced,
    boolean inherited,
    Optional<String> comment) {

  /** What follows the condition. */
  public Sql options() {
    return Sql.of(
        "{}{}",
        noInherit ? Sql.of(" NO INHERIT") : Sql.of(""),
        enforced ? Sql.of("") : Sql.of(" NOT ENFORCED"));
  }
}

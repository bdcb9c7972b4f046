package dev.concertina.lint.liquibase;

import dev.concertina.lint.liquibase.Element.Value;
import dev.concertina.sql.Sql;
import java.util.List;

/** Writes a structured change as the statements that Liquibase sends to PostgreSQL. */
@FunctionalInterface
interface Rendered {

  List<Value> of(Element change);

  /** A change that is always one statement. */
  static Rendered one(One statement) {
    return change -> List.of(new Value(statement.of(change).sql(), change.line()));
  }

  /** See {@link #one}. */
  @FunctionalInterface
  interface One {
    Sql of(Element change);
  }
}

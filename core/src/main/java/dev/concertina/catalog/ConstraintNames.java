package dev.concertina.catalog;

import dev.concertina.sql.Identifier;
import dev.concertina.sql.QualifiedName;
import java.sql.SQLException;
import java.util.Optional;

/** The names of constraints that are to be added. */
final class ConstraintNames {

  private static final String DUPLICATE_OBJECT = "42710";

  private final Queries queries;

  ConstraintNames(Queries queries) {
    this.queries = queries;
  }

  /**
   * The name that the constraint gets.
   *
   * @param chosen what PostgreSQL calls it on a copy of the table without constraints
   * @throws RefusedTrialException if none is given and that one is taken in the schema: PostgreSQL
   *     would choose another by what is there when it runs
   */
  Identifier of(QualifiedName table, Optional<Identifier> given, Identifier chosen)
      throws SQLException, RefusedTrialException {
    if (given.isEmpty() && isTaken(table, chosen)) {
      throw new RefusedTrialException(
          DUPLICATE_OBJECT,
          "the name " + chosen + " is taken, so it needs one of its own: ADD CONSTRAINT …");
    }
    return given.orElse(chosen);
  }

  private boolean isTaken(QualifiedName table, Identifier name) throws SQLException {
    return queries.one(
        """
        WITH wanted AS (SELECT ?::text AS name, ?::text::regnamespace AS schema)
        SELECT EXISTS (SELECT FROM pg_constraint, wanted
                       WHERE conname = name AND connamespace = schema)
            OR EXISTS (SELECT FROM pg_class, wanted
                       WHERE relname = name AND relnamespace = schema) AS taken
        """,
        row -> row.getBoolean("taken"),
        name.value(),
        table.schema().sql());
  }
}

package dev.concertina.plan.recipe;

import dev.concertina.catalog.Table;
import dev.concertina.plan.Phase;
import dev.concertina.plan.Statement;
import dev.concertina.plan.TableLock;
import dev.concertina.sql.Identifier;
import dev.concertina.sql.Sql;
import java.util.List;
import java.util.Optional;

/** A constraint that ABORT makes anew, where EXPAND came as far as to drop it. */
record Restored(Table table, Identifier name, Optional<String> comment, boolean validated) {

  /**
   * Adds the steps.
   *
   * @param again makes it, NOT VALID
   */
  void addTo(Contribution.Builder parts, Sql again, List<TableLock> locks) {
    Sql code =
        Sql.of(
            """

            BEGIN
              IF NOT EXISTS (SELECT FROM pg_catalog.pg_constraint
                             WHERE conrelid = {}::pg_catalog.regclass AND conname = {}) THEN
                {};{}
              END IF;
            END
            """,
            Sql.literal(table.name().sql()),
            Sql.literal(name.value()),
            again,
            comment.map(this::commentOn).orElse(Sql.of("")));
    parts.own(
        Phase.ABORT,
        Drafts.ddl(
            "add " + name + " again",
            locks,
            Statement.metadata(Sql.of("DO {}", Sql.dollarQuoted(code)), locks.get(0))));
    if (validated) {
      parts.own(Phase.ABORT, Drafts.validate(table.name(), name, "prove " + name));
    }
  }

  private Sql commentOn(String text) {
    return Sql.of(
        "\n    COMMENT ON CONSTRAINT {} ON {} IS {};", name, table.name(), Sql.literal(text));
  }
}

package dev.concertina.plan.recipe;

import dev.concertina.catalog.Check;
import dev.concertina.catalog.ForeignKey;
import dev.concertina.catalog.NotNullConstraint;
import dev.concertina.catalog.Table;
import dev.concertina.plan.LockMode;
import dev.concertina.plan.RowCheck;
import dev.concertina.plan.Statement;
import dev.concertina.plan.Step;
import dev.concertina.plan.TableLock;
import dev.concertina.sql.Identifier;
import dev.concertina.sql.QualifiedName;
import dev.concertina.sql.Sql;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A constraint that is made anew, unless it is there: EXPAND may not have come as far as to drop
 * it.
 */
record Restored(Table table, Identifier name, Optional<String> comment, boolean validated) {

  /** Makes a check anew, and proves it where it was proven. */
  static List<Draft> check(Table table, Check check) {
    Sql again =
        Sql.of(
            "ALTER TABLE {} ADD CONSTRAINT {} CHECK ({}){} NOT VALID",
            table.name(),
            check.name(),
            check.expression().sql(),
            check.options());
    return new Restored(table, check.name(), check.comment(), check.validated())
        .steps(again, List.of(new TableLock(table.name(), LockMode.ACCESS_EXCLUSIVE)));
  }

  /** Makes a NOT NULL constraint anew (PostgreSQL 18), and proves it where it was proven. */
  static List<Draft> notNull(Table table, Identifier column, NotNullConstraint constraint) {
    Sql again =
        Sql.of(
            "ALTER TABLE {} ADD CONSTRAINT {} {} NOT VALID",
            table.name(),
            constraint.name(),
            constraint.definition(column));
    return new Restored(table, constraint.name(), constraint.comment(), constraint.validated())
        .steps(again, List.of(new TableLock(table.name(), LockMode.ACCESS_EXCLUSIVE)));
  }

  /** Makes a foreign key anew, and proves it where it was proven. */
  static List<Draft> foreignKey(Table table, ForeignKey key) {
    Sql again =
        Sql.of(
            "ALTER TABLE {} ADD CONSTRAINT {} {} NOT VALID",
            table.name(),
            key.name(),
            key.definition(column -> column, column -> column));
    List<TableLock> locks =
        Stream.of(table.name(), key.referenced())
            .distinct()
            .map(name -> new TableLock(name, LockMode.SHARE_ROW_EXCLUSIVE))
            .toList();
    return new Restored(table, key.name(), key.comment(), key.validated()).steps(again, locks);
  }

  /**
   * Names the rows whose parents have gone since the foreign key went, before anything comes back.
   *
   * @param rows where they stand now
   * @param orphan true for such a row
   */
  static Draft lookForParents(Table table, ForeignKey key, QualifiedName rows, Sql orphan) {
    RowCheck check =
        new RowCheck(
            orphan.sql(),
            "the foreign key "
                + key.name()
                + " finds no row of "
                + key.referenced()
                + " for it any more",
            Optional.empty(),
            "insert these rows of "
                + key.referenced()
                + " again, or change or remove the ones that point to them; then run `revert` again");
    return id ->
        new Step.Verify(
            id,
            "look for rows whose parents in " + key.referenced() + " have gone",
            rows,
            table.isPartitioned(),
            Keys.of(table),
            List.of(check));
  }

  /**
   * The steps.
   *
   * @param again makes it, NOT VALID
   */
  private List<Draft> steps(Sql again, List<TableLock> locks) {
    List<Draft> steps = new ArrayList<>();
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
    steps.add(
        Drafts.ddl(
            "add " + name + " again",
            locks,
            Statement.metadata(Sql.of("DO {}", Sql.dollarQuoted(code)), locks.get(0))));
    if (validated) {
      steps.add(Drafts.validate(table.name(), name, "prove " + name));
    }
    return steps;
  }

  private Sql commentOn(String text) {
    return Sql.of(
        "\n    COMMENT ON CONSTRAINT {} ON {} IS {};", name, table.name(), Sql.literal(text));
  }
}

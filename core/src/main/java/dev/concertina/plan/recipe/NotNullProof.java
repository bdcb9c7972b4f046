package dev.concertina.plan.recipe;

import static dev.concertina.plan.recipe.Drafts.alter;

import dev.concertina.catalog.NotNullConstraint;
import dev.concertina.catalog.Table;
import dev.concertina.plan.RowCheck;
import dev.concertina.plan.Statement;
import dev.concertina.sql.Identifier;
import dev.concertina.sql.QualifiedName;
import dev.concertina.sql.Sql;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * SET NOT NULL without a scan under lock: a check is added NOT VALID, proven while writers go on,
 * and SET NOT NULL then trusts it ("ALTER TABLE", SET NOT NULL, since PostgreSQL 12). PostgreSQL 18
 * can prove the NOT NULL constraint itself, which keeps a given name.
 *
 * @param column as it is called while the proof is made
 * @param name of the temporary check, or of the constraint where {@code like} is given
 * @param like the constraint whose place this one takes (PostgreSQL 18)
 */
record NotNullProof(
    QualifiedName table, Identifier column, Identifier name, Optional<NotNullConstraint> like) {

  static NotNullProof of(
      QualifiedName table, Identifier column, String suffix, Optional<NotNullConstraint> like) {
    return new NotNullProof(table, column, column.derived(suffix + "_not_null", table.sql()), like);
  }

  /** Of a column whose constraint takes no other's place. */
  static NotNullProof of(PlanContext context, Table table, Identifier column) {
    return of(table.name(), column, context.suffix(), Optional.empty());
  }

  /** Counts and names the rows that would fail the proof, before anything is forbidden. */
  static Draft lookForNulls(Table table, Identifier column, String message, String hint) {
    RowCheck check =
        new RowCheck(Sql.of("{} IS NULL", column).sql(), message, Optional.empty(), hint);
    return Drafts.look(table, "look for NULLs in " + column, check);
  }

  /**
   * As {@link #contract}, where a new column may hold NULLs by then: what {@code up} gives may be
   * NULL, and so may what the new application writes. They are looked for first, because the check
   * would refuse every UPDATE of their rows.
   */
  void contractNew(Table table, Contribution.Builder parts) {
    parts.prepareContract(
        lookForNulls(
            table,
            column,
            column + " is NULL",
            "give these rows a value, then run `contract` again"));
    contract(parts);
  }

  /** Proven before the table's last transaction of CONTRACT, and required in it. */
  void contract(Contribution.Builder parts) {
    steps().forEach(parts::prepareContract);
    statements().forEach(parts::contract);
  }

  /** The steps that prove it; dropping a remainder first makes them repeatable. */
  List<Draft> steps() {
    Sql constraint =
        like.map(old -> old.definition(column))
            .orElseGet(() -> Sql.of("CHECK ({} IS NOT NULL)", column));
    Draft forbid =
        Drafts.ddl(
            "forbid new NULLs in " + column,
            alter(table, Sql.of("ALTER TABLE {} DROP CONSTRAINT IF EXISTS {}", table, name)),
            alter(
                table,
                Sql.of("ALTER TABLE {} ADD CONSTRAINT {} {} NOT VALID", table, name, constraint)));
    Draft prove = Drafts.validate(table, name, "prove that " + column + " has no NULL");
    return like.filter(n -> !n.validated()).isPresent() ? List.of(forbid) : List.of(forbid, prove);
  }

  /** The statements that turn the proof into the constraint, in one transaction with others. */
  List<Statement> statements() {
    return statementsFor(column);
  }

  /** As {@link #statements}, where the column has got another name. */
  List<Statement> statementsFor(Identifier called) {
    List<Statement> statements = new ArrayList<>();
    if (like.isEmpty()) {
      statements.add(
          alter(table, Sql.of("ALTER TABLE {} ALTER COLUMN {} SET NOT NULL", table, called)));
      statements.add(alter(table, Sql.of("ALTER TABLE {} DROP CONSTRAINT {}", table, name)));
    }
    return statements;
  }

  /** Gives the constraint what it had on the old column, once that is gone: name and comment. */
  List<Statement> takePlace() {
    List<Statement> statements = new ArrayList<>();
    like.ifPresent(
        old -> {
          statements.add(
              alter(
                  table,
                  Sql.of("ALTER TABLE {} RENAME CONSTRAINT {} TO {}", table, name, old.name())));
          old.comment()
              .ifPresent(
                  text ->
                      statements.add(
                          Statement.unlocked(
                              Sql.of(
                                  "COMMENT ON CONSTRAINT {} ON {} IS {}",
                                  old.name(),
                                  table,
                                  Sql.literal(text)))));
        });
    return statements;
  }
}

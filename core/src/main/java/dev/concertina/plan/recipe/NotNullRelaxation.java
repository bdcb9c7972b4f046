package dev.concertina.plan.recipe;

import static dev.concertina.plan.recipe.Drafts.alter;

import dev.concertina.catalog.Column;
import dev.concertina.catalog.Table;
import dev.concertina.plan.Phase;
import dev.concertina.plan.Statement;
import dev.concertina.sql.Identifier;
import dev.concertina.sql.Sql;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** NULL is allowed in a column in EXPAND; ABORT forbids it again, under the same name. */
record NotNullRelaxation(PlanContext context, Table table, Column column) {

  void addTo(Contribution.Builder parts) {
    parts.expand(statement());
    takeBack(parts);
  }

  Statement statement() {
    return alter(
        table.name(),
        Sql.of("ALTER TABLE {} ALTER COLUMN {} DROP NOT NULL", table.name(), column.name()));
  }

  /** EXPAND may not have come as far as to drop it: SET NOT NULL bears that, ADD does not. */
  void takeBack(Contribution.Builder parts) {
    NotNullProof proof = NotNullProof.of(context, table, column.name());
    parts.own(
        Phase.ABORT,
        NotNullProof.lookForNulls(
            table,
            column.name(),
            column.name() + " is NULL in a row that the new application wrote",
            "give these rows a value, then run `abort` again"));
    proof.steps().forEach(step -> parts.own(Phase.ABORT, step));
    List<Statement> last = new ArrayList<>(proof.statements());
    givenName().ifPresent(name -> last.add(rename(name)));
    parts.own(
        Phase.ABORT, Drafts.ddl("make " + column.name() + " NOT NULL again", List.of(), last));
  }

  /** A name that SET NOT NULL does not choose. */
  private Optional<Identifier> givenName() {
    String usual = table.name().name() + "_" + column.name() + "_not_null";
    return column.notNullConstraint().filter(name -> !name.value().equals(usual));
  }

  private Statement rename(Identifier name) {
    Sql code =
        Sql.of(
            """

            DECLARE
              chosen name;
            BEGIN
              SELECT k.conname INTO STRICT chosen
                FROM pg_catalog.pg_constraint k
                JOIN pg_catalog.pg_attribute a
                  ON a.attrelid = k.conrelid AND k.conkey OPERATOR(pg_catalog.=) ARRAY[a.attnum]
               WHERE k.conrelid = {}::pg_catalog.regclass AND k.contype = 'n' AND a.attname = {};
              IF chosen <> {} THEN
                EXECUTE pg_catalog.format(
                  'ALTER TABLE %s RENAME CONSTRAINT %I TO %I', {}, chosen, {});
              END IF;
            END
            """,
            Sql.literal(table.name().sql()),
            Sql.literal(column.name().value()),
            Sql.literal(name.value()),
            Sql.literal(table.name().sql()),
            Sql.literal(name.value()));
    return alter(table.name(), Sql.of("DO {}", Sql.dollarQuoted(code)));
  }
}

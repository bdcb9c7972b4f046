package dev.concertina.plan.recipe;

import static dev.concertina.plan.recipe.Drafts.alter;

import dev.concertina.catalog.Table;
import dev.concertina.change.AddColumn;
import dev.concertina.change.Numbering;
import dev.concertina.plan.Statement;
import dev.concertina.sql.Identifier;
import dev.concertina.sql.QualifiedName;
import dev.concertina.sql.Sql;
import dev.concertina.sql.TypeName;
import dev.concertina.sync.DefaultRule;
import java.util.Set;

/**
 * A new column whose rows PostgreSQL numbers: serial, or an identity. A sequence is there before
 * the column, as its default; the backfill draws from it for the rows that were there. An identity
 * takes its place in CONTRACT and goes on where it stood: PostgreSQL lets only a column that is NOT
 * NULL be one.
 *
 * <p>The default runs with the rights of the writer, and an old writer has none on a sequence that
 * it does not know: until CONTRACT everybody may draw, who may insert.
 */
record NumberedColumn(PlanContext context, Table table, AddColumn change, TypeName type) {

  private static final Set<String> COUNTED = Set.of("smallint", "integer", "bigint");

  void addTo(Contribution.Builder parts) {
    refuse();
    QualifiedName sequence = sequence();
    Sql next = Sql.of("nextval({}::regclass)", Sql.literal(sequence.sql()));
    parts.expand(
        Statement.unlocked(
            Sql.of(
                "CREATE SEQUENCE {} AS {}{}",
                sequence,
                type,
                options().isEmpty() ? Sql.of("") : Sql.of(" {}", numbering().options()))));
    if (!table.owner().equals(context.catalog().role().name())) {
      parts.expand(
          Statement.unlocked(Sql.of("ALTER SEQUENCE {} OWNER TO {}", sequence, table.owner())));
    }
    parts.expand(Statement.unlocked(Sql.of("GRANT USAGE ON SEQUENCE {} TO PUBLIC", sequence)));
    parts.expand(alter(table, Sql.of("ADD COLUMN {} {}", change.column(), type)));
    parts.expand(alter(table, Sql.of("ALTER COLUMN {} SET DEFAULT {}", change.column(), next)));
    parts.expand(
        alter(
            table.name(),
            Sql.of("ALTER SEQUENCE {} OWNED BY {}.{}", sequence, table.name(), change.column())));
    parts.rule(new DefaultRule(change.column(), next));
    NotNullProof.of(context, table, change.column()).contract(parts);
    if (numbering().isIdentity()) {
      becomeIdentity(sequence, parts);
    } else {
      parts.contract(
          Statement.unlocked(Sql.of("REVOKE USAGE ON SEQUENCE {} FROM PUBLIC", sequence)));
    }
    parts.warn(
        "rows that were there are numbered while new ones come: the numbers of "
            + table.name()
            + "."
            + change.column()
            + " tell nothing of their order, and some are left out");
  }

  private void becomeIdentity(QualifiedName sequence, Contribution.Builder parts) {
    boolean always = numbering().kind() == Numbering.Kind.IDENTITY_ALWAYS;
    parts.contract(
        alter(
            table,
            Sql.of(
                "ALTER COLUMN {} DROP DEFAULT, ALTER COLUMN {} ADD GENERATED {} AS IDENTITY{}",
                change.column(),
                change.column(),
                always ? Sql.of("ALWAYS") : Sql.of("BY DEFAULT"),
                options().isEmpty() ? Sql.of("") : Sql.of(" ({})", numbering().options()))));
    parts.contract(
        alter(
            table.name(),
            Sql.of(
                "SELECT pg_catalog.setval({}, last_value, is_called) FROM {}",
                sequenceOf(table, change.column()),
                sequence)));
    parts.contract(alter(table.name(), Sql.of("DROP SEQUENCE {}", sequence)));
  }

  /** The sequence of an identity column; a column may own one of its default beside it. */
  static Sql sequenceOf(Table table, Identifier column) {
    return Sql.of(
        """
        (SELECT d.objid::pg_catalog.regclass
           FROM pg_catalog.pg_depend d
           JOIN pg_catalog.pg_attribute a ON a.attrelid = d.refobjid AND a.attnum = d.refobjsubid
          WHERE d.classid = 'pg_catalog.pg_class'::pg_catalog.regclass
            AND d.refclassid = d.classid AND d.deptype = 'i'
            AND a.attrelid = {}::pg_catalog.regclass AND a.attname = {})""",
        Sql.literal(table.name().sql()),
        Sql.literal(column.value()));
  }

  private String options() {
    return numbering().options().sql();
  }

  private Numbering numbering() {
    return change.numbering().orElseThrow();
  }

  private QualifiedName sequence() {
    if (numbering().isIdentity()) {
      return table
          .name()
          .sibling(change.column().derived(context.suffix() + "_seq", table.name().sql()));
    }
    return context
        .catalog()
        .answer(AddColumnRecipe.sequence(change).orElseThrow())
        .orThrow(
            reason ->
                context.refusal(
                    change.origin(),
                    "column-refused",
                    "PostgreSQL would not number this column as it is expected: " + reason + ".",
                    "Rename what has that name, or make the column an identity."));
  }

  private void refuse() {
    if (!COUNTED.contains(type.sql())) {
      throw context.refusal(
          change.origin(),
          "column-refused",
          "PostgreSQL refuses this column: an identity column is smallint, integer or bigint.",
          "Correct the type.");
    }
    if (numbering().isIdentity()
        && table.isPartitioned()
        && !context.catalog().server().isAtLeast(17)) {
      throw context.refusal(
          change.origin(),
          "unsupported-column",
          table.name() + " is partitioned, and may have an identity column from PostgreSQL 17 on.",
          "Make the column bigserial.");
    }
  }
}

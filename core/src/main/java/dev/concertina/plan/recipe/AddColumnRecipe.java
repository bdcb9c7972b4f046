package dev.concertina.plan.recipe;

import static dev.concertina.plan.recipe.Drafts.alter;

import dev.concertina.catalog.Table;
import dev.concertina.catalog.Trial;
import dev.concertina.catalog.Trial.NewColumnResult;
import dev.concertina.change.AddColumn;
import dev.concertina.plan.Phase;
import dev.concertina.plan.Statement;
import dev.concertina.sql.Identifier;
import dev.concertina.sql.Sql;
import dev.concertina.sql.TypeName;
import dev.concertina.sync.Conversion;
import dev.concertina.sync.DefaultRule;
import dev.concertina.sync.DerivedRule;
import java.util.Map;
import java.util.Optional;

/** A new column: at once where PostgreSQL touches no row, else by backfill. */
final class AddColumnRecipe {

  private final PlanContext context;

  AddColumnRecipe(PlanContext context) {
    this.context = context;
  }

  static Trial.NewColumn trial(AddColumn change) {
    return new Trial.NewColumn(
        change.table(), change.column(), change.type(), change.defaultValue());
  }

  static Optional<Trial.NewSequence> sequence(AddColumn change) {
    return change
        .numbering()
        .filter(numbering -> !numbering.isIdentity())
        .map(numbering -> new Trial.NewSequence(change.table(), change.column()));
  }

  static Optional<Trial.Expression> up(AddColumn change) {
    return change.up().map(up -> new Trial.Expression(change.table(), Map.of(), up));
  }

  Contribution contribute(AddColumn change) {
    Table table = context.table(change.table(), change.origin());
    Contribution.Builder parts = Contribution.to(table);
    if (change.ifNotExists() && table.column(change.column()).isPresent()) {
      return parts.warn(table.name() + " has a column " + change.column() + " already").build();
    }
    context.refuseTaken(table, change.column(), change.origin());
    NewColumnResult result = tried(change);
    parts.newColumn(
        new Contribution.NewColumn(
            change.column(), change.column(), Optional.empty(), Optional.empty()));
    parts.abort(
        alter(
            table.name(),
            Sql.of("ALTER TABLE {} DROP COLUMN IF EXISTS {}", table.name(), change.column())));
    if (change.numbering().isPresent()) {
      new NumberedColumn(context, table, change, result.type()).addTo(parts);
    } else if (change.up().isPresent()) {
      derived(change, table, result, parts);
    } else if (result.rewrites()) {
      volatileDefault(change, table, result, parts);
    } else {
      atOnce(change, table, result, parts);
    }
    return sights(parts, change).build();
  }

  private NewColumnResult tried(AddColumn change) {
    NewColumnResult result =
        context
            .catalog()
            .answer(trial(change))
            .orThrow(
                reason ->
                    context.refusal(
                        change.origin(),
                        "column-refused",
                        "PostgreSQL refuses this column: " + reason + ".",
                        "Correct the type or the default. An extension, a right, or a function that reads a"
                            + " table of this migration has to be made in a migration before this one."));
    if (result.domain()) {
      throw context.refusal(
          change.origin(),
          "unsupported-column",
          change.type() + " is a domain; its checks would be made on every row under lock.",
          "Add the column with the domain's base type.");
    }
    if (change.notNull() && !change.hasValue() && change.up().isEmpty()) {
      throw context.refusal(
          change.origin(),
          "up-missing",
          "the column "
              + change.column()
              + " is NOT NULL, and nothing says which value the rows"
              + " of the old application get.",
          "Give it a DEFAULT, or say: -- concertina: up = <expression over the other columns>");
    }
    return result;
  }

  private void atOnce(
      AddColumn change, Table table, NewColumnResult result, Contribution.Builder parts) {
    parts.expand(
        add(table, change.column(), result.type(), result.defaultValue(), change.notNull()));
  }

  private void volatileDefault(
      AddColumn change, Table table, NewColumnResult result, Contribution.Builder parts) {
    Sql value =
        Sql.verbatim(
            result
                .defaultValue()
                .orElseThrow(() -> new IllegalStateException("a rewrite without a default")));
    parts.expand(add(table, change.column(), result.type(), Optional.empty(), false));
    parts.expand(setDefault(table, change.column(), value));
    parts.rule(new DefaultRule(change.column(), value));
    if (change.notNull()) {
      NotNullProof.of(context, table, change.column()).contract(parts);
    }
  }

  private void derived(
      AddColumn change, Table table, NewColumnResult result, Contribution.Builder parts) {
    Conversion up =
        new Conversions(context, table)
            .of(change, "up", up(change).orElseThrow(), change.column(), result.type());
    parts.expand(add(table, change.column(), result.type(), Optional.empty(), false));
    parts.rule(new DerivedRule(change.column(), up));
    if (change.notNull()) {
      NotNullProof.of(context, table, change.column()).contractNew(table, parts);
    }
    result
        .defaultValue()
        .ifPresent(
            value -> parts.contract(setDefault(table, change.column(), Sql.verbatim(value))));
  }

  private static Statement add(
      Table table,
      Identifier column,
      TypeName type,
      Optional<String> defaultValue,
      boolean notNull) {
    return alter(
        table.name(),
        Sql.of(
            "ALTER TABLE {} ADD COLUMN {} {}{}{}",
            table.name(),
            column,
            type,
            defaultValue.map(d -> Sql.of(" DEFAULT {}", Sql.verbatim(d))).orElse(Sql.of("")),
            notNull ? Sql.of(" NOT NULL") : Sql.of("")));
  }

  private static Statement setDefault(Table table, Identifier column, Sql value) {
    return alter(
        table.name(),
        Sql.of("ALTER TABLE {} ALTER COLUMN {} SET DEFAULT {}", table.name(), column, value));
  }

  private Contribution.Builder sights(Contribution.Builder parts, AddColumn change) {
    String column = change.column().value();
    String filled =
        change
            .up()
            .map(up -> column + " is " + up + " in rows of the old application")
            .or(() -> change.defaultValue().map(d -> column + " is " + d + " where it is left out"))
            .or(() -> change.numbering().map(n -> column + " is the next number, left out"))
            .orElse(column + " is NULL where it is left out");
    return parts
        .sees(Phase.EXPAND, "a column " + column + " more: SELECT * returns it", "not yet")
        .sees(Phase.MIGRATE, "as after EXPAND", filled);
  }
}

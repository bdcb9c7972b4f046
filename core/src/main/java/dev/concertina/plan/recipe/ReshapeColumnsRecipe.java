package dev.concertina.plan.recipe;

import static dev.concertina.plan.recipe.Drafts.alter;

import dev.concertina.catalog.Column;
import dev.concertina.catalog.Generation;
import dev.concertina.catalog.Table;
import dev.concertina.catalog.Trial;
import dev.concertina.catalog.Trial.NewColumnResult;
import dev.concertina.change.MigrationException;
import dev.concertina.change.Origin;
import dev.concertina.change.ReshapeColumns;
import dev.concertina.change.ReshapeColumns.NewColumn;
import dev.concertina.change.ReshapeColumns.OldColumn;
import dev.concertina.plan.Phase;
import dev.concertina.sql.Identifier;
import dev.concertina.sql.Sql;
import dev.concertina.sql.TypeName;
import dev.concertina.sync.ReshapeRule;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Some columns become others: old and new ones stand side by side, and each side follows. */
final class ReshapeColumnsRecipe {

  private final PlanContext context;

  ReshapeColumnsRecipe(PlanContext context) {
    this.context = context;
  }

  static List<Trial<?>> trials(ReshapeColumns change) {
    List<Trial<?>> trials = new ArrayList<>();
    for (NewColumn column : change.into()) {
      trials.add(added(change, column));
      trials.add(up(change, column));
    }
    change.from().forEach(column -> trials.add(down(change, column)));
    return trials;
  }

  private static Trial.NewColumn added(ReshapeColumns change, NewColumn column) {
    return new Trial.NewColumn(change.table(), column.name(), column.type(), column.defaultValue());
  }

  private static Trial.Expression up(ReshapeColumns change, NewColumn column) {
    return new Trial.Expression(change.table(), Map.of(), column.up());
  }

  private static Trial.Expression down(ReshapeColumns change, OldColumn column) {
    Map<Identifier, String> shape =
        change.into().stream()
            .collect(Collectors.toMap(NewColumn::name, NewColumn::type, (a, b) -> a));
    return new Trial.Expression(change.table(), shape, column.down());
  }

  Contribution contribute(ReshapeColumns change) {
    Table table = context.table(change.table(), change.origin());
    Contribution.Builder parts = Contribution.to(table);
    List<Column> olds =
        change.from().stream()
            .map(old -> context.column(table, old.name(), change.origin()))
            .toList();
    olds.forEach(old -> refuseUnsupported(table, old, change.origin()));
    Map<Identifier, TypeName> types = new HashMap<>();
    for (NewColumn column : change.into()) {
      context.refuseTaken(table, column.name(), change.origin());
      NewColumnResult result = tried(change, column);
      types.put(column.name(), result.type());
      add(table, column, result, parts);
    }
    parts.rule(rule(change, table, olds, types));
    for (Column old : olds) {
      parts.goneColumn(old.name());
      parts.contract(alter(table, Sql.of("DROP COLUMN {}", old.name())));
    }
    return sights(parts, change).build();
  }

  private void add(
      Table table, NewColumn column, NewColumnResult result, Contribution.Builder parts) {
    parts.newColumn(
        new Contribution.NewColumn(
            column.name(), column.name(), Optional.empty(), Optional.empty()));
    parts.expand(alter(table, Sql.of("ADD COLUMN {} {}", column.name(), result.type())));
    parts.abort(alter(table, Sql.of("DROP COLUMN IF EXISTS {}", column.name())));
    if (column.notNull()) {
      NotNullProof.of(context, table, column.name()).contractNew(table, parts);
    }
    result
        .defaultValue()
        .ifPresent(
            value ->
                parts.contract(
                    alter(
                        table,
                        Sql.of(
                            "ALTER COLUMN {} SET DEFAULT {}",
                            column.name(),
                            Sql.verbatim(value)))));
  }

  private ReshapeRule rule(
      ReshapeColumns change, Table table, List<Column> olds, Map<Identifier, TypeName> types) {
    Conversions conversions = new Conversions(context, table);
    List<ReshapeRule.Side> oldSides = new ArrayList<>();
    for (int i = 0; i < olds.size(); i++) {
      OldColumn old = change.from().get(i);
      ReshapeRule.Side side =
          new ReshapeRule.Side(
              old.name(),
              conversions.of(
                  change, "down", down(change, old), old.name(), olds.get(i).type(), types));
      olds.forEach(gone -> refuseReadingOld(change, side, gone.name()));
      oldSides.add(side);
    }
    List<ReshapeRule.Side> newSides =
        change.into().stream()
            .map(
                column ->
                    new ReshapeRule.Side(
                        column.name(),
                        conversions.of(
                            change,
                            "up",
                            up(change, column),
                            column.name(),
                            tried(change, column).type(),
                            Map.of())))
            .toList();
    return new ReshapeRule(oldSides, newSides);
  }

  /** The new application does not know the old columns, so they say nothing of its rows. */
  private void refuseReadingOld(ReshapeColumns change, ReshapeRule.Side side, Identifier gone) {
    if (side.from().expression().columns().contains(gone)) {
      throw context.refusal(
          change.origin(),
          "down-refused",
          "`down` of " + side.column() + " reads " + gone + ", which the new shape does not have.",
          "Make it of the new columns alone.");
    }
  }

  private NewColumnResult tried(ReshapeColumns change, NewColumn column) {
    NewColumnResult result =
        context
            .catalog()
            .answer(added(change, column))
            .orThrow(
                reason ->
                    context.refusal(
                        change.origin(),
                        "column-refused",
                        "PostgreSQL refuses the column " + column.name() + ": " + reason + ".",
                        "Correct the type or the default."));
    if (result.domain()) {
      throw context.refusal(
          change.origin(),
          "unsupported-column",
          column.type() + " is a domain; its checks would be made on every row under lock.",
          "Give the column " + column.name() + " the domain's base type.");
    }
    return result;
  }

  private void refuseUnsupported(Table table, Column old, Origin origin) {
    PartitionRules partitions = new PartitionRules(context);
    partitions.refuseKey(table, old.name(), origin);
    partitions.refuseOwn(table, old, origin);
    context.refuseDependents(table, old.name(), origin);
    if (old.generation() != Generation.NONE || !old.sequences().isEmpty()) {
      throw unsupported(table, old, "gets its values from PostgreSQL", origin);
    }
    if (table.indexes().stream().anyMatch(i -> i.primary() && i.columns().contains(old.name()))) {
      throw unsupported(table, old, "is part of the primary key", origin);
    }
    if (table.referencedBy().stream().anyMatch(f -> f.referencedColumns().contains(old.name()))) {
      throw unsupported(table, old, "is referenced by foreign keys", origin);
    }
  }

  private MigrationException unsupported(Table table, Column old, String why, Origin origin) {
    return context.refusal(
        origin,
        "unsupported-column",
        table.name() + "." + old.name() + " " + why + ", and so cannot become other columns.",
        "Add the new columns with add_column and their `up`, and keep the old one.");
  }

  private static Contribution.Builder sights(Contribution.Builder parts, ReshapeColumns change) {
    String from = words(change.from().stream().map(OldColumn::name).toList());
    String to = words(change.into().stream().map(NewColumn::name).toList());
    return parts
        .sees(Phase.EXPAND, from + " as before; beside it: " + to, "not yet")
        .sees(
            Phase.MIGRATE,
            from + " as before, with what the new application writes, through `down`",
            to + ", with what the old application writes, through `up`")
        .sees(
            Phase.SWITCH,
            from + " as before; where one statement writes both sides, " + to + " wins",
            to + "; the authority")
        .sees(Phase.CONTRACT, from + " is gone: it must not run any more", to + " alone");
  }

  private static String words(List<Identifier> columns) {
    return columns.stream().map(Identifier::value).collect(Collectors.joining(", "));
  }
}

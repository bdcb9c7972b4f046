package dev.concertina.plan.recipe;

import dev.concertina.catalog.Column;
import dev.concertina.catalog.ForeignKey;
import dev.concertina.catalog.Table;
import dev.concertina.catalog.Trial;
import dev.concertina.catalog.Trial.TypeChangeResult;
import dev.concertina.change.ChangeType;
import dev.concertina.change.Origin;
import dev.concertina.plan.LockMode;
import dev.concertina.plan.Phase;
import dev.concertina.plan.Statement;
import dev.concertina.plan.TableLock;
import dev.concertina.plan.Work;
import dev.concertina.sql.Identifier;
import dev.concertina.sql.RowExpression;
import dev.concertina.sql.Sql;
import dev.concertina.sql.TypeName;
import dev.concertina.sync.Comparison;
import dev.concertina.sync.Conversion;
import dev.concertina.sync.ShadowRule;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A column of another type or size. Old and new share the name, so the new shape is published as a
 * version; what PostgreSQL does without touching rows or indexes is done at once.
 */
final class ChangeTypeRecipe {

  private final PlanContext context;

  ChangeTypeRecipe(PlanContext context) {
    this.context = context;
  }

  /** What PostgreSQL has to be asked about the change. */
  static Trial.TypeChange trial(ChangeType change) {
    return new Trial.TypeChange(change.table(), change.column(), change.type(), change.up());
  }

  /** The expression from the old row, or the cast whose immutability stands for assignment. */
  static Trial.Expression up(ChangeType change) {
    return new Trial.Expression(
        change.table(),
        Map.of(),
        change.up().orElseGet(() -> cast(change.column(), change.type())));
  }

  /** The expression from the new row; the old type must be known to write the cast. */
  static Trial.Expression down(ChangeType change) {
    return new Trial.Expression(
        change.table(),
        Map.of(change.column(), change.type()),
        change.down().orElseGet(() -> Sql.of("{}", change.column()).sql()));
  }

  /** The new type, if the column gets a shadow; not where the change will be refused. */
  static Optional<TypeName> typeByVersion(PlanContext context, ChangeType change) {
    return context
        .catalog()
        .answer(trial(change))
        .accepted()
        .filter(result -> isByVersion(change, result))
        .map(TypeChangeResult::type);
  }

  private static boolean isByVersion(ChangeType change, TypeChangeResult result) {
    return result.rewrites() || change.down().isPresent();
  }

  Contribution contribute(ChangeType change) {
    Table table = context.table(change.table(), change.origin());
    Column old = context.column(table, change.column(), change.origin());
    PartitionRules partitions = new PartitionRules(context);
    partitions.refuseKey(table, old.name(), change.origin());
    partitions.refuseOwn(table, old, change.origin());
    TypeChangeResult result =
        context
            .catalog()
            .answer(trial(change))
            .orThrow(
                reason ->
                    context.refusal(
                        change.origin(),
                        "type-change-refused",
                        "PostgreSQL refuses this change of type: " + reason + ".",
                        RefusedType.hint(reason)
                            + old.defaultValue()
                                .map(
                                    value ->
                                        "; it does not convert the default "
                                            + value
                                            + ": DROP DEFAULT before it, SET DEFAULT behind it")
                                .orElse("")));
    return isByVersion(change, result)
        ? byVersion(change, table, old, result)
        : atOnce(change, table, old, result);
  }

  private Contribution atOnce(ChangeType change, Table table, Column old, TypeChangeResult result) {
    context.refuseTypeDependents(table, old.name(), change.origin());
    boolean checked =
        table.checks().stream().anyMatch(c -> c.expression().columns().contains(old.name()))
            || table.foreignKeys().stream().anyMatch(f -> f.columns().contains(old.name()));
    List<TableLock> locks = locks(table, old);
    Statement statement =
        new Statement(
            Sql.of(
                    "ALTER TABLE {} ALTER COLUMN {} TYPE {}{}",
                    table.name(),
                    old.name(),
                    result.type(),
                    change.up().isPresent()
                        ? Sql.of(" USING {}", resolvedUp(change).sql())
                        : Sql.of(""))
                .sql(),
            Optional.of(locks.get(0)),
            checked ? Work.SCAN : Work.METADATA);
    Contribution.Builder parts = Contribution.standalone();
    locks.forEach(lock -> parts.touches(lock.table()));
    if (result.rewritesBack()) {
      parts.warn(
          "going back rewrites "
              + table.name()
              + ": ABORT makes "
              + old.name()
              + " "
              + old.type()
              + " again, and nobody reads or writes the table meanwhile");
    }
    return parts
        .own(Phase.EXPAND, Drafts.ddl("make " + old.name() + " " + result.type(), locks, statement))
        .own(
            Phase.ABORT,
            Drafts.under(
                "make " + old.name() + " " + old.type() + " again",
                locks,
                back(table, old, result.rewritesBack())))
        .warn(
            "statements prepared before EXPAND that return "
                + old.name()
                + " fail once with \"cached plan must not change result type\" inside a transaction")
        .sees(
            Phase.EXPAND,
            old.name() + " becomes " + result.type() + " without moving a row; values as before",
            "the new type")
        .build();
  }

  /**
   * A type brings its own collation, storage and compression along, unless they are said. For a
   * smaller type PostgreSQL writes every row anew, whatever the values are.
   */
  private static List<Statement> back(Table table, Column old, boolean rewrites) {
    List<Statement> statements = new ArrayList<>();
    Sql collation = old.collation().map(c -> Sql.of(" COLLATE {}", c)).orElse(Sql.of(""));
    Statement type = alter(table, old, Sql.of("TYPE {}{}", old.type(), collation));
    statements.add(rewrites ? new Statement(type.sql(), type.lock(), Work.REWRITE) : type);
    old.storage()
        .map(storage -> alter(table, old, Sql.of("SET STORAGE {}", Sql.verbatim(storage))))
        .ifPresent(statements::add);
    old.compression()
        .map(method -> alter(table, old, Sql.of("SET COMPRESSION {}", Sql.verbatim(method))))
        .ifPresent(statements::add);
    return statements;
  }

  private static Statement alter(Table table, Column column, Sql action) {
    return Drafts.alter(table, Sql.of("ALTER COLUMN {} {}", column.name(), action));
  }

  /** PostgreSQL makes the foreign keys of the column anew, and their triggers on both tables. */
  private static List<TableLock> locks(Table table, Column column) {
    return Stream.of(
            Stream.of(table.name()),
            table.foreignKeys().stream()
                .filter(key -> key.columns().contains(column.name()))
                .map(ForeignKey::referenced),
            table.referencedBy().stream()
                .filter(key -> key.referencedColumns().contains(column.name()))
                .map(ForeignKey::table))
        .flatMap(names -> names)
        .distinct()
        .map(name -> new TableLock(name, LockMode.ACCESS_EXCLUSIVE))
        .toList();
  }

  /** A shadow of a domain fails NULL, or has PostgreSQL write every row anew. */
  void refuseDomain(Origin origin, TypeChangeResult result) {
    if (result.domain()) {
      throw context.refusal(
          origin,
          "unsupported-column",
          result.type() + " is a domain; its checks would be made on every row under lock.",
          "Give the column the domain's base type, and its checks with ADD CONSTRAINT … CHECK.");
    }
  }

  private Contribution byVersion(
      ChangeType change, Table table, Column old, TypeChangeResult result) {
    refuseUnpublishable(change.origin(), table);
    refuseDomain(change.origin(), result);
    boolean widens = result.widensInteger() && change.up().isEmpty() && change.down().isEmpty();
    Shadow shadow =
        new Shadow(
            context,
            table,
            old,
            old.name(),
            old.name().derived(context.suffix()),
            result.type(),
            widens ? Shadow.Values.WIDENED : Shadow.Values.CONVERTED,
            result.defaultValue());
    shadow.refuseUnsupported(change.origin());
    Contribution.Builder parts = Contribution.to(table);
    shadow.addTo(parts);
    Conversions conversions = new Conversions(context, table);
    Conversion up =
        widens
            ? conversions.total("up", castUp(change), old.name(), result.type())
            : conversions.of("up", resolvedUp(change), old.name(), result.type(), Map.of());
    Conversion down =
        conversions.of(
            "down",
            resolvedDown(change, result, old),
            old.name(),
            old.type(),
            Map.of(old.name(), result.type()));
    parts.rule(
        new ShadowRule(
            old.name(),
            old.name(),
            shadow.physical(),
            up,
            down,
            widens ? Comparison.equality(old.type(), result.type()) : Comparison.IMAGE,
            widens));
    if (widens) {
      parts.warn(
          table.name()
              + "."
              + old.name()
              + " has to stay within "
              + old.type()
              + " until CONTRACT: whoever writes more, the old application or the new one, fails");
    }
    return sights(parts, old, result.type()).build();
  }

  /** Where a version cannot show the new shape to those who may see the table. */
  void refuseUnpublishable(Origin origin, Table table) {
    if (!context.catalog().role().mayCreateSchemas()) {
      throw context.refusal(
          origin,
          "no-rights",
          "role "
              + context.catalog().role().name()
              + " may not create the schema "
              + context.suffix()
              + ", through which the new application sees the new type.",
          "GRANT CREATE ON DATABASE … TO " + context.catalog().role().name().sql() + ".");
    }
    if (table.rowSecurity() && !context.catalog().server().isAtLeast(15)) {
      throw context.refusal(
          origin,
          "unsupported-table",
          table.name()
              + " has row security, and a view on PostgreSQL 14 would bypass its policies.",
          "Upgrade to PostgreSQL 15, or add a new column in its own migration instead.");
    }
  }

  private RowExpression resolvedUp(ChangeType change) {
    RowExpression resolved = castUp(change);
    return change.up().isPresent() ? resolved : RowExpression.column(change.column());
  }

  private RowExpression castUp(ChangeType change) {
    return context
        .catalog()
        .answer(up(change))
        .orThrow(
            reason ->
                context.refusal(
                    change.origin(),
                    "up-refused",
                    "the conversion to "
                        + change.type()
                        + " cannot be used in a sync: "
                        + reason
                        + ".",
                    Conversions.hint("up")))
        .expression();
  }

  private RowExpression resolvedDown(ChangeType change, TypeChangeResult result, Column old) {
    if (change.down().isEmpty() && !result.assignableBack()) {
      throw context.refusal(
          change.origin(),
          "down-missing",
          "PostgreSQL does not convert "
              + result.type()
              + " back to "
              + old.type()
              + " by itself, and the old application reads what the new one writes.",
          "Say how: -- concertina: down = " + cast(old.name(), old.type().sql()));
    }
    return context
        .catalog()
        .answer(down(change))
        .orThrow(
            reason ->
                context.refusal(
                    change.origin(),
                    "down-refused",
                    "`down` cannot be used in a sync: " + reason + ".",
                    "Give a `down` over the new row that depends on the row alone."))
        .expression();
  }

  private Contribution.Builder sights(Contribution.Builder parts, Column old, TypeName type) {
    String column = old.name().value();
    return parts
        .sees(Phase.EXPAND, column + " " + old.type() + ", as before", "not yet")
        .sees(
            Phase.MIGRATE,
            column + " " + old.type() + ", with what the new application writes, through `down`",
            column
                + " "
                + type
                + " on search_path = "
                + context.suffix()
                + ", public; a value that `down` cannot hold is refused until CONTRACT")
        .sees(
            Phase.SWITCH,
            column + " " + old.type() + ", as before",
            column + " " + type + "; the authority")
        .sees(
            Phase.CONTRACT,
            column + " is " + type + ": the old application must not run any more",
            column + " " + type + ", with or without the search_path");
  }

  private static String cast(Identifier column, String type) {
    return Sql.of("{}::{}", column, Sql.verbatim(type)).sql();
  }
}

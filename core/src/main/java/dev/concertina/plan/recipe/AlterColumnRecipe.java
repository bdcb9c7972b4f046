package dev.concertina.plan.recipe;

import dev.concertina.catalog.Column;
import dev.concertina.catalog.Table;
import dev.concertina.catalog.Trial.TypeChangeResult;
import dev.concertina.change.AlterColumn;
import dev.concertina.change.Change;
import dev.concertina.change.ChangeType;
import dev.concertina.change.DropDefault;
import dev.concertina.plan.Phase;
import dev.concertina.sql.Identifier;
import dev.concertina.sql.RowExpression;
import dev.concertina.sql.TypeName;
import dev.concertina.sync.Comparison;
import dev.concertina.sync.Conversion;
import dev.concertina.sync.ShadowRule;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One column under another name, of another type, NOT NULL or with another default, in any
 * combination that needs a shadow: one shadow of the final shape. Under another name both stand
 * side by side; under the same one the new shape is published as a version.
 */
final class AlterColumnRecipe {

  private final PlanContext context;

  AlterColumnRecipe(PlanContext context) {
    this.context = context;
  }

  /** The change, or its parts where they can be done one by one. */
  List<Change> apart(AlterColumn change) {
    refuseOrder(change);
    return needsShadow(change) ? List.of(change) : change.parts();
  }

  /** What will be refused needs none. */
  private boolean needsShadow(AlterColumn change) {
    return change.renames()
        || change
            .type()
            .filter(
                type ->
                    type.down().isPresent()
                        || context
                            .catalog()
                            .answer(ReshapeTrials.type(change, type))
                            .accepted()
                            .filter(TypeChangeResult::rewrites)
                            .isPresent())
            .isPresent();
  }

  /** The shadow's name until CONTRACT. */
  static Identifier physical(PlanContext context, AlterColumn change) {
    return change.renames() ? change.to() : change.to().derived(context.suffix());
  }

  /** The type of the shadow, where it is another one; not where the change will be refused. */
  Optional<TypeName> newType(AlterColumn change) {
    return change
        .type()
        .flatMap(type -> context.catalog().answer(ReshapeTrials.type(change, type)).accepted())
        .map(TypeChangeResult::type);
  }

  Contribution contribute(AlterColumn change) {
    Table table = context.table(change.table(), change.origin());
    Column old = context.column(table, change.column(), change.origin());
    refuse(change, table);
    Optional<TypeChangeResult> type = change.type().map(part -> tried(change, part));
    Column model = change.notNull().isPresent() ? old.required() : old;
    Shadow shadow =
        new Shadow(
            context,
            table,
            model,
            change.to(),
            physical(context, change),
            type.map(TypeChangeResult::type).orElse(old.type()),
            type.isEmpty() ? Shadow.Values.KEPT : Shadow.Values.CONVERTED,
            defaultValue(change, old, type));
    type.ifPresent(result -> new ChangeTypeRecipe(context).refuseDomain(change.origin(), result));
    shadow.refuseUnsupported(change.origin());
    Contribution.Builder parts = Contribution.to(table);
    if (change.notNull().isPresent() && change.notNull().get().up().isEmpty() && !old.notNull()) {
      lookForNulls(table, shadow, parts);
    }
    shadow.addTo(parts);
    Conversion up = upOf(change, table, old, shadow.type());
    Conversion down = downOf(change, table, old, type);
    parts.rule(
        new ShadowRule(
            old.name(),
            change.to(),
            shadow.physical(),
            up,
            down,
            type.isEmpty() && old.bitwiseEquality()
                ? Comparison.equality(old.type(), old.type())
                : Comparison.IMAGE,
            up.total() && down.total()));
    return sights(parts, change, shadow.type()).build();
  }

  private void refuse(AlterColumn change, Table table) {
    if (change.renames()) {
      context.refuseTaken(table, change.to(), change.origin());
    } else {
      new ChangeTypeRecipe(context).refuseUnpublishable(change.origin(), table);
    }
  }

  private void refuseOrder(AlterColumn change) {
    if (change.all(ChangeType.class).count() > 1) {
      throw split(change, "its type is changed twice", "Change it to the last type at once.");
    }
    change.type().ifPresent(type -> refuseBefore(change, type));
  }

  /** What PostgreSQL would convert with the rows. */
  private void refuseBefore(AlterColumn change, ChangeType type) {
    if (ReshapeTrials.newDefault(change).filter(set -> change.isBefore(set, type)).isPresent()) {
      throw split(
          change,
          "its new default would be converted from the old type",
          "Write SET DEFAULT behind the change of type.");
    }
    boolean convertsStandIn =
        type.up().isPresent()
            && change
                .notNull()
                .filter(set -> set.up().isPresent() && change.isBefore(set, type))
                .isPresent();
    if (convertsStandIn) {
      throw split(
          change,
          "what stands in for its NULLs would be converted from the old type",
          "Write the UPDATE and SET NOT NULL behind the change of type.");
    }
  }

  private RuntimeException split(AlterColumn change, String why, String hint) {
    return context.refusal(
        change.origin(),
        "split-migration",
        "several alterations of " + change.column() + " are carried out as one, and " + why + ".",
        hint);
  }

  private TypeChangeResult tried(AlterColumn change, ChangeType type) {
    return context
        .catalog()
        .answer(ReshapeTrials.type(change, type))
        .orThrow(
            reason ->
                context.refusal(
                    type.origin(),
                    "type-change-refused",
                    "PostgreSQL refuses this change of type: " + reason + ".",
                    RefusedType.hint(reason)));
  }

  private Optional<String> defaultValue(
      AlterColumn change, Column old, Optional<TypeChangeResult> type) {
    if (change.lastDefault().isEmpty()) {
      return type.map(TypeChangeResult::defaultValue).orElse(old.defaultValue());
    }
    return ReshapeTrials.newDefault(change)
        .map(
            set ->
                ReshapeTrials.defaultOf(change, set)
                    .flatMap(
                        trial ->
                            context
                                .catalog()
                                .answer(trial)
                                .orThrow(
                                    reason ->
                                        context.refusal(
                                            set.origin(),
                                            "default-refused",
                                            "PostgreSQL refuses this default: " + reason + ".",
                                            "Correct the default."))
                                .defaultValue())
                    .orElse(set.expression()));
  }

  private void lookForNulls(Table table, Shadow shadow, Contribution.Builder parts) {
    parts.prepareContract(
        NotNullProof.lookForNulls(
            table,
            shadow.physical(),
            shadow.logical() + " is NULL",
            "give these rows a value, then run `contract` again"));
    parts.warn(
        "no `up` says what stands in for a NULL in "
            + shadow.logical()
            + ": CONTRACT stays shut while a row has one");
  }

  private Conversion upOf(AlterColumn change, Table table, Column old, TypeName type) {
    Conversions conversions = new Conversions(context, table);
    Conversion up =
        change
            .type()
            .map(
                part ->
                    conversions.of(
                        "up", upExpression(change, part, conversions), old.name(), type, Map.of()))
            .orElseGet(
                () ->
                    Conversion.copy(
                        old.name(), old.type(), context.function(table, old.name(), "up")));
    return change
        .notNull()
        .flatMap(
            set ->
                ReshapeTrials.standIn(change, set)
                    .map(trial -> asBefore(change, conversions.resolved(set, "up", trial))))
        .map(standIn -> up.orElse(standIn, conversions.inputs()))
        .orElse(up);
  }

  /** Without USING the value is assigned; the cast was only asked whether it is immutable. */
  private static RowExpression upExpression(
      AlterColumn change, ChangeType type, Conversions conversions) {
    RowExpression resolved = conversions.resolved(type, "up", ReshapeTrials.up(change, type));
    return type.up().isPresent()
        ? asBefore(change, resolved)
        : RowExpression.column(change.column());
  }

  private Conversion downOf(
      AlterColumn change, Table table, Column old, Optional<TypeChangeResult> type) {
    if (type.isEmpty()) {
      return Conversion.copy(change.to(), old.type(), context.function(table, old.name(), "down"));
    }
    ChangeType part = change.type().orElseThrow();
    if (part.down().isEmpty() && !type.get().assignableBack()) {
      throw context.refusal(
          part.origin(),
          "down-missing",
          "PostgreSQL does not convert "
              + type.get().type()
              + " back to "
              + old.type()
              + " by itself, and the old application reads what the new one writes.",
          "Say how: -- concertina: down = " + ReshapeTrials.cast(change.to(), old.type().sql()));
    }
    Conversions conversions = new Conversions(context, table);
    return conversions.of(
        "down",
        conversions.resolved(part, "down", ReshapeTrials.down(change, part)),
        old.name(),
        old.type(),
        Map.of(change.to(), type.get().type()));
  }

  /** By the names that the columns have in the table. */
  private static RowExpression asBefore(AlterColumn change, RowExpression expression) {
    List<Identifier> names =
        change.parts().stream().flatMap(part -> ColumnChanges.nameBefore(part).stream()).toList();
    return expression.renamed(name -> names.contains(name) ? change.column() : name);
  }

  private Contribution.Builder sights(
      Contribution.Builder parts, AlterColumn change, TypeName type) {
    String from = change.column().value();
    String to =
        change.to().value()
            + " "
            + type
            + (change.renames() ? "" : " on search_path = " + context.suffix() + ", public");
    change
        .lastDefault()
        .filter(last -> change.renames() || last instanceof DropDefault)
        .ifPresent(
            last ->
                parts.warn(
                    "until CONTRACT a new row that leaves "
                        + change.to()
                        + " out gets what the old default of "
                        + change.column()
                        + " says"));
    return parts
        .sees(Phase.EXPAND, from + ", as before", "not yet")
        .sees(
            Phase.MIGRATE,
            from + ", with what the new application writes",
            to + ", with what the old application writes; an INSERT of NULL counts as omitted")
        .sees(Phase.SWITCH, from + ", as before", to + "; the authority")
        .sees(
            Phase.CONTRACT,
            from + " is gone or is another: it must not run any more",
            change.to() + " alone");
  }
}

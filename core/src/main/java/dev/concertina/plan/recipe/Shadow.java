package dev.concertina.plan.recipe;

import static dev.concertina.plan.recipe.Drafts.alter;

import dev.concertina.catalog.Column;
import dev.concertina.catalog.Grant;
import dev.concertina.catalog.Table;
import dev.concertina.change.AlterColumn;
import dev.concertina.change.Origin;
import dev.concertina.change.SetNotNull;
import dev.concertina.plan.Statement;
import dev.concertina.sql.Identifier;
import dev.concertina.sql.QualifiedName;
import dev.concertina.sql.Sql;
import dev.concertina.sql.SqlPart;
import dev.concertina.sql.TypeName;
import java.util.Collection;
import java.util.Optional;

/**
 * The physical column that holds the new shape of an old one while both exist.
 *
 * @param old the column that it will replace
 * @param logical its name once the old column is gone
 * @param physical its name until then; the same where the new shape has another name anyway
 * @param type of the new shape
 * @param values what becomes of the old column's values
 * @param defaultValue the default of the new shape
 */
record Shadow(
    PlanContext context,
    Table table,
    Column old,
    Identifier logical,
    Identifier physical,
    TypeName type,
    Values values,
    Optional<String> defaultValue) {

  /** What becomes of the old column's values in the shadow. */
  enum Values {
    /** The type is the same, so that collation and storage go along. */
    KEPT,
    /** The type holds all of them and more, and each is equal to what it was. */
    WIDENED,
    CONVERTED;

    boolean lossless() {
      return this != CONVERTED;
    }
  }

  /** Refuses what a shadow cannot stand for, with the reason. */
  void refuseUnsupported(Origin origin) {
    PartitionRules partitions = new PartitionRules(context);
    partitions.refuseKey(table, old.name(), origin);
    partitions.refuseOwn(table, old, origin);
    partitions.refuseUncarried(table, old.name(), origin);
    if (old.generation().isExpression()) {
      throw context.refusal(
          origin,
          "unsupported-column",
          table.name() + "." + old.name() + " is computed from other columns by PostgreSQL.",
          "This change is not supported yet. Add a new column in its own migration instead.");
    }
    if (old.domain()) {
      throw context.refusal(
          origin,
          "unsupported-column",
          table.name()
              + "."
              + old.name()
              + " is of a domain type, whose checks would fail rows"
              + " before the sync has filled them.",
          "Change the column to the domain's base type first, in a migration of its own.");
    }
    boolean excluded =
        table.indexesOn(old.name()).stream()
            .anyMatch(i -> i.constraint().filter(c -> c.kind() == 'x').isPresent());
    if (excluded) {
      throw context.refusal(
          origin,
          "unsupported-column",
          table.name()
              + "."
              + old.name()
              + " is part of an exclusion constraint, which PostgreSQL cannot build while writers go on.",
          "Drop the exclusion constraint first, in a migration of its own.");
    }
    refuseKeysWithoutOverlaps(origin);
    new ShadowDependents(this).refuseUncarried(origin);
    new ShadowForeignKeys(this).refuseUnsupported(origin);
  }

  private void refuseKeysWithoutOverlaps(Origin origin) {
    table.indexesOn(old.name()).stream()
        .filter(index -> index.constraint().isPresent() && !index.isBtree())
        .findFirst()
        .ifPresent(
            index -> {
              throw context.refusal(
                  origin,
                  "unsupported-column",
                  table.name()
                      + "."
                      + old.name()
                      + " is part of "
                      + index.name().name()
                      + ", a key WITHOUT OVERLAPS, which PostgreSQL cannot build while writers go on.",
                  "Drop the key first, in a migration of its own.");
            });
  }

  /** Adds the shadow, nullable and without a default: a value in it always comes from a writer. */
  void addTo(Contribution.Builder parts) {
    parts.newColumn(
        new Contribution.NewColumn(logical, physical, Optional.of(old), defaultOfItsOwn()));
    parts.goneColumn(old.name());
    parts.expand(
        alter(
            table.name(),
            Sql.of(
                "ALTER TABLE {} ADD COLUMN {} {}{}",
                table.name(),
                physical,
                type,
                keepsType()
                    ? optional(old.collation().map(c -> Sql.of(" COLLATE {}", c)))
                    : Sql.of(""))));
    if (keepsType()) {
      old.storage().ifPresent(s -> set(parts, Sql.of("SET STORAGE {}", Sql.verbatim(s))));
      old.compression().ifPresent(c -> set(parts, Sql.of("SET COMPRESSION {}", Sql.verbatim(c))));
    }
    old.statistics().ifPresent(s -> set(parts, Sql.of("SET STATISTICS {}", Sql.number(s))));
    old.options().ifPresent(o -> set(parts, Sql.of("SET ({})", Sql.verbatim(o))));
    old.grants().forEach(grant -> parts.expand(grantOn(table.name(), grant)));
    new PartitionColumns(this).addTo(parts);
    new ShadowConstraints(this).addTo(parts);
    new ShadowForeignKeys(this).addTo(parts);
    parts.abort(
        alter(
            table.name(),
            Sql.of("ALTER TABLE {} DROP COLUMN IF EXISTS {}", table.name(), physical)));
  }

  /**
   * What the column is called when it becomes NOT NULL: PostgreSQL 18 gives the constraint a name
   * made of that.
   */
  Identifier requiredAs() {
    return context
        .all(AlterColumn.class)
        .filter(reshape -> reshape.column().equals(old.name()) && reshape.to().equals(logical))
        .flatMap(reshape -> reshape.notNull().stream())
        .map(SetNotNull::column)
        .findFirst()
        .orElse(logical);
  }

  /**
   * The default that a writer of the new shape alone gets. Where the value that the old column gets
   * is as good, there is none: a sequence would be drawn from twice for one row.
   */
  private Optional<String> defaultOfItsOwn() {
    return values.lossless() || !old.sequences().isEmpty() ? Optional.empty() : defaultValue;
  }

  boolean keepsType() {
    return values == Values.KEPT;
  }

  StandIns standIns() {
    return context.standIns();
  }

  /** The name that stands for one of the table's columns while both shapes exist. */
  Identifier standIn(Identifier column) {
    return standIns().physical(table.name(), column);
  }

  /** Whether this shadow, of all that the table gets, makes anew what hangs on the columns. */
  boolean leads(Collection<Identifier> columns) {
    return standIns().first(table.name(), columns).equals(Optional.of(old.name()));
  }

  /** The grant that the old column has, on the shadow. */
  Statement grantOn(QualifiedName relation, Grant grant) {
    return alter(
        table.name(),
        Sql.of(
            "GRANT {} ({}) ON {} TO {}{}",
            Sql.verbatim(grant.privilege()),
            physical,
            relation,
            grant.role().<SqlPart>map(role -> role).orElse(Sql.of("PUBLIC")),
            grant.grantable() ? Sql.of(" WITH GRANT OPTION") : Sql.of("")));
  }

  private void set(Contribution.Builder parts, Sql clause) {
    parts.expand(
        alter(
            table.name(),
            Sql.of("ALTER TABLE {} ALTER COLUMN {} {}", table.name(), physical, clause)));
  }

  private static Sql optional(Optional<Sql> sql) {
    return sql.orElse(Sql.of(""));
  }
}

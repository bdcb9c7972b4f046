package dev.concertina.plan.recipe;

import dev.concertina.catalog.Catalog;
import dev.concertina.catalog.Column;
import dev.concertina.catalog.Dependent;
import dev.concertina.catalog.Index;
import dev.concertina.catalog.Table;
import dev.concertina.catalog.TableKind;
import dev.concertina.change.AddColumn;
import dev.concertina.change.Change;
import dev.concertina.change.CreateObject;
import dev.concertina.change.CreatePartition;
import dev.concertina.change.CreateTable;
import dev.concertina.change.DropColumn;
import dev.concertina.change.MigrationException;
import dev.concertina.change.ObjectName;
import dev.concertina.change.Origin;
import dev.concertina.change.TableRef;
import dev.concertina.change.Version;
import dev.concertina.plan.Phase;
import dev.concertina.sql.Identifier;
import dev.concertina.sql.QualifiedName;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What every recipe may look at: the migration as a whole and the catalog. Looks things up and
 * refuses, with the statement's place, what is not there or cannot be done.
 */
public record PlanContext(Version version, List<Change> changes, Catalog catalog) {

  /** What makes names of this migration its own: {@code v7}. */
  public String suffix() {
    return version.schemaName();
  }

  /** The columns of the migration that get a shadow. */
  StandIns standIns() {
    return StandIns.of(this);
  }

  /** A function of Concertina's own for one column of the table. */
  public QualifiedName function(Table table, Identifier column, String what) {
    Identifier name = column.derived(suffix() + "_" + what, table.name().sql());
    return new QualifiedName(catalog.home(), name);
  }

  /** The ordinary or partitioned table of that name, if the connected role may alter it. */
  public Table table(TableRef ref, Origin origin) {
    Table table = anyTable(ref, origin);
    if (table.kind() != TableKind.TABLE && !table.isPartitioned()) {
      throw notATable(ref, table.kind(), origin);
    }
    new PartitionRules(this).refuseUnreachable(table, origin);
    return table;
  }

  /** The changes of one kind, in their order. */
  <T extends Change> Stream<T> all(Class<T> kind) {
    return changes.stream().filter(kind::isInstance).map(kind::cast);
  }

  private MigrationException noSuchTable(TableRef ref, Origin origin) {
    return new RenamedTables(this)
        .to(ref)
        .map(
            renamed ->
                "the name that %s gets at %s, and what one migration renames it"
                    .formatted(renamed.from(), renamed.origin()))
        .or(() -> newPartition(ref))
        .map(
            how ->
                refusal(
                    origin,
                    "split-migration",
                    ref + " is " + how + " does not reshape.",
                    "Put the second change into a migration of its own, for a later release."))
        .orElseGet(
            () ->
                refusal(
                    origin,
                    "no-such-table",
                    "there is no table " + ref + ".",
                    "Check the name and the search_path of the connection."));
  }

  private Optional<String> newPartition(TableRef ref) {
    return all(CreatePartition.class)
        .filter(create -> create.table().equals(ref))
        .findFirst()
        .map(
            create ->
                "a partition that is made at %s, which the same migration"
                    .formatted(create.origin()));
  }

  /** As above, or a partition, a parent or child of another table, or a foreign table. */
  public Table anyTable(TableRef ref, Origin origin) {
    Catalog.Relation relation = catalog.relation(ref).orElseThrow(() -> noSuchTable(ref, origin));
    Table table = relation.table().orElseThrow(() -> notATable(ref, relation.kind(), origin));
    if (!table.owned()) {
      throw refusal(
          origin,
          "no-rights",
          "role "
              + catalog.role().name()
              + " may not alter "
              + table.name()
              + ": it is not a member of its owner "
              + table.owner()
              + ".",
          "Connect as "
              + table.owner()
              + ", or give the table to the role that deploys: ALTER TABLE "
              + table.name().sql()
              + " OWNER TO "
              + catalog.role().name().sql()
              + ". If "
              + table.owner()
              + " is no superuser, GRANT "
              + table.owner().sql()
              + " TO "
              + catalog.role().name().sql()
              + " will do.");
    }
    return table;
  }

  /** Whether the migration means the table by that name. */
  boolean means(TableRef ref, QualifiedName table) {
    return catalog.relation(ref).filter(relation -> relation.name().equals(table)).isPresent();
  }

  /** The migration's DROP COLUMNs of the table. */
  Stream<DropColumn> dropped(QualifiedName table) {
    return all(DropColumn.class).filter(drop -> means(drop.table(), table));
  }

  /** The table's index of that name, as far as the catalog knows the table. */
  Optional<Index> index(QualifiedName table, QualifiedName name) {
    return catalog.relation(TableRef.of(table)).flatMap(Catalog.Relation::table).stream()
        .flatMap(found -> found.indexes().stream())
        .filter(index -> index.name().equals(name))
        .findFirst();
  }

  /** The table's column of that name. */
  public Column column(Table table, Identifier name, Origin origin) {
    return table.column(name).orElseThrow(() -> noSuchColumn(table, name, origin));
  }

  private MigrationException noSuchColumn(Table table, Identifier name, Origin origin) {
    return standIns().makes(table.name(), name)
        ? refusal(
            origin,
            "split-migration",
            table.name() + "." + name + " gets this name in the same migration.",
            "Put this statement into a migration of its own, behind this one.")
        : refusal(
            origin,
            "no-such-column",
            table.name() + " has no column " + name + ".",
            "Check the name; a quoted name keeps its capital letters. The columns are: "
                + table.columns().stream()
                    .map(c -> c.name().value())
                    .collect(Collectors.joining(", "))
                + ".");
  }

  /** Refuses where other objects hang on a column that CONTRACT would drop. */
  public void refuseDependents(Table table, Identifier column, Origin origin) {
    refuseDependents(
        table,
        column,
        table.dependentsOf(column),
        "Drop or change these first, in a migration of their own: CONTRACT drops the old column"
            + " and does not carry them over.",
        origin);
  }

  /** Refuses where PostgreSQL would refuse another type because of other objects. */
  void refuseTypeDependents(Table table, Identifier column, Origin origin) {
    refuseDependents(
        table,
        column,
        table.dependentsOf(column).stream().filter(d -> !d.statistics()).toList(),
        "PostgreSQL does not change the type under them: drop these first and make them anew, in"
            + " migrations of their own.",
        origin);
  }

  /** Refuses where any of these hangs on the column. */
  void refuseDependents(
      Table table, Identifier column, List<Dependent> dependents, String hint, Origin origin) {
    if (!dependents.isEmpty()) {
      throw refusal(
          origin,
          "has-dependents",
          table.name()
              + "."
              + column
              + " is used by "
              + dependents.stream().map(Dependent::what).collect(Collectors.joining(", "))
              + ".",
          hint);
    }
  }

  /** Refuses a name that the table already uses. */
  public void refuseTaken(Table table, Identifier column, Origin origin) {
    if (table.column(column).isPresent()) {
      throw refusal(
          origin,
          "column-exists",
          table.name() + " already has a column " + column + ".",
          "Choose another name, or drop that column in an earlier migration.");
    }
  }

  /** The ADD COLUMN of this migration that makes the column, if there is one. */
  public Optional<AddColumn> added(TableRef table, Identifier column) {
    return all(AddColumn.class)
        .filter(add -> add.table().equals(table) && add.column().equals(column))
        .findFirst();
  }

  public MigrationException refusal(Origin origin, String code, String message, String hint) {
    return new MigrationException(code, message, hint, origin);
  }

  /** Whether the migration makes the table. */
  public boolean creates(TableRef table) {
    return all(CreateTable.class).anyMatch(create -> create.table().equals(table));
  }

  /** When the migration makes the object; empty where it does not. */
  Optional<Phase> made(ObjectName object) {
    return all(CreateObject.class)
        .filter(create -> create.object().equals(object))
        .findFirst()
        .map(create -> CreateObjectRecipe.phase(this, create));
  }

  /** Refuses where the table has no constraint of that name. */
  public void constraint(Table table, Identifier name, Origin origin) {
    if (!table.constraints().contains(name)) {
      throw noSuchConstraint(table, name, origin);
    }
  }

  public MigrationException noSuchConstraint(Table table, Identifier name, Origin origin) {
    return refusal(
        origin,
        "no-such-constraint",
        table.name() + " has no constraint " + name + ".",
        "The constraints are: "
            + table.constraints().stream().map(Identifier::value).collect(Collectors.joining(", "))
            + ".");
  }

  /** What a table has from its parent can be changed there only. */
  public void refuseInherited(Table table, Identifier name, boolean inherited, Origin origin) {
    if (inherited) {
      throw refusal(
          origin,
          "inherited",
          table.name() + " has the constraint " + name + " from its parent.",
          "Change it there: it changes here, too.");
    }
  }

  /** The refusal of a constraint that PostgreSQL would refuse. */
  public MigrationException refusedConstraint(Origin origin, String reason) {
    return refusal(
        origin,
        "constraint-refused",
        "PostgreSQL refuses this constraint: " + reason + ".",
        "Correct it; a column that the same migration renames or converts needs its own one.");
  }

  private MigrationException notATable(TableRef ref, TableKind kind, Origin origin) {
    if (kind == TableKind.PARTITION) {
      return refusal(
          origin,
          "unsupported-table",
          ref + " is a partition, and has the shape of the table that it is a partition of.",
          "Change the partitioned table: its partitions change with it.");
    }
    return refusal(
        origin,
        "unsupported-table",
        ref
            + (kind == TableKind.INHERITANCE_PARENT || kind == TableKind.INHERITANCE_CHILD
                ? " is an "
                : " is a ")
            + kind.words()
            + "; this change is done for ordinary and partitioned tables only.",
        "Do it by hand, or name the phase in which the statement may run as it stands:"
            + " -- concertina: phase = contract");
  }
}

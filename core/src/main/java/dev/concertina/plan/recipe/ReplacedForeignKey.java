package dev.concertina.plan.recipe;

import static dev.concertina.plan.recipe.Drafts.alter;

import dev.concertina.catalog.Catalog.Relation;
import dev.concertina.catalog.ForeignKey;
import dev.concertina.catalog.Table;
import dev.concertina.change.AddForeignKey;
import dev.concertina.change.DropConstraint;
import dev.concertina.change.Reference;
import dev.concertina.change.RenameColumn;
import dev.concertina.change.TableRef;
import dev.concertina.plan.Phase;
import dev.concertina.sql.Identifier;
import dev.concertina.sql.QualifiedName;
import dev.concertina.sql.Sql;
import java.util.List;
import java.util.Optional;

/**
 * A foreign key that is dropped and added again under another name, as Django does when it renames
 * the table that it points to, or its column: nothing but names change.
 */
record ReplacedForeignKey(PlanContext context, Table table) {

  /** The new name, if that is all there is to the new foreign key. */
  Optional<Contribution> rename(AddForeignKey added) {
    return old(added)
        .map(
            key ->
                Contribution.to(table)
                    .own(
                        Phase.CONTRACT,
                        Drafts.ddl(
                            "rename the constraint " + key.name(),
                            alter(
                                table.name(),
                                Sql.of(
                                    "ALTER TABLE {} RENAME CONSTRAINT {} TO {}",
                                    table.name(),
                                    key.name(),
                                    added.name().orElseThrow()))))
                    .sees(Phase.CONTRACT, "nothing new", "errors speak of " + added.name().get())
                    .build());
  }

  /** Whether a foreign key that the migration drops comes back as another one. */
  boolean comesBack(ForeignKey key) {
    return context.changes().stream()
        .anyMatch(
            change ->
                change instanceof AddForeignKey added
                    && isThis(added.table())
                    && old(added).filter(key::equals).isPresent());
  }

  private Optional<ForeignKey> old(AddForeignKey added) {
    return added.name().isEmpty() || added.notValid()
        ? Optional.empty()
        : table.foreignKeys().stream()
            .filter(key -> isDropped(key) && key.validated() && isSame(key, added.reference()))
            .findFirst();
  }

  private boolean isDropped(ForeignKey key) {
    return context.changes().stream()
        .anyMatch(
            change ->
                change instanceof DropConstraint drop
                    && drop.name().equals(key.name())
                    && isThis(drop.table()));
  }

  private boolean isSame(ForeignKey key, Reference reference) {
    return key.columns().stream().map(this::renamed).toList().equals(reference.columns())
        && names(reference.table()).equals(Optional.of(key.referenced()))
        && key.referencedColumns().equals(referenced(key, reference))
        && key.options(this::renamed).equals(reference.options());
  }

  /** What a column is called after the migration. */
  private Identifier renamed(Identifier column) {
    return context
        .all(RenameColumn.class)
        .filter(rename -> rename.from().equals(column) && isThis(rename.table()))
        .map(RenameColumn::to)
        .findFirst()
        .orElse(column);
  }

  /** Where none are named, those of the key that it has now. */
  private static List<Identifier> referenced(ForeignKey key, Reference reference) {
    return reference.referencedColumns().isEmpty()
        ? key.referencedColumns()
        : reference.referencedColumns();
  }

  /** The table of that name, or the one that gets it by this migration. */
  private Optional<QualifiedName> names(TableRef ref) {
    return context
        .catalog()
        .relation(ref)
        .map(Relation::name)
        .or(
            () ->
                new RenamedTables(context)
                    .to(ref)
                    .flatMap(renamed -> context.catalog().relation(renamed.from()))
                    .map(Relation::name));
  }

  private boolean isThis(TableRef ref) {
    return names(ref).equals(Optional.of(table.name()));
  }
}

package dev.concertina.hazard;

import dev.concertina.hazard.action.Action;
import dev.concertina.hazard.action.ColumnAction;
import dev.concertina.hazard.action.ConstraintAction;
import dev.concertina.hazard.action.Lock;
import dev.concertina.hazard.action.RenameAction;
import dev.concertina.hazard.action.SessionAction;
import dev.concertina.hazard.action.TableAction;
import dev.concertina.hazard.action.TriggerAction;
import dev.concertina.hazard.action.ViewAction;
import dev.concertina.hazard.model.Column;
import dev.concertina.hazard.model.ConstraintSpec;
import dev.concertina.hazard.model.IndexFacts;
import dev.concertina.hazard.model.Relation;
import dev.concertina.hazard.model.Relation.Kind;
import dev.concertina.hazard.model.Schema;
import dev.concertina.hazard.model.Transaction;
import dev.concertina.plan.LockMode;
import dev.concertina.sql.QualifiedName;
import java.util.List;
import java.util.Optional;
import java.util.function.BiPredicate;
import java.util.stream.Stream;

/**
 * An action and all that a rule may know of its surroundings.
 *
 * @param action what is judged
 * @param statement the statement that does it
 * @param index of that statement in its script
 * @param step of the action in its statement
 * @param unit the script
 * @param schema as it is before the action
 * @param transaction as it is before the step
 * @param context what is known beside the scripts
 */
public record Situation(
    Action action,
    Statement statement,
    int index,
    int step,
    Unit unit,
    Schema schema,
    Transaction transaction,
    LintContext context) {

  /** What of the script comes after this step, the rest of its statement included. */
  public List<Statement> later() {
    List<Statement> behind = unit.statements().subList(index + 1, unit.statements().size());
    return statement
        .cut(step + 1, statement.steps().size())
        .map(rest -> Stream.concat(Stream.of(rest), behind.stream()).toList())
        .orElse(behind);
  }

  /** What of the script came before this step, the beginning of its statement included. */
  public List<Statement> earlier() {
    List<Statement> before = unit.statements().subList(0, index);
    return statement
        .cut(0, step)
        .map(begun -> Stream.concat(before.stream(), Stream.of(begun)).toList())
        .orElse(before);
  }

  /** All that is done in the same step, the action included. */
  public List<Action> together() {
    return statement.steps().get(step);
  }

  /** Whether this release itself creates a relation: no running code knows it, and it is empty. */
  public boolean isNew(QualifiedName relation) {
    return schema.createdIn(relation).filter(release -> release == unit.release()).isPresent();
  }

  /** Whether this release itself creates a type, function or sequence. */
  public boolean isNewObject(QualifiedName object) {
    return schema.objectCreatedIn(object).filter(release -> release == unit.release()).isPresent();
  }

  /** Whether a lock on a relation cannot be felt: it is new, or known to be small. */
  public boolean isQuick(QualifiedName relation) {
    return isTemporary(relation) || isNew(relation) || context.isSmall(relation);
  }

  /** Whether rows may be there that no statement of the release could take care of. */
  public boolean mayHaveRows(QualifiedName table) {
    return !isNew(table) || schema.relation(table).filter(Relation::hasRows).isPresent();
  }

  /** Whether a relation is asked for that, as far as the scripts go, has never been there. */
  public boolean isUnheardOf(QualifiedName relation) {
    return schema.relation(relation).isEmpty() && schema.isWhole();
  }

  /** Whether a constraint that is NOT VALID is validated before anybody could look at its rows. */
  public boolean isValidatedAtOnce(ConstraintAction.Add add) {
    return add.spec().notValid()
        && transaction.open()
        && later().stream()
            .takeWhile(other -> other.actions(SessionAction.End.class).isEmpty())
            .flatMap(other -> other.actions(ConstraintAction.Validate.class).stream())
            .anyMatch(
                validate ->
                    validate.table().equals(add.table())
                        && validate.name().equals(add.spec().nameIn(add.table())));
  }

  /** The locks of the action that running code feels. */
  public List<Lock> feltLocks() {
    return action.locks(schema, context.server()).stream()
        .filter(lock -> !isQuick(lock.relation()))
        .toList();
  }

  /**
   * The table that the action is about, if running code uses it, at least writers wait, and it is
   * no part of what the transaction has changed already.
   */
  public Optional<QualifiedName> changed() {
    boolean unused = action instanceof TableAction.Drop drop && isContract(drop);
    boolean swapped = action instanceof RenameAction.OfTable rename && takesFreedName(rename);
    return action
        .subject(schema, context.server())
        .filter(table -> !unused && !swapped && !(action instanceof ViewAction) && !isView(table))
        .filter(table -> !transaction.holds(table))
        .filter(table -> transaction.changed().stream().noneMatch(other -> areKin(table, other)))
        .filter(
            table ->
                feltLocks().stream()
                    .filter(lock -> lock.mode().compareTo(LockMode.SHARE_ROW_EXCLUSIVE) >= 0)
                    .anyMatch(lock -> lock.relation().equals(table)));
  }

  private boolean areKin(QualifiedName table, QualifiedName other) {
    return schema.root(table).equals(schema.root(other));
  }

  /** Whether a table gets a name that the script has taken from another. */
  public boolean takesFreedName(RenameAction.OfTable rename) {
    return earlier().stream()
        .flatMap(other -> other.actions(RenameAction.OfTable.class).stream())
        .anyMatch(other -> other.table().equals(rename.newName()));
  }

  private boolean isView(QualifiedName relation) {
    return isOfKind(relation, Kind.VIEW) || isOfKind(relation, Kind.MATERIALIZED_VIEW);
  }

  /** Whether a relation is known to be partitioned. */
  public boolean isPartitioned(QualifiedName relation) {
    return isOfKind(relation, Kind.PARTITIONED);
  }

  /** Whether a relation is known to be of this session alone. */
  public boolean isTemporary(QualifiedName relation) {
    return isOfKind(relation, Kind.TEMPORARY);
  }

  private boolean isOfKind(QualifiedName relation, Kind kind) {
    return schema.relation(relation).filter(known -> known.kind() == kind).isPresent();
  }

  /** Whether this release itself builds an index. */
  public boolean isNewIndex(QualifiedName index) {
    return schema
        .index(index)
        .flatMap(IndexFacts::createdIn)
        .filter(release -> release == unit.release())
        .isPresent();
  }

  /** Whether an index is known to be of a table on which a lock cannot be felt. */
  public boolean isOfQuickTable(QualifiedName index) {
    return schema.index(index).flatMap(IndexFacts::table).filter(this::isQuick).isPresent();
  }

  /** Whether this release itself adds a column. */
  public boolean isNewColumn(QualifiedName table, String column) {
    return schema
        .column(table, column)
        .flatMap(Column::addedIn)
        .filter(release -> release == unit.release())
        .isPresent();
  }

  /** Whether the action is the first of its step. */
  public boolean isFirst() {
    return together().get(0).equals(action);
  }

  /** Whether an earlier step of the same statement is about a relation. */
  public boolean isSubjectBefore(QualifiedName relation) {
    return statement.isTransaction()
        && statement.steps().subList(0, step).stream()
            .flatMap(List::stream)
            .anyMatch(
                other ->
                    other.subject(schema, context.server()).filter(relation::equals).isPresent());
  }

  /** Whether the tool, or the script, has said how transactions go. */
  public boolean isTransactionKnown() {
    return transaction.explicit() || unit.script().transaction() != TransactionMode.ASSUMED;
  }

  /** Whether an earlier release has let go of what is dropped, or a directive says so. */
  public boolean isContract(ColumnAction.Drop drop) {
    return statement.declaredContract()
        || schema
            .column(drop.table(), drop.column())
            .flatMap(Column::releasedIn)
            .filter(release -> release < unit.release())
            .isPresent();
  }

  /** Whether an earlier release has let go of what is dropped, or a directive says so. */
  public boolean isContract(TableAction.Drop drop) {
    return isContract(drop.table());
  }

  /** Whether a view has only stood in for a table since an earlier release. */
  public boolean isContract(ViewAction.Drop drop) {
    return isContract(drop.view());
  }

  private boolean isContract(QualifiedName relation) {
    return statement.declaredContract()
        || schema
            .relation(relation)
            .flatMap(Relation::releasedIn)
            .filter(release -> release < unit.release())
            .isPresent();
  }

  /** Whether a later statement of the script makes a view of a name. */
  public boolean standsAgain(QualifiedName name) {
    return later().stream()
        .flatMap(other -> other.actions(ViewAction.Create.class).stream())
        .anyMatch(created -> created.view().equals(name));
  }

  /** Whether a later statement of the script drops a column. */
  public boolean goesLater(QualifiedName table, String column) {
    return later().stream()
        .flatMap(other -> other.actions(ColumnAction.Drop.class).stream())
        .anyMatch(drop -> drop.table().equals(table) && drop.column().equals(column));
  }

  /** Whether a later statement of the script gives a column a default. */
  public boolean getsDefaultLater(QualifiedName table, String column) {
    return later().stream()
        .flatMap(other -> other.actions(ColumnAction.SetDefault.class).stream())
        .anyMatch(set -> set.table().equals(table) && set.column().equals(column));
  }

  /** Whether a later statement of the script makes the trigger again. */
  public boolean comesAgain(TriggerAction.Drop trigger) {
    return later().stream()
        .flatMap(other -> other.actions(TriggerAction.Create.class).stream())
        .anyMatch(
            created ->
                created.table().equals(trigger.table()) && created.name().equals(trigger.name()));
  }

  /** Whether the script makes a constraint of the same name, or needed this one only as a proof. */
  public boolean isReplaced(ConstraintAction.Drop drop) {
    boolean again =
        Stream.concat(Stream.of(statement), later().stream())
            .flatMap(other -> other.actions(ConstraintAction.Add.class).stream())
            .anyMatch(
                added ->
                    added.table().equals(drop.table())
                        && added.spec().nameIn(drop.table()).equals(drop.name()));
    boolean proof =
        schema
            .constraint(drop.table(), drop.name())
            .filter(known -> !known.proven().isEmpty())
            .isPresent();
    return again || proof;
  }

  /** Whether an earlier action of the script is such a one. */
  public boolean isToldBefore(BiPredicate<Action, Situation> condition) {
    for (int i = 0; i <= index; i++) {
      for (Action other : unit.statements().get(i).actions()) {
        if (other.equals(action)) {
          return false;
        }
        if (condition.test(other, this)) {
          return true;
        }
      }
    }
    return false;
  }

  /** The constraints of a table that the script has dropped, as far as they were known. */
  public List<ConstraintSpec> dropped(QualifiedName table) {
    return transaction.dropped(table);
  }
}

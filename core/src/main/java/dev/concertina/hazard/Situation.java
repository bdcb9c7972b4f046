package dev.concertina.hazard;

import dev.concertina.hazard.action.Action;
import dev.concertina.hazard.action.ColumnAction;
import dev.concertina.hazard.action.ConstraintAction;
import dev.concertina.hazard.action.Lock;
import dev.concertina.hazard.action.RenameAction;
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
import java.util.stream.Stream;

/**
 * An action and all that a rule may know of its surroundings.
 *
 * @param action what is judged
 * @param statement the statement that does it
 * @param index of that statement in its script
 * @param step of the action in its statement
 * @param course the script
 * @param schema as it is before the action
 * @param transaction as it is before the step
 * @param context what is known beside the scripts
 */
public record Situation(
    Action action,
    Statement statement,
    int index,
    int step,
    Course course,
    Schema schema,
    Transaction transaction,
    LintContext context) {

  /** The script. */
  public Unit unit() {
    return course.unit();
  }

  /** What of the script comes after this step, and is about something. */
  public <A extends Action> Stream<A> later(Topic<A> topic, Object about) {
    return course.from(index, step + 1, topic, about);
  }

  /** What of the script came before this step, and is about something. */
  public <A extends Action> Stream<A> earlier(Topic<A> topic, Object about) {
    return course.before(index, step, topic, about);
  }

  /** What of the whole script is about something. */
  public <A extends Action> Stream<A> anywhere(Topic<A> topic, Object about) {
    return course.all(topic, about);
  }

  /** Whether anything comes after this step. */
  public boolean isLast() {
    return index == unit().statements().size() - 1 && step == statement.steps().size() - 1;
  }

  /** What was done in the step before this one. */
  public List<Action> before() {
    if (step > 0) {
      return statement.steps().get(step - 1);
    }
    List<List<Action>> steps = index == 0 ? List.of() : unit().statements().get(index - 1).steps();
    return steps.isEmpty() ? List.of() : steps.get(steps.size() - 1);
  }

  /** All that is done in the same step, the action included. */
  public List<Action> together() {
    return statement.steps().get(step);
  }

  /** Whether this release itself creates a relation: no running code knows it, and it is empty. */
  public boolean isNew(QualifiedName relation) {
    return schema.createdIn(relation).filter(release -> release == unit().release()).isPresent();
  }

  /** Whether this release itself creates a type, function or sequence. */
  public boolean isNewObject(QualifiedName object) {
    return schema
        .objectCreatedIn(object)
        .filter(release -> release == unit().release())
        .isPresent();
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
        && course.statementFrom(index, step + 1, Topics.VALIDATED, key(add))
            < course.statementFrom(index, step + 1, Topics.END, true);
  }

  private static Object key(ConstraintAction.Add add) {
    return Topics.inTable(add.table(), add.spec().nameIn(add.table()));
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
        .filter(
            table ->
                feltLocks().stream()
                    .filter(lock -> lock.mode().compareTo(LockMode.SHARE_ROW_EXCLUSIVE) >= 0)
                    .anyMatch(lock -> lock.relation().equals(table)))
        .filter(table -> transaction.changed().stream().noneMatch(other -> areKin(table, other)));
  }

  private boolean areKin(QualifiedName table, QualifiedName other) {
    return schema.root(table).equals(schema.root(other));
  }

  /** Whether a table gets a name that the script has taken from another. */
  public boolean takesFreedName(RenameAction.OfTable rename) {
    return earlier(Topics.TABLE_RENAMED, rename.newName()).findAny().isPresent();
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
        .filter(release -> release == unit().release())
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
        .filter(release -> release == unit().release())
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
    return transaction.explicit() || unit().script().transaction() != TransactionMode.ASSUMED;
  }

  /** Whether an earlier release has let go of what is dropped, or a directive says so. */
  public boolean isContract(ColumnAction.Drop drop) {
    return statement.declaredContract()
        || schema
            .column(drop.table(), drop.column())
            .flatMap(Column::releasedIn)
            .filter(release -> release < unit().release())
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
            .filter(release -> release < unit().release())
            .isPresent();
  }

  /** Whether a later statement of the script makes a view of a name. */
  public boolean standsAgain(QualifiedName name) {
    return later(Topics.VIEW_MADE, name).findAny().isPresent();
  }

  /** Whether a later statement of the script drops a column. */
  public boolean goesLater(QualifiedName table, String column) {
    return later(Topics.COLUMN_DROPPED, Topics.inTable(table, column)).findAny().isPresent();
  }

  /** Whether a later statement of the script gives a column a default. */
  public boolean getsDefaultLater(QualifiedName table, String column) {
    return later(Topics.DEFAULT_SET, Topics.inTable(table, column)).findAny().isPresent();
  }

  /** Whether a later statement of the script makes the trigger again. */
  public boolean comesAgain(TriggerAction.Drop trigger) {
    return later(Topics.TRIGGER_MADE, Topics.inTable(trigger.table(), trigger.name()))
        .findAny()
        .isPresent();
  }

  /** Whether the script makes a constraint of the same name, or needed this one only as a proof. */
  public boolean isReplaced(ConstraintAction.Drop drop) {
    boolean again =
        course
            .from(index, 0, Topics.CONSTRAINT_ADDED, Topics.inTable(drop.table(), drop.name()))
            .findAny()
            .isPresent();
    boolean proof =
        schema
            .constraint(drop.table(), drop.name())
            .filter(known -> !known.proven().isEmpty())
            .isPresent();
    return again || proof;
  }

  /** The constraints of a table that the script has dropped, as far as they were known. */
  public List<ConstraintSpec> dropped(QualifiedName table) {
    return transaction.dropped(table);
  }
}

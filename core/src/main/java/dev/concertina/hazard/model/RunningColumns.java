package dev.concertina.hazard.model;

import dev.concertina.hazard.model.ColumnSpec.Filling;
import dev.concertina.sql.QualifiedName;
import java.util.Collection;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** The columns of relations while the scripts are read. For one thread. */
public final class RunningColumns {

  private final Relations relations;
  private final RunningIndexes indexes;
  private final RunningObjects objects;
  private int release;

  /**
   * Columns of what is kept elsewhere.
   *
   * @param relations which this changes
   */
  RunningColumns(Relations relations, RunningIndexes indexes, RunningObjects objects) {
    this.relations = relations;
    this.indexes = indexes;
    this.objects = objects;
  }

  void startScript(int number) {
    release = number;
  }

  /** A column comes to a relation that is there. */
  public void add(QualifiedName table, ColumnSpec column) {
    change(table, known -> known.with(column, Optional.of(release)));
    number(table, column);
  }

  /** A column goes. */
  public void drop(QualifiedName table, String column) {
    change(table, known -> known.defined(its -> its.withoutColumn(column)));
  }

  /** A column gets another name. */
  public void rename(QualifiedName table, String from, String to) {
    change(table, known -> known.defined(its -> its.withColumnNamed(from, to)));
    indexes.renameColumn(table, from, to);
  }

  /** A column gets another type. */
  public void changeType(QualifiedName table, String column, Type type) {
    change(table, column, known -> known.ofType(type));
  }

  /** NULL is refused from now on, or allowed again; then no writer needs the column. */
  public void setNotNull(QualifiedName table, String column, boolean refuses) {
    change(
        table,
        column,
        known -> {
          Column changed = known.refusingNull(refuses);
          return refuses ? changed : changed.releasedIn(release);
        });
  }

  /** A column gets a default, or loses it; then nothing else fills it either. */
  public void setDefault(QualifiedName table, String column, Optional<Value> value) {
    fill(table, column, Filling.WRITER, value);
  }

  /** Somebody else writes a column from now on. */
  public void fill(QualifiedName table, String column, Filling filling) {
    fill(table, column, filling, Optional.empty());
  }

  private void fill(QualifiedName table, String column, Filling filling, Optional<Value> value) {
    change(
        table,
        column,
        known -> {
          Column changed = known.filledBy(filling, value);
          return changed.fillsItself() ? changed.releasedIn(release) : changed;
        });
  }

  /** A column's values stand elsewhere, or somebody says that nobody uses it any more. */
  public void release(QualifiedName table, String column) {
    change(table, column, known -> known.releasedIn(release));
  }

  /** Rows that are there get values. */
  public void write(QualifiedName table, Collection<String> columns) {
    columns.forEach(column -> change(table, column, Column::writtenTo));
  }

  /** A column that the server numbers brings its sequence. */
  void number(QualifiedName table, ColumnSpec column) {
    if (column.filling().isNumbered()) {
      objects.createSequence(Schema.sequenceOf(table, column.name()), column.firstNumber());
    }
  }

  private void change(QualifiedName table, String column, UnaryOperator<Column> change) {
    change(table, known -> known.withColumn(column, change));
  }

  private void change(QualifiedName table, UnaryOperator<Relation> change) {
    relations.put(change.apply(relations.known(table)));
  }
}

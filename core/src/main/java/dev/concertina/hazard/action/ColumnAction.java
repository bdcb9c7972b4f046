package dev.concertina.hazard.action;

import dev.concertina.hazard.Span;
import dev.concertina.hazard.model.Column;
import dev.concertina.hazard.model.ColumnSpec;
import dev.concertina.hazard.model.ColumnSpec.Filling;
import dev.concertina.hazard.model.ConstraintSpec;
import dev.concertina.hazard.model.Dependent;
import dev.concertina.hazard.model.RunningSchema;
import dev.concertina.hazard.model.Schema;
import dev.concertina.hazard.model.Shortened;
import dev.concertina.hazard.model.Type;
import dev.concertina.hazard.model.TypeChange;
import dev.concertina.hazard.model.Value;
import dev.concertina.plan.LockMode;
import dev.concertina.plan.Work;
import dev.concertina.sql.QualifiedName;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What ALTER TABLE does to one column. */
public sealed interface ColumnAction extends Action {

  QualifiedName table();

  String column();

  @Override
  default List<Lock> locks(Schema before, int server) {
    return Lock.brief(table());
  }

  /** {@code ADD COLUMN}. */
  record Add(QualifiedName table, ColumnSpec spec, boolean ifNotExists, Span span)
      implements ColumnAction {

    @Override
    public String column() {
      return spec.name();
    }

    /** Whether a value for each row that is there has to be written (notes on ALTER TABLE). */
    public boolean rewrites(Schema before) {
      boolean constrained = before.isConstrainedDomain(spec.type().name());
      boolean fillsEach =
          switch (spec.filling()) {
            case VIRTUAL -> false;
            case WRITER -> spec.defaultValue().filter(Value::mayRewrite).isPresent();
            case STORED, SERIAL, IDENTITY_ALWAYS, IDENTITY_BY_DEFAULT -> true;
          };
      return constrained || fillsEach;
    }

    @Override
    public List<Lock> locks(Schema before, int server) {
      List<Lock> locks = new ArrayList<>();
      locks.add(Lock.exclusive(table, work(before)));
      for (ConstraintSpec constraint : spec.constraints()) {
        constraint
            .references()
            .filter(parent -> !parent.equals(table))
            .ifPresent(parent -> locks.add(Lock.of(parent, LockMode.SHARE_ROW_EXCLUSIVE)));
      }
      return locks;
    }

    private Work work(Schema before) {
      if (rewrites(before)) {
        return Work.REWRITE;
      }
      if (spec.constraints().stream().anyMatch(ConstraintSpec::hasIndex)) {
        return Work.BUILD;
      }
      boolean scanned =
          spec.has(ConstraintSpec.Kind.CHECK)
              || (spec.has(ConstraintSpec.Kind.FOREIGN_KEY) && spec.fillsItself());
      return scanned ? Work.SCAN : Work.METADATA;
    }

    @Override
    public void change(RunningSchema schema) {
      if (!ifNotExists || schema.column(table, spec.name()).isEmpty()) {
        schema.columns().add(table, spec);
      }
    }
  }

  /** {@code DROP COLUMN}. */
  record Drop(QualifiedName table, String column, boolean ifExists, boolean cascade, Span span)
      implements ColumnAction {
    @Override
    public boolean cascades() {
      return cascade;
    }

    @Override
    public void change(RunningSchema schema) {
      if (cascade) {
        ViewAction.dropAll(schema, schema.dependents(table, column));
      }
      schema.columns().drop(table, column);
    }
  }

  /**
   * {@code ALTER COLUMN … TYPE}.
   *
   * @param written the type as the script writes it
   * @param collated whether it says COLLATE
   */
  record ChangeType(
      QualifiedName table,
      String column,
      Type type,
      String written,
      Optional<Using> using,
      boolean collated,
      Span span)
      implements ColumnAction {

    /**
     * What USING says.
     *
     * @param casts whether that is a cast of the column and nothing else, which happens without
     *     USING as well, and which hardly anybody writes to change a length
     */
    public record Using(String expression, boolean casts) {}

    /** Whether USING makes another value than a cast would. */
    public boolean computes() {
      return using.filter(expression -> !expression.casts()).isPresent();
    }

    /** The type that the column has now, as far as the scripts say. */
    public Optional<Type> from(Schema before) {
      return before.column(table, column).flatMap(Column::type);
    }

    /** Whether the type that the column has now is known. */
    public boolean isKnown(Schema before) {
      return from(before).isPresent();
    }

    /**
     * The types from which it would be at once, in words; empty where the type that the column has
     * is known, and where there is none.
     */
    public Optional<String> alike(Schema before) {
      return isKnown(before) || computes() ? Optional.empty() : TypeChange.alike(type);
    }

    /** What has to be done to the rows; a rewrite where that cannot be known. */
    public Work work(Schema before) {
      if (computes()) {
        return Work.REWRITE;
      }
      Work work = from(before).map(known -> work(known, before.isUtc())).orElse(guess());
      return work == Work.METADATA && collated ? Work.BUILD : work;
    }

    /** Under UTC a time with a zone and one without have the same bytes. */
    private Work work(Type known, boolean utc) {
      return utc && TypeChange.isOfZone(known, type) ? Work.METADATA : TypeChange.work(known, type);
    }

    private Work guess() {
      return type.is("text") ? Work.METADATA : Work.REWRITE;
    }

    @Override
    public List<Lock> locks(Schema before, int server) {
      return List.of(Lock.exclusive(table, work(before)));
    }

    @Override
    public void change(RunningSchema schema) {
      schema.columns().changeType(table, column, type);
    }
  }

  /** {@code SET DEFAULT}. */
  record SetDefault(QualifiedName table, String column, Value value, Span span)
      implements ColumnAction {
    @Override
    public void change(RunningSchema schema) {
      schema.columns().setDefault(table, column, Optional.of(value));
    }
  }

  /** {@code DROP DEFAULT}. */
  record DropDefault(QualifiedName table, String column, Span span) implements ColumnAction {
    @Override
    public void change(RunningSchema schema) {
      schema.columns().setDefault(table, column, Optional.empty());
    }
  }

  /** {@code SET NOT NULL}. */
  record SetNotNull(QualifiedName table, String column, Span span) implements ColumnAction {

    /** Whether a valid check proves it, so that no row is read (12 and later). */
    public boolean isProven(Schema before) {
      return before.provesNotNull(table, column)
          || before.column(table, column).flatMap(Column::notNull).orElse(false);
    }

    @Override
    public List<Lock> locks(Schema before, int server) {
      return List.of(Lock.exclusive(table, isProven(before) ? Work.METADATA : Work.SCAN));
    }

    @Override
    public void change(RunningSchema schema) {
      schema.columns().setNotNull(table, column, true);
    }
  }

  /** {@code DROP NOT NULL}. */
  record DropNotNull(QualifiedName table, String column, Span span) implements ColumnAction {
    @Override
    public void change(RunningSchema schema) {
      schema.columns().setNotNull(table, column, false);
    }
  }

  /**
   * {@code ADD GENERATED … AS IDENTITY}, {@code SET GENERATED}, {@code DROP IDENTITY}.
   *
   * @param next the number that it gives next, if it is said
   */
  record ChangeIdentity(
      QualifiedName table,
      String column,
      Change kind,
      boolean always,
      Optional<Long> next,
      Span span)
      implements ColumnAction {

    /** What happens to the identity. */
    public enum Change {
      ADD,
      SET,
      /** {@code SET GENERATED BY DEFAULT} and nothing else: it takes what it took before. */
      RELAX,
      DROP
    }

    @Override
    public void change(RunningSchema schema) {
      next.ifPresent(number -> schema.objects().restart(Schema.sequenceOf(table, column), number));
      switch (kind) {
        case ADD ->
            schema
                .columns()
                .fill(
                    table, column, always ? Filling.IDENTITY_ALWAYS : Filling.IDENTITY_BY_DEFAULT);
        case DROP -> schema.columns().fill(table, column, Filling.WRITER);
        case RELAX -> schema.columns().fill(table, column, Filling.IDENTITY_BY_DEFAULT);
        case SET -> {
          if (always) {
            schema.columns().fill(table, column, Filling.IDENTITY_ALWAYS);
          }
        }
      }
    }
  }

  /** {@code DROP EXPRESSION} and {@code SET EXPRESSION} of a generated column. */
  record ChangeExpression(QualifiedName table, String column, boolean drops, Span span)
      implements ColumnAction {
    @Override
    public List<Lock> locks(Schema before, int server) {
      return List.of(Lock.exclusive(table, drops ? Work.METADATA : Work.REWRITE));
    }

    @Override
    public void change(RunningSchema schema) {
      schema.letGo(
          table,
          new Dependent(Dependent.Kind.GENERATED_COLUMN, table.sibling(Shortened.of(column))));
      if (drops) {
        schema.columns().fill(table, column, Filling.WRITER);
      }
    }
  }
}

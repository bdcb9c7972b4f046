package dev.concertina.hazard.action;

import dev.concertina.hazard.Span;
import dev.concertina.hazard.model.Column;
import dev.concertina.hazard.model.ConstraintSpec;
import dev.concertina.hazard.model.IndexFacts;
import dev.concertina.hazard.model.RunningSchema;
import dev.concertina.hazard.model.RunningTransaction;
import dev.concertina.hazard.model.Schema;
import dev.concertina.plan.LockMode;
import dev.concertina.plan.Work;
import dev.concertina.sql.Identifier;
import dev.concertina.sql.QualifiedName;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What ALTER TABLE does to a constraint. */
public sealed interface ConstraintAction extends Action {

  QualifiedName table();

  /** The other table that a foreign key points to, if known. */
  private static Optional<QualifiedName> parent(QualifiedName child, String key, Schema before) {
    return before
        .constraint(child, key)
        .flatMap(ConstraintSpec::references)
        .filter(parent -> !parent.equals(child));
  }

  /**
   * {@code ADD CONSTRAINT}.
   *
   * @param written what stands behind its name
   */
  record Add(QualifiedName table, ConstraintSpec spec, String written, Span span)
      implements ConstraintAction {

    @Override
    public List<Lock> locks(Schema before, int server) {
      List<Lock> locks = new ArrayList<>();
      boolean key = spec.is(ConstraintSpec.Kind.FOREIGN_KEY);
      LockMode mode = key ? LockMode.SHARE_ROW_EXCLUSIVE : LockMode.ACCESS_EXCLUSIVE;
      locks.add(new Lock(table, mode, work(before)));
      spec.references()
          .filter(parent -> !parent.equals(table))
          .ifPresent(parent -> locks.add(Lock.of(parent, mode)));
      return locks;
    }

    private Work work(Schema before) {
      if (spec.hasIndex()) {
        return spec.index().isEmpty() ? Work.BUILD : workUsingIndex(before);
      }
      boolean proven =
          spec.is(ConstraintSpec.Kind.NOT_NULL)
              && spec.columns().stream().allMatch(c -> before.provesNotNull(table, c));
      return spec.notValid() || proven ? Work.METADATA : Work.SCAN;
    }

    private Work workUsingIndex(Schema before) {
      return spec.is(ConstraintSpec.Kind.PRIMARY_KEY) && mayBeNull(before)
          ? Work.SCAN
          : Work.METADATA;
    }

    /** Whether a column of the index that becomes a primary key is not known to refuse NULL. */
    public boolean mayBeNull(Schema before) {
      List<String> columns = keyed(before);
      return columns.isEmpty() || !columns.stream().allMatch(column -> refusesNull(before, column));
    }

    /** Whether a column of the index that becomes a primary key is known to take NULL. */
    public boolean isKnownNullable(Schema before) {
      return mayBeNull(before)
          && keyed(before).stream()
              .anyMatch(c -> before.column(table, c).flatMap(Column::notNull).isPresent());
    }

    /** The columns that it is about, those of the index that it takes over included. */
    public List<String> keyed(Schema before) {
      return spec.index()
          .flatMap(name -> before.index(new QualifiedName(table.schema(), new Identifier(name))))
          .map(IndexFacts::columns)
          .orElse(spec.columns());
    }

    private boolean refusesNull(Schema before, String column) {
      return before.provesNotNull(table, column)
          || before.column(table, column).flatMap(Column::notNull).orElse(false);
    }

    @Override
    public void act(RunningTransaction transaction, Schema before) {
      if (spec.notValid()) {
        transaction.addNotValid(table, spec.nameIn(table));
      }
    }

    @Override
    public void change(RunningSchema schema) {
      schema.putConstraint(table, spec.over(keyed(schema)));
      if (spec.is(ConstraintSpec.Kind.PRIMARY_KEY) || spec.is(ConstraintSpec.Kind.NOT_NULL)) {
        if (!spec.notValid()) {
          spec.columns().forEach(column -> schema.columns().setNotNull(table, column, true));
        }
      }
    }
  }

  /** {@code VALIDATE CONSTRAINT}. */
  record Validate(QualifiedName table, String name, Span span) implements ConstraintAction {

    @Override
    public List<Lock> locks(Schema before, int server) {
      List<Lock> locks = new ArrayList<>();
      locks.add(new Lock(table, LockMode.SHARE_UPDATE_EXCLUSIVE, Work.SCAN));
      ConstraintAction.parent(table, name, before)
          .ifPresent(parent -> locks.add(Lock.of(parent, LockMode.ROW_SHARE)));
      return locks;
    }

    @Override
    public void change(RunningSchema schema) {
      schema
          .constraint(table, name)
          .ifPresent(
              known -> {
                schema.putConstraint(table, known.validated());
                if (known.is(ConstraintSpec.Kind.NOT_NULL)) {
                  known
                      .columns()
                      .forEach(column -> schema.columns().setNotNull(table, column, true));
                }
              });
    }
  }

  /** {@code DROP CONSTRAINT}. */
  record Drop(QualifiedName table, String name, boolean ifExists, boolean cascade, Span span)
      implements ConstraintAction {
    @Override
    public boolean cascades() {
      return cascade;
    }

    @Override
    public List<Lock> locks(Schema before, int server) {
      List<Lock> locks = new ArrayList<>(Lock.brief(table));
      ConstraintAction.parent(table, name, before)
          .ifPresent(parent -> locks.addAll(Lock.brief(parent)));
      return locks;
    }

    /** What it was, or what its name says that it was. */
    public Optional<ConstraintSpec.Kind> kind(Schema before) {
      return before
          .constraint(table, name)
          .map(ConstraintSpec::kind)
          .or(() -> ConstraintSpec.Kind.byName(name));
    }

    @Override
    public void act(RunningTransaction transaction, Schema before) {
      before.constraint(table, name).ifPresent(known -> transaction.drop(table, known));
    }

    @Override
    public void change(RunningSchema schema) {
      schema.dropConstraint(table, name);
    }
  }

  /**
   * {@code ALTER CONSTRAINT}: when a foreign key is checked, and whether it is at all.
   *
   * @param strict whether it can no longer be deferred to the end of a transaction
   */
  record Alter(QualifiedName table, String name, boolean strict, Enforcement enforcement, Span span)
      implements ConstraintAction {

    /** {@code ENFORCED} and {@code NOT ENFORCED} of PostgreSQL 18. */
    public enum Enforcement {
      AS_IT_IS,
      BEGINS,
      ENDS
    }

    /** Whether every row is checked. */
    public boolean scans() {
      return enforcement == Enforcement.BEGINS;
    }

    @Override
    public List<Lock> locks(Schema before, int server) {
      List<Lock> locks = new ArrayList<>();
      locks.add(Lock.exclusive(table, scans() ? Work.SCAN : Work.METADATA));
      LockMode other = scans() ? LockMode.SHARE_ROW_EXCLUSIVE : LockMode.ACCESS_EXCLUSIVE;
      if (enforcement != Enforcement.AS_IT_IS) {
        ConstraintAction.parent(table, name, before)
            .ifPresent(parent -> locks.add(Lock.of(parent, other)));
      }
      return locks;
    }
  }
}

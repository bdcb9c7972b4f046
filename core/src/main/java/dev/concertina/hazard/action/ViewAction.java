package dev.concertina.hazard.action;

import dev.concertina.hazard.Span;
import dev.concertina.hazard.model.Relation;
import dev.concertina.hazard.model.RunningSchema;
import dev.concertina.hazard.model.Schema;
import dev.concertina.plan.LockMode;
import dev.concertina.plan.Work;
import dev.concertina.sql.QualifiedName;
import java.util.List;

/** What happens to views. */
public sealed interface ViewAction extends Action {

  QualifiedName view();

  /** {@code CREATE VIEW} and {@code CREATE MATERIALIZED VIEW}. */
  record Create(QualifiedName view, boolean replaces, boolean materialized, Span span)
      implements ViewAction {
    @Override
    public List<Lock> locks(Schema before, int server) {
      return replaces && before.relation(view).isPresent() ? Lock.brief(view) : List.of();
    }

    @Override
    public void change(RunningSchema schema) {
      if (!replaces || schema.relation(view).isEmpty()) {
        schema.createView(
            view, materialized ? Relation.Kind.MATERIALIZED_VIEW : Relation.Kind.VIEW);
      }
    }
  }

  /** {@code DROP VIEW} and {@code DROP MATERIALIZED VIEW}. */
  record Drop(QualifiedName view, boolean cascade, Span span) implements ViewAction {
    @Override
    public boolean cascades() {
      return cascade;
    }

    @Override
    public List<Lock> locks(Schema before, int server) {
      return Lock.brief(view);
    }

    @Override
    public void change(RunningSchema schema) {
      schema.drop(view);
    }
  }

  /** {@code ALTER VIEW … SET (security_invoker)}. */
  record ReadAsCaller(QualifiedName view, Span span) implements ViewAction {
    @Override
    public List<Lock> locks(Schema before, int server) {
      return Lock.brief(view);
    }
  }

  /**
   * {@code REFRESH MATERIALIZED VIEW}.
   *
   * @param empties whether it says WITH NO DATA
   */
  record Refresh(QualifiedName view, boolean concurrently, boolean empties, Span span)
      implements ViewAction {
    @Override
    public List<Lock> locks(Schema before, int server) {
      LockMode mode = concurrently ? LockMode.EXCLUSIVE : LockMode.ACCESS_EXCLUSIVE;
      return List.of(new Lock(view, mode, Work.REWRITE));
    }
  }
}

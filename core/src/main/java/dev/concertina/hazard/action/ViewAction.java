package dev.concertina.hazard.action;

import dev.concertina.hazard.Span;
import dev.concertina.hazard.model.Dependent;
import dev.concertina.hazard.model.Query;
import dev.concertina.hazard.model.Relation;
import dev.concertina.hazard.model.RunningSchema;
import dev.concertina.hazard.model.Schema;
import dev.concertina.plan.LockMode;
import dev.concertina.plan.Work;
import dev.concertina.sql.QualifiedName;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What happens to views. */
public sealed interface ViewAction extends Action {

  QualifiedName view();

  /** Views go with what they read. */
  static void dropAll(RunningSchema schema, Collection<Dependent> dependents) {
    dependents.stream()
        .filter(each -> each.kind() == Dependent.Kind.VIEW)
        .map(Dependent::name)
        .forEach(schema::drop);
  }

  /**
   * {@code CREATE VIEW} and {@code CREATE MATERIALIZED VIEW}.
   *
   * @param query what it shows
   * @param aliases other names of its first columns
   */
  record Create(
      QualifiedName view,
      boolean replaces,
      boolean materialized,
      Query query,
      List<String> aliases,
      Span span)
      implements ViewAction {
    @Override
    public List<Lock> locks(Schema before, int server) {
      return replaces && before.relation(view).isPresent() ? Lock.brief(view) : List.of();
    }

    @Override
    public void change(RunningSchema schema) {
      Map<QualifiedName, Set<String>> reads = query.reads(schema);
      if (replaces && schema.relation(view).isPresent()) {
        schema.define(view, query, aliases);
      } else {
        schema.createView(
            view,
            materialized ? Relation.Kind.MATERIALIZED_VIEW : Relation.Kind.VIEW,
            query,
            aliases);
      }
      Dependent itself = new Dependent(Dependent.Kind.VIEW, view);
      schema.letGo(itself);
      reads.forEach((table, columns) -> schema.depend(itself, table, columns));
    }
  }

  /** {@code DROP VIEW} and {@code DROP MATERIALIZED VIEW}. */
  record Drop(QualifiedName view, boolean ifExists, boolean cascade, Span span)
      implements ViewAction {
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

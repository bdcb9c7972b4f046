package dev.concertina.hazard.action;

import dev.concertina.hazard.Span;
import dev.concertina.hazard.model.Schema;
import dev.concertina.plan.LockMode;
import dev.concertina.sql.QualifiedName;
import java.util.List;

/** What happens to triggers, rules and policies of a table. */
public sealed interface TriggerAction extends Action {

  QualifiedName table();

  @Override
  default List<Lock> locks(Schema before, int server) {
    return Lock.brief(table());
  }

  /** {@code CREATE TRIGGER}. */
  record Create(QualifiedName table, String name, Span span) implements TriggerAction {
    @Override
    public List<Lock> locks(Schema before, int server) {
      return List.of(Lock.of(table, LockMode.SHARE_ROW_EXCLUSIVE));
    }
  }

  /** {@code DROP TRIGGER}. */
  record Drop(QualifiedName table, String name, Span span) implements TriggerAction {}

  /** {@code CREATE RULE} and {@code DROP RULE}. */
  record OfRule(QualifiedName table, boolean drops, Span span) implements TriggerAction {}

  /** {@code CREATE}, {@code ALTER} and {@code DROP POLICY}. */
  record OfPolicy(QualifiedName table, Change kind, boolean restrictive, Span span)
      implements TriggerAction {

    /** What happens to the policy. */
    public enum Change {
      CREATE,
      ALTER,
      DROP
    }
  }
}

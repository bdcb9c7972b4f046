package dev.concertina.hazard.action;

import dev.concertina.hazard.Span;
import dev.concertina.hazard.model.Dependent;
import dev.concertina.hazard.model.Dependent.Kind;
import dev.concertina.hazard.model.RunningSchema;
import dev.concertina.hazard.model.Schema;
import dev.concertina.hazard.model.Shortened;
import dev.concertina.plan.LockMode;
import dev.concertina.sql.QualifiedName;
import java.util.List;
import java.util.Set;

/** What happens to triggers, rules and policies of a table. */
public sealed interface TriggerAction extends Action {

  QualifiedName table();

  @Override
  default List<Lock> locks(Schema before, int server) {
    return Lock.brief(table());
  }

  /** Nobody changes what a trigger or policy reads without it. */
  private static Dependent dependent(Kind kind, QualifiedName table, String name) {
    return new Dependent(kind, table.sibling(Shortened.of(name)));
  }

  /**
   * {@code CREATE TRIGGER}.
   *
   * @param function what it calls
   * @param reads the columns that its head names
   */
  record Create(
      QualifiedName table, String name, QualifiedName function, List<String> reads, Span span)
      implements TriggerAction {
    @Override
    public List<Lock> locks(Schema before, int server) {
      return List.of(Lock.of(table, LockMode.SHARE_ROW_EXCLUSIVE));
    }

    @Override
    public void change(RunningSchema schema) {
      schema.depend(dependent(Kind.TRIGGER, table, name), table, Set.copyOf(reads));
    }
  }

  /** {@code DROP TRIGGER}. */
  record Drop(QualifiedName table, String name, Span span) implements TriggerAction {
    @Override
    public void change(RunningSchema schema) {
      schema.letGo(table, dependent(Kind.TRIGGER, table, name));
    }
  }

  /** {@code CREATE RULE} and {@code DROP RULE}. */
  record OfRule(QualifiedName table, boolean drops, Span span) implements TriggerAction {}

  /**
   * {@code CREATE}, {@code ALTER} and {@code DROP POLICY}.
   *
   * @param reads the columns of the table that its conditions name
   */
  record OfPolicy(
      QualifiedName table,
      String name,
      Change kind,
      boolean restrictive,
      List<String> reads,
      Span span)
      implements TriggerAction {

    /** What happens to the policy. */
    public enum Change {
      CREATE,
      ALTER,
      DROP
    }

    @Override
    public void change(RunningSchema schema) {
      Dependent itself = dependent(Kind.POLICY, table, name);
      schema.letGo(table, itself);
      if (kind != Change.DROP) {
        schema.depend(itself, table, Set.copyOf(reads));
      }
    }
  }
}

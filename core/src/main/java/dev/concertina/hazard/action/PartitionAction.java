package dev.concertina.hazard.action;

import dev.concertina.hazard.Span;
import dev.concertina.hazard.model.ConstraintSpec;
import dev.concertina.hazard.model.RunningSchema;
import dev.concertina.hazard.model.Schema;
import dev.concertina.plan.LockMode;
import dev.concertina.plan.Work;
import dev.concertina.sql.QualifiedName;
import java.util.List;

/** What happens to partitions. */
public sealed interface PartitionAction extends Action {

  /**
   * {@code ATTACH PARTITION}.
   *
   * @param isDefault whether the child is to be the default partition
   */
  record Attach(QualifiedName parent, QualifiedName child, boolean isDefault, Span span)
      implements PartitionAction {

    /** Whether a valid check of the child may prove its bounds, so that it is not read. */
    public boolean isProven(Schema before) {
      return before.relation(child).stream()
          .flatMap(known -> known.constraints().values().stream())
          .anyMatch(known -> known.is(ConstraintSpec.Kind.CHECK) && !known.notValid());
    }

    @Override
    public List<Lock> locks(Schema before, int server) {
      return List.of(
          Lock.of(parent, LockMode.SHARE_UPDATE_EXCLUSIVE),
          Lock.exclusive(child, isProven(before) ? Work.METADATA : Work.SCAN));
    }

    @Override
    public void change(RunningSchema schema) {
      schema.attach(child, parent);
    }
  }

  /** {@code NO INHERIT}. */
  record Disinherit(QualifiedName parent, QualifiedName child, Span span)
      implements PartitionAction {
    @Override
    public List<Lock> locks(Schema before, int server) {
      return Lock.brief(child);
    }
  }

  /** {@code DETACH PARTITION}. */
  record Detach(QualifiedName parent, QualifiedName child, boolean concurrently, Span span)
      implements PartitionAction {
    @Override
    public boolean refusesTransaction() {
      return concurrently;
    }

    @Override
    public List<Lock> locks(Schema before, int server) {
      if (concurrently) {
        return List.of(
            Lock.of(parent, LockMode.SHARE_UPDATE_EXCLUSIVE), Lock.exclusive(child, Work.METADATA));
      }
      return List.of(Lock.exclusive(parent, Work.METADATA), Lock.exclusive(child, Work.METADATA));
    }

    @Override
    public void change(RunningSchema schema) {
      schema.detach(child);
    }
  }
}

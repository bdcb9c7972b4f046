package dev.concertina.hazard.action;

import dev.concertina.hazard.Span;
import dev.concertina.hazard.model.PartitionOf;
import dev.concertina.hazard.model.RunningSchema;
import dev.concertina.hazard.model.Schema;
import dev.concertina.plan.LockMode;
import dev.concertina.plan.Work;
import dev.concertina.sql.QualifiedName;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What happens to partitions. */
public sealed interface PartitionAction extends Action {

  /** A new partition takes values from the default one, which is searched for them. */
  static Optional<Lock> ofDefault(QualifiedName parent, QualifiedName child, Schema before) {
    return before
        .defaultPartition(parent)
        .filter(other -> !other.equals(child))
        .map(other -> Lock.exclusive(other, workOfComparing(before, other)));
  }

  /** A valid check may prove that no row stands against the bounds; then none is read. */
  private static Work workOfComparing(Schema before, QualifiedName table) {
    return before.hasValidCheck(table) ? Work.METADATA : Work.SCAN;
  }

  /**
   * {@code ATTACH PARTITION}.
   *
   * @param isDefault whether the child is to be the default partition
   */
  record Attach(QualifiedName parent, QualifiedName child, boolean isDefault, Span span)
      implements PartitionAction {

    @Override
    public List<Lock> locks(Schema before, int server) {
      List<Lock> locks = new ArrayList<>();
      locks.add(Lock.of(parent, LockMode.SHARE_UPDATE_EXCLUSIVE));
      locks.add(Lock.exclusive(child, workOfComparing(before, child)));
      ofDefault(parent, child, before).ifPresent(locks::add);
      return locks;
    }

    @Override
    public void change(RunningSchema schema) {
      schema.attach(child, new PartitionOf(parent, isDefault));
    }
  }

  /** {@code INHERIT}. */
  record Inherit(QualifiedName parent, QualifiedName child, Span span) implements PartitionAction {
    @Override
    public List<Lock> locks(Schema before, int server) {
      return List.of(
          Lock.exclusive(child, Work.METADATA), Lock.of(parent, LockMode.SHARE_UPDATE_EXCLUSIVE));
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
      return Stream.concat(
              Stream.of(parent, child),
              before.defaultPartition(parent).filter(other -> !other.equals(child)).stream())
          .map(relation -> Lock.exclusive(relation, Work.METADATA))
          .toList();
    }

    @Override
    public void change(RunningSchema schema) {
      schema.detach(child);
    }
  }
}

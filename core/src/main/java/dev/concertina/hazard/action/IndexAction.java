package dev.concertina.hazard.action;

import dev.concertina.hazard.Span;
import dev.concertina.hazard.model.IndexFacts;
import dev.concertina.hazard.model.IndexSpec;
import dev.concertina.hazard.model.RunningSchema;
import dev.concertina.hazard.model.Schema;
import dev.concertina.hazard.model.Shortened;
import dev.concertina.plan.LockMode;
import dev.concertina.plan.Work;
import dev.concertina.sql.QualifiedName;
import java.util.List;
import java.util.Optional;

/** What happens to indexes. */
public sealed interface IndexAction extends Action {

  /** Whether it runs without stopping writers, and outside of a transaction. */
  boolean concurrently();

  @Override
  default boolean refusesTransaction() {
    return concurrently();
  }

  /**
   * {@code CREATE INDEX}.
   *
   * @param only whether partitions are left out
   * @param written what stands behind the table
   */
  record Create(
      Optional<QualifiedName> index,
      QualifiedName table,
      IndexSpec spec,
      boolean concurrently,
      boolean ifNotExists,
      boolean only,
      String written,
      Span span)
      implements IndexAction {

    @Override
    public List<Lock> locks(Schema before, int server) {
      LockMode mode = concurrently ? LockMode.SHARE_UPDATE_EXCLUSIVE : LockMode.SHARE;
      return List.of(new Lock(table, mode, only ? Work.METADATA : Work.BUILD));
    }

    /** Whether it refuses a second row of the same key. */
    public boolean unique() {
      return spec.unique();
    }

    /** Its name, as PostgreSQL would choose it if need be. */
    public QualifiedName name() {
      List<String> columns = spec.columns();
      String middle = columns.isEmpty() ? "" : String.join("_", columns) + "_";
      return index.orElseGet(
          () -> table.sibling(Shortened.of(table.name() + "_" + middle + "idx")));
    }

    @Override
    public void change(RunningSchema schema) {
      if (!ifNotExists || schema.index(name()).isEmpty()) {
        schema.indexes().create(name(), table, spec);
      }
    }
  }

  /** {@code DROP INDEX}. */
  record Drop(
      QualifiedName index, boolean concurrently, boolean ifExists, boolean cascade, Span span)
      implements IndexAction {
    @Override
    public boolean cascades() {
      return cascade;
    }

    @Override
    public List<Lock> locks(Schema before, int server) {
      LockMode mode = concurrently ? LockMode.SHARE_UPDATE_EXCLUSIVE : LockMode.ACCESS_EXCLUSIVE;
      return before.index(index).flatMap(IndexFacts::table).stream()
          .map(table -> Lock.of(table, mode))
          .toList();
    }

    @Override
    public void change(RunningSchema schema) {
      schema.indexes().drop(index);
    }
  }

  /**
   * {@code REINDEX}.
   *
   * @param name the table, index, schema or database
   */
  record Reindex(Target target, QualifiedName name, boolean concurrently, Span span)
      implements IndexAction {

    /** What is named. */
    public enum Target {
      INDEX,
      TABLE,
      MORE
    }

    @Override
    public List<Lock> locks(Schema before, int server) {
      LockMode mode = concurrently ? LockMode.SHARE_UPDATE_EXCLUSIVE : LockMode.SHARE;
      Optional<QualifiedName> table =
          switch (target) {
            case TABLE -> Optional.of(name);
            case INDEX -> before.index(name).flatMap(IndexFacts::table);
            case MORE -> Optional.empty();
          };
      return table.stream().map(relation -> new Lock(relation, mode, Work.BUILD)).toList();
    }
  }
}

package dev.concertina.hazard.action;

import dev.concertina.hazard.Span;
import dev.concertina.hazard.model.ConstraintSpec;
import dev.concertina.hazard.model.PartitionOf;
import dev.concertina.hazard.model.Query;
import dev.concertina.hazard.model.Range;
import dev.concertina.hazard.model.Relation;
import dev.concertina.hazard.model.RunningSchema;
import dev.concertina.hazard.model.Schema;
import dev.concertina.hazard.model.TableSpec;
import dev.concertina.plan.LockMode;
import dev.concertina.plan.Work;
import dev.concertina.sql.QualifiedName;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What happens to a table as a whole. */
public sealed interface TableAction extends Action {

  /** The only rewriting command that no transaction may hold. */
  String VACUUM_FULL = "VACUUM FULL";

  /**
   * {@code CREATE TABLE}.
   *
   * @param partitionOf what it is a partition of
   * @param range its bounds as a partition, if they are of one column
   * @param parents what it inherits from
   */
  record Create(
      QualifiedName table,
      Relation.Kind kind,
      boolean ifNotExists,
      TableSpec spec,
      Optional<PartitionOf> partitionOf,
      Optional<Range> range,
      List<QualifiedName> parents,
      Span span)
      implements TableAction {

    /** Foreign keys lock tables that it is not about. */
    @Override
    public Optional<QualifiedName> subject(Schema before, int server) {
      return partitionOf.map(PartitionOf::parent);
    }

    /** All that it brings, those that stand beside a column included. */
    public List<ConstraintSpec> constraints() {
      return Stream.concat(
              spec.columns().stream().flatMap(column -> column.constraints().stream()),
              spec.constraints().stream())
          .toList();
    }

    /** The tables that its foreign keys point to. */
    public List<QualifiedName> references() {
      return constraints().stream()
          .flatMap(constraint -> constraint.references().stream())
          .filter(parent -> !parent.equals(table))
          .distinct()
          .toList();
    }

    @Override
    public List<Lock> locks(Schema before, int server) {
      List<Lock> locks = new ArrayList<>();
      partitionOf
          .map(PartitionOf::parent)
          .ifPresent(
              parent -> {
                locks.add(Lock.exclusive(parent, Work.METADATA));
                PartitionAction.ofDefault(parent, table, range, before).ifPresent(locks::add);
              });
      parents.forEach(parent -> locks.add(Lock.of(parent, LockMode.SHARE_UPDATE_EXCLUSIVE)));
      references().forEach(parent -> locks.add(Lock.of(parent, LockMode.SHARE_ROW_EXCLUSIVE)));
      return locks;
    }

    @Override
    public void change(RunningSchema schema) {
      if (!ifNotExists || schema.relation(table).isEmpty()) {
        schema.create(table, kind, spec);
        partitionOf.ifPresent(parent -> schema.attach(table, parent));
      }
    }
  }

  /**
   * {@code CREATE TABLE AS}, {@code SELECT INTO}.
   *
   * @param query what gives its rows
   * @param aliases other names of its first columns
   */
  record CreateAs(QualifiedName table, Query query, List<String> aliases, Span span)
      implements TableAction {
    @Override
    public void change(RunningSchema schema) {
      schema.create(table, Relation.Kind.TABLE, TableSpec.UNKNOWN);
      schema.define(table, query, aliases);
    }
  }

  /** {@code DROP TABLE}. */
  record Drop(QualifiedName table, boolean ifExists, boolean cascade, Span span)
      implements TableAction {
    @Override
    public boolean cascades() {
      return cascade;
    }

    @Override
    public List<Lock> locks(Schema before, int server) {
      return Stream.concat(
              Stream.of(table),
              before.relation(table).stream().flatMap(known -> others(known, before)))
          .distinct()
          .map(relation -> Lock.exclusive(relation, Work.METADATA))
          .toList();
    }

    /** Parents of its foreign keys, what it is a partition of, and the default one beside it. */
    private static Stream<QualifiedName> others(Relation known, Schema before) {
      return Stream.concat(
          known.partitionOf().map(PartitionOf::parent).stream()
              .flatMap(
                  parent ->
                      Stream.concat(Stream.of(parent), before.defaultPartition(parent).stream())),
          before.parents(known.name()));
    }

    @Override
    public void change(RunningSchema schema) {
      if (cascade) {
        schema.relation(table).ifPresent(known -> ViewAction.dropAll(schema, known.dependents()));
      }
      schema.drop(table);
    }
  }

  /** A query that may read every row. Writers do not feel it, whoever waits for it does. */
  record ReadWhole(QualifiedName table, Span span) implements TableAction {}

  /** {@code TRUNCATE}. */
  record Truncate(QualifiedName table, boolean cascade, Span span) implements TableAction {
    @Override
    public List<Lock> locks(Schema before, int server) {
      return Lock.brief(table);
    }
  }

  /** {@code LOCK TABLE}. */
  record LockExplicitly(QualifiedName table, LockMode mode, Span span) implements TableAction {
    @Override
    public List<Lock> locks(Schema before, int server) {
      return List.of(Lock.of(table, mode));
    }
  }

  /**
   * What writes a table anew: VACUUM FULL, CLUSTER, SET LOGGED, SET TABLESPACE and the like.
   *
   * @param command in words
   */
  record WriteAnew(QualifiedName table, String command, Span span) implements TableAction {
    @Override
    public boolean refusesTransaction() {
      return command.equals(VACUUM_FULL);
    }

    @Override
    public List<Lock> locks(Schema before, int server) {
      return List.of(Lock.exclusive(table, Work.REWRITE));
    }
  }

  /**
   * The same without a table: all that there are, one after the other.
   *
   * @param command in words
   */
  record WriteAllAnew(String command, boolean refusesTransaction, Span span)
      implements TableAction {}

  /** {@code ENABLE}, {@code DISABLE}, {@code FORCE} and {@code NO FORCE ROW LEVEL SECURITY}. */
  record RowSecurity(QualifiedName table, boolean enables, Span span) implements TableAction {
    @Override
    public List<Lock> locks(Schema before, int server) {
      return Lock.brief(table);
    }
  }

  /** {@code ENABLE} or {@code DISABLE TRIGGER} or {@code RULE}. */
  record TriggerState(QualifiedName table, boolean disables, Span span) implements TableAction {
    @Override
    public List<Lock> locks(Schema before, int server) {
      return List.of(Lock.of(table, LockMode.SHARE_ROW_EXCLUSIVE));
    }
  }

  /** {@code REPLICA IDENTITY}. */
  record ReplicaIdentity(QualifiedName table, boolean none, Span span) implements TableAction {
    @Override
    public List<Lock> locks(Schema before, int server) {
      return Lock.brief(table);
    }
  }

  /** Anything else that ALTER TABLE does; only its lock matters. */
  record Minor(QualifiedName table, String what, LockMode mode, Span span) implements TableAction {
    @Override
    public List<Lock> locks(Schema before, int server) {
      return List.of(Lock.of(table, mode));
    }
  }

  /** A comment that calls a table, or a column of it, unused. */
  record CalledUnused(QualifiedName table, Optional<String> column, Span span)
      implements TableAction {

    @Override
    public List<Lock> locks(Schema before, int server) {
      return List.of(Lock.of(table, LockMode.SHARE_UPDATE_EXCLUSIVE));
    }

    @Override
    public void change(RunningSchema schema) {
      column.ifPresentOrElse(
          name -> schema.columns().release(table, name), () -> schema.release(table));
    }
  }
}

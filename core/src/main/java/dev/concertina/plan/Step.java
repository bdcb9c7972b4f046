package dev.concertina.plan;

import dev.concertina.sql.Identifier;
import dev.concertina.sql.QualifiedName;
import dev.concertina.sql.Sql;
import java.util.List;
import java.util.Optional;

/**
 * The unit of execution and of recovery. A step can be run again after it was interrupted at any
 * point: a transactional one commits its journal row with its work, every other one looks at what
 * is there before it acts.
 */
public sealed interface Step {

  /** Unique within the plan and stable: {@code expand-1}. */
  String id();

  /** What the step does, in a few words: {@code add the shadow column and the sync}. */
  String title();

  /** The statements as they run, for people and for the journal. */
  List<Statement> statements();

  <R> R accept(Visitor<R> visitor);

  /** One method for each kind of step. */
  interface Visitor<R> {
    R ddl(Ddl step);

    R buildIndex(BuildIndex step);

    R buildPartitionedIndex(BuildPartitionedIndex step);

    R dropIndex(DropIndex step);

    R backfill(Backfill step);

    R verify(Verify step);

    R findDuplicates(FindDuplicates step);

    R gate(Gate step);
  }

  /**
   * Statements in one transaction, with the step's journal row.
   *
   * @param locks taken before the first statement, by rotation: never waiting while holding one
   * @param guards asked under the locks; a count other than 0 stops the step and changes nothing
   */
  record Ddl(
      String id,
      String title,
      List<TableLock> locks,
      List<Guard> guards,
      List<Statement> statements)
      implements Step {
    public Ddl {
      locks = List.copyOf(locks);
      guards = List.copyOf(guards);
      statements = List.copyOf(statements);
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.ddl(this);
    }
  }

  /**
   * A question asked under the locks of a step.
   *
   * @param sql a query whose single bigint must be 0
   * @param message what another count means
   * @param hint what the user does about it
   */
  record Guard(String sql, String message, String hint) {}

  /**
   * A concurrent index build: outside a transaction, its invalid remainder is cleaned up.
   *
   * @param index the name that it will have
   * @param create {@code CREATE [UNIQUE] INDEX CONCURRENTLY …}
   */
  record BuildIndex(
      String id, String title, QualifiedName index, QualifiedName table, Statement create)
      implements Step {
    @Override
    public List<Statement> statements() {
      return List.of(create);
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.buildIndex(this);
    }
  }

  /**
   * An index of a partitioned table, which PostgreSQL cannot build concurrently ("CREATE INDEX" in
   * its documentation): an empty one on the table itself, one for each partition that is built
   * concurrently and attached. Which partitions there are is asked when it runs; a partition that
   * is made after the empty index is there gets its own from PostgreSQL.
   *
   * @param index the name that it will have on the table
   * @param definition what follows the table's name, over columns that every partition has
   * @param statements as they run for the partitions that are there when the plan is made
   */
  record BuildPartitionedIndex(
      String id,
      String title,
      QualifiedName index,
      QualifiedName table,
      boolean unique,
      String definition,
      List<Statement> statements)
      implements Step {
    public BuildPartitionedIndex {
      statements = List.copyOf(statements);
    }

    /** The index of one partition, whenever that partition is found. */
    public static QualifiedName indexOf(QualifiedName partition, QualifiedName index) {
      return partition.sibling(partition.name().derived("idx", index.sql()));
    }

    /** Makes the empty index of a table that is partitioned. */
    public Sql createEmpty(QualifiedName name, QualifiedName partitioned) {
      return create(Sql.of("{} ON ONLY {}", name.name(), partitioned));
    }

    /** Builds the index of a partition that holds rows. */
    public Sql build(QualifiedName name, QualifiedName leaf) {
      return create(Sql.of("CONCURRENTLY {} ON {}", name.name(), leaf));
    }

    /** Makes the index of a partition a part of that of its parent. */
    public static Sql attach(QualifiedName parent, QualifiedName part) {
      return Sql.of("ALTER INDEX {} ATTACH PARTITION {}", parent, part);
    }

    /** Takes what is attached to it along; done if it is not there. */
    public static Sql drop(QualifiedName index) {
      return Sql.of("DROP INDEX IF EXISTS {}", index);
    }

    private Sql create(Sql what) {
      return Sql.of(
          "CREATE {}INDEX {} {}",
          unique ? Sql.of("UNIQUE ") : Sql.of(""),
          what,
          Sql.verbatim(definition));
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.buildPartitionedIndex(this);
    }
  }

  /** A concurrent drop of an index; done if the index is not there. */
  record DropIndex(String id, String title, QualifiedName index, Statement drop) implements Step {
    @Override
    public List<Statement> statements() {
      return List.of(drop);
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.dropIndex(this);
    }
  }

  /**
   * One pass over a table that fills the columns of all its changes, batch by batch.
   *
   * @param assignments what is set in a row that is still pending
   * @param pending boolean SQL over the table's columns: the row still has to be written
   * @param update the statement of one batch with {@code $1} and {@code $2} for the bounds of its
   *     {@code ctid} window, as the plan shows it
   */
  record Backfill(
      String id,
      String title,
      QualifiedName table,
      List<Assignment> assignments,
      String pending,
      Statement update)
      implements Step {
    public Backfill {
      assignments = List.copyOf(assignments);
    }

    @Override
    public List<Statement> statements() {
      return List.of(update);
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.backfill(this);
    }
  }

  /** {@code column = expression} of a backfill. */
  record Assignment(Identifier column, String expression) {}

  /**
   * A scan that counts rows which must not be there, and names some of them.
   *
   * @param partitioned whether the rows are in partitions of the table
   * @param keys the columns that name a row; empty where the table has no key
   */
  record Verify(
      String id,
      String title,
      QualifiedName table,
      boolean partitioned,
      List<Identifier> keys,
      List<RowCheck> checks)
      implements Step {
    public Verify {
      keys = List.copyOf(keys);
      checks = List.copyOf(checks);
    }

    /** Of a table without partitions. */
    public Verify(
        String id,
        String title,
        QualifiedName table,
        List<Identifier> keys,
        List<RowCheck> checks) {
      this(id, title, table, false, keys, checks);
    }

    /** What a phase fails by. */
    public Verify withoutExcused() {
      return new Verify(
          id,
          title,
          table,
          partitioned,
          keys,
          checks.stream().map(RowCheck::withoutExcused).toList());
    }

    /** One counting query for each check. */
    @Override
    public List<Statement> statements() {
      return checks.stream()
          .map(
              check ->
                  new Statement(
                      "SELECT count(*) FROM "
                          + (partitioned ? "" : "ONLY ")
                          + table.sql()
                          + " WHERE "
                          + check.withoutExcused().condition(),
                      Optional.of(new TableLock(table, LockMode.ACCESS_SHARE)),
                      Work.SCAN))
          .toList();
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.verify(this);
    }
  }

  /**
   * A scan that counts the keys which more than one row has, and names some of them. It reads the
   * table in one snapshot, because a key may stand anywhere in it.
   *
   * @param keys the columns that make a key
   * @param nullsEqual whether two NULLs are one key (NULLS NOT DISTINCT)
   * @param hint what the user does about it
   */
  record FindDuplicates(
      String id,
      String title,
      QualifiedName table,
      List<Identifier> keys,
      boolean nullsEqual,
      String hint)
      implements Step {

    /** Keys that are named. */
    private static final int SAMPLES = 10;

    public FindDuplicates {
      keys = List.copyOf(keys);
    }

    /** One row for each key that is named: all keys, all rows, the key in words. */
    @Override
    public List<Statement> statements() {
      Sql notNull =
          Sql.join(" AND ", keys.stream().map(key -> Sql.of("{} IS NOT NULL", key)).toList());
      List<Sql> words =
          keys.stream()
              .map(
                  key ->
                      Sql.of(
                          "{} || coalesce({}::text, 'NULL')",
                          Sql.literal(key.value() + " = "),
                          key))
              .toList();
      Sql query =
          Sql.of(
              "SELECT count(*) OVER () AS keys, sum(count(*)) OVER () AS rows,"
                  + " concat_ws(', ', {}) || ': ' || count(*) || ' rows' AS sample"
                  + " FROM {} WHERE {} GROUP BY {} HAVING count(*) > 1"
                  + " ORDER BY count(*) DESC LIMIT {}",
              Sql.join(", ", words),
              table,
              nullsEqual ? Sql.of("true") : notNull,
              Sql.join(", ", keys),
              Sql.number(SAMPLES));
      return List.of(
          new Statement(
              query.sql(), Optional.of(new TableLock(table, LockMode.ACCESS_SHARE)), Work.SCAN));
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.findDuplicates(this);
    }
  }

  /** A question that must be answered with evidence before the phase goes on. */
  record Gate(String id, String title, GateKind kind) implements Step {
    @Override
    public List<Statement> statements() {
      return List.of();
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.gate(this);
    }
  }

  /** What a gate asks. */
  enum GateKind {
    /** Does anything live still use the old shape? */
    OLD_SHAPE_UNUSED,
    /** Does anything live already use the new shape? */
    NEW_SHAPE_UNUSED
  }
}

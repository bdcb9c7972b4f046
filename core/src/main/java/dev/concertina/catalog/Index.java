package dev.concertina.catalog;

import dev.concertina.sql.Identifier;
import dev.concertina.sql.QualifiedName;
import dev.concertina.sql.RowExpression;
import dev.concertina.sql.Sql;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * One index, in parts, so that the same index can be written over other columns.
 *
 * @param method {@code btree}, {@code gin}, …
 * @param options the WITH list as it stands between its parentheses
 * @param replicaIdentity whether logical replication names rows by it
 * @param clustered whether CLUSTER orders the table by it
 * @param parent the index of the partitioned table that this one of a partition belongs to
 * @param constraint the constraint that the index serves, if any
 * @param definition what {@code pg_get_indexdef} says, for messages
 */
public record Index(
    QualifiedName name,
    boolean unique,
    boolean nullsNotDistinct,
    boolean primary,
    boolean valid,
    Identifier method,
    List<Key> keys,
    List<Identifier> include,
    Optional<RowExpression> predicate,
    Optional<String> options,
    Optional<Identifier> tablespace,
    boolean replicaIdentity,
    boolean clustered,
    Optional<QualifiedName> parent,
    Optional<IndexConstraint> constraint,
    Optional<String> comment,
    String definition) {

  /**
   * One key of an index.
   *
   * @param expression a plain column or an expression
   * @param ordering collation, operator class, direction and NULLS as far as they are not the
   *     default, ready to follow the expression
   * @param statistics the statistics target of an expression, where it was set
   */
  public record Key(RowExpression expression, Sql ordering, Optional<Integer> statistics) {}

  /**
   * The constraint that an index enforces.
   *
   * @param kind {@code p} primary key, {@code u} unique, {@code x} exclusion, as in pg_constraint
   */
  public record IndexConstraint(
      Identifier name,
      char kind,
      boolean deferrable,
      boolean initiallyDeferred,
      Optional<String> comment) {

    /** When it is checked, ready to follow, as far as it is not the default. */
    public Sql timing() {
      if (initiallyDeferred) {
        return Sql.of(" DEFERRABLE INITIALLY DEFERRED");
      }
      return deferrable ? Sql.of(" DEFERRABLE") : Sql.of("");
    }
  }

  public Index {
    keys = List.copyOf(keys);
    include = List.copyOf(include);
  }

  /** The one method of keys that can be built concurrently. */
  public boolean isBtree() {
    return method.value().equals("btree");
  }

  /** Whether two rows may not be alike by it. */
  public boolean forbidsRepetition() {
    return unique || constraint.filter(c -> c.kind() == 'x').isPresent();
  }

  /** What no CREATE INDEX says of its keys, for each an action of ALTER INDEX. */
  public List<Sql> targets() {
    List<Sql> actions = new ArrayList<>();
    for (int i = 0; i < keys.size(); i++) {
      Sql key = Sql.number(i + 1);
      keys.get(i)
          .statistics()
          .ifPresent(
              target ->
                  actions.add(
                      Sql.of("ALTER COLUMN {} SET STATISTICS {}", key, Sql.number(target))));
    }
    return actions;
  }

  /** Every column that the index reads: in keys, INCLUDE and predicate. */
  public Set<Identifier> columns() {
    Set<Identifier> columns = new LinkedHashSet<>();
    keys.forEach(key -> columns.addAll(key.expression().columns()));
    columns.addAll(include);
    predicate.ifPresent(p -> columns.addAll(p.columns()));
    return columns;
  }
}
